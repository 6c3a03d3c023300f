import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Incomplete } from '../../catalog/index.js';
import type { Failure } from '../../locales/en-states.js';
import { SIGN_IN_TIMEOUT } from '../../providers/credentials.js';
import { MODULE_NOT_LOADED, type ProviderError } from '../../providers/errors.js';
import { drawn, icon } from './icons.js';
import { apart, excerpt, isolated, textButton, verbatim, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

type Part = TemplateResult | typeof nothing;

const lock = drawn(svg`<rect x="3" y="7" width="10" height="6.5" rx="1.5" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`);
const cloud = drawn(svg`<path d="M5 12.500a3 3 0 0 1-.4-5.9 4 4 0 0 1 7.4.7 2.6 2.6 0 0 1-.4 5.200z" />`);
const warning = drawn(svg`<path d="M8 2 1.5 13.500h13ZM8 6.500v3.500m0 1.800v.2" />`);

/** Replaces the images; `undefined` if there are some to show, or may be soon. */
export function stateOf(view: PickerView, actions: PickerActions): TemplateResult | undefined {
  const { state, result, messages, waiting } = view;
  if (state.status === 'error' && !result) return failure(state.error, view, actions);
  if (waiting || !result || result.images.length > 0) return undefined;
  return noneText(view) === messages.empty ? empty(view, actions) : nothingFound(view, actions);
}

function empty(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, result, disabled } = view;
  const detail = result?.detail;
  return html`<div class="state" part="state empty">
    <slot name="empty"
      >${cloud}
      <div class="title" .textContent=${messages.empty}></div>
      ${detail === undefined ? nothing : html`<p class="detail">${verbatim(detail)}</p>`} ${deletedText(view)}
      <div class="actions">
        ${deletedButton(view, actions)} ${textButton(messages.lookAgain, actions.reload, disabled)}
      </div></slot
    >
  </div>`;
}

/** The number of deleted images that match the rest of the query, if they are hidden. */
function hiddenCount({ result, query }: PickerView): number {
  const status = query.filters['status']?.length ? undefined : result?.facets.find(({ id }) => id === 'status');
  return status?.options.find(({ value }) => value === 'deleted')?.count ?? 0;
}

export function hiddenText(view: PickerView): string {
  const count = hiddenCount(view);
  return count > 0 ? view.messages.deletedHidden(count) : '';
}

const deletedText = (view: PickerView): Part =>
  hiddenCount(view) > 0 ? html`<p .textContent=${hiddenText(view)}></p>` : nothing;

const deletedButton = (view: PickerView, { filter }: PickerActions): Part =>
  hiddenCount(view) > 0
    ? textButton(view.messages.showDeleted, () => filter('status', ['deleted']), view.disabled)
    : nothing;

/** Offers to remove the filter without which there would be matches. */
function nothingFound(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, query, suggestion, narrowed, disabled } = view;
  const title =
    noneText(view) === messages.noMatch && query.text ? messages.noMatchFor(isolated(query.text)) : noneText(view);
  return html`<div class="state" part="state empty">
    ${icon('search')}
    <div class="title" .textContent=${title}></div>
    ${deletedText(view)}
    ${suggestion ? html`<p .textContent=${messages.without(suggestion.label, suggestion.count)}></p>` : nothing}
    ${
      narrowed
        ? html`<div class="actions">
            ${deletedButton(view, actions)}
            ${suggestion ? textButton(messages.removeFilter(suggestion.label), () => actions.filter(suggestion.id, []), disabled) : nothing}
            ${textButton(messages.clearSearch, actions.clear, disabled)}
          </div>`
        : nothing
    }
  </div>`;
}

/** Why there are no images to show. Reports that there are none only if everything has been read. */
export function noneText({ messages, result, narrowed }: PickerView): string {
  const { total = 0, totalKind, unreadable = 0 } = result ?? {};
  if (unreadable > 0 && (total > 0 || !narrowed)) return messages.noneReadable;
  if (totalKind !== 'exact') return messages.nothingYet;
  return narrowed ? messages.noMatch : messages.empty;
}

/** Notices above the images: a failure, or what is missing. The bar shows the progress. */
export function notices(view: PickerView, actions: PickerActions): Part[] {
  const { state, result, messages, panelFailed } = view;
  const notes: Part[] = [];
  if (state.status === 'error' && result) {
    const kind = failureOf(state.error, view);
    const text = `${messages.errorTitle(kind)} ${adviceOn(state.error, view)}`;
    notes.push(notice('error', text, recoveryButton(kind, view, actions), factsOf(state.error, view)));
  }
  if (state.status === 'ready' && result?.incomplete) {
    notes.push(notice('warning', incompleteText(view), continueButton(result.incomplete, view, actions)));
  }
  if (result && result.unreadable > 0) notes.push(notice('warning', messages.unreadable(result.unreadable)));
  if (panelFailed) notes.push(notice('warning', messages.notLoaded, textButton(messages.retry, actions.panels.retry)));
  return notes;
}

/** What is missing from a list; empty if it is complete. */
export function incompleteText({ messages, result }: PickerView): string {
  return result?.incomplete ? messages.incomplete(result.incomplete, result.loaded, result.expected) : '';
}

function continueButton({ reason }: Incomplete, { messages, disabled }: PickerView, actions: PickerActions): Part {
  if (reason === 'ceiling') return nothing;
  // It is unknown which images are missing, so everything is requested again.
  if (reason === 'changed' || reason === 'missing') return textButton(messages.reload, actions.reload, disabled);
  return textButton(reason === 'failed' ? messages.retry : messages.resume, actions.resume, disabled);
}

const notice = (
  kind: 'warning' | 'error',
  text: string,
  action: Part = nothing,
  facts: Part = nothing,
): TemplateResult =>
  html`<div class="notice ${kind}" part="notice ${kind === 'error' ? 'error' : ''}">
    ${warning}
    <div class="text">${words(text)}${facts}</div>
    ${action}
  </div>`;

/** A network error without a connection means offline. It can also be that of a module, and a timeout that of the sign-in. */
function failureOf({ kind, code }: ProviderError, { offline }: PickerView): Failure {
  if (kind === 'network' && offline) return 'offline';
  if (kind === 'network' && code === MODULE_NOT_LOADED) return 'module';
  return code === SIGN_IN_TIMEOUT ? 'sign-in' : kind;
}

/** The appearance of a failure: signing in helps, access is forbidden, or something is broken. */
const appearanceOf = (kind: Failure): [className: string, symbol: TemplateResult] => {
  if (kind === 'credentials' || kind === 'sign-in') return ['sign-in', lock];
  return kind === 'forbidden' ? ['forbidden', icon('disabled')] : ['broken', warning];
};

/** An error message: what happened, what users can do, and what to quote to the cloud's support. */
function failure(error: ProviderError, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages } = view;
  const kind = failureOf(error, view);
  const [className, symbol] = appearanceOf(kind);
  return html`<div class="state error ${className}" part="state error">
    <slot name="error"
      >${symbol}
      <div class="title" .textContent=${messages.errorTitle(kind)}></div>
      <p .textContent=${adviceOn(error, view)}></p>
      <div class="actions">
        ${recoveryButton(kind, view, actions)}
        ${
          kind === 'forbidden'
            ? textButton(messages.copyForSupport, () => actions.copy(supportText(error, view), '.facts'))
            : nothing
        }
      </div>
      ${factsOf(error, view)}</slot
    >
  </div>`;
}

/** The announcement of an error. */
export function errorText(error: ProviderError, view: PickerView): string {
  const kind = failureOf(error, view);
  return `${view.messages.errorTitle(kind)} ${adviceOn(error, view)}`;
}

function adviceOn(error: ProviderError, view: PickerView): string {
  const { messages } = view;
  const { kind, retryAfter } = error;
  const advice = messages.errorAdvice(failureOf(error, view));
  if (retryAfter === undefined) return advice;
  const wait = messages.retryAfter(retryAfter);
  // Their advice is to wait for a while.
  return kind === 'rate-limited' || kind === 'unavailable' ? wait : `${advice} ${wait}`;
}

const recoveryButton = (kind: Failure, { messages, disabled }: PickerView, actions: PickerActions): TemplateResult => {
  const [className] = appearanceOf(kind);
  return className === 'sign-in'
    ? textButton(messages.signIn, actions.signIn, disabled, 'button primary')
    : textButton(messages.retry, actions.resume, disabled, className === 'broken' ? 'button primary' : 'button');
};

function factsOf(error: ProviderError, view: PickerView): Part {
  const facts = factsIn(error, view);
  const { detail } = error;
  return html`${detail === undefined ? nothing : html`<p class="detail">${verbatim(excerpt(detail))}</p>`}
  ${facts.length === 0 ? nothing : html`<div class="facts">${apart(facts)}</div>`}`;
}

const factsIn = ({ status, code, requestId }: ProviderError, { messages }: PickerView): string[] =>
  [
    status === undefined ? '' : `HTTP ${status}`,
    code && excerpt(code),
    requestId && messages.requestId(excerpt(requestId)),
  ].flatMap((fact) => fact || []);

/** What a user sends to support. */
const supportText = (error: ProviderError, view: PickerView): string =>
  [
    view.messages.errorTitle(error.kind),
    ...factsIn(error, view),
    error.detail && excerpt(error.detail),
    new Date().toISOString(),
  ]
    .filter(Boolean)
    .join(' · ');
