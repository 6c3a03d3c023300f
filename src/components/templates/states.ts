import { html, nothing, type TemplateResult } from 'lit';
import type { Incomplete } from '../../catalog/index.js';
import type { Failure } from '../../locales/en.js';
import { SIGN_IN_TIMEOUT } from '../../providers/credentials.js';
import type { ProviderError } from '../../providers/errors.js';
import { icon, type IconName } from './icons.js';
import { apart, excerpt, isolated, textButton, verbatim, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

type Part = TemplateResult | typeof nothing;

/** What stands in the place of the images where there are none to show; `undefined` where there are, or may be soon. */
export function stateOf(view: PickerView, actions: PickerActions): TemplateResult | undefined {
  const { state, result, messages, waiting } = view;
  if (state.status === 'unconfigured')
    return html`<div class="state" part="state"><p .textContent=${messages.unconfigured(state.missing)}></p></div>`;
  if (state.status === 'error' && !result) return failure(state.error, view, actions);
  if (waiting || !result || result.images.length > 0) return undefined;
  return noneText(view) === messages.empty ? empty(view, actions) : nothingFound(view, actions);
}

function empty(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, result, disabled } = view;
  const detail = result?.detail;
  return html`<div class="state" part="state empty">
    <slot name="empty"
      >${icon('cloud')}
      <div class="title" .textContent=${messages.empty}></div>
      ${detail === undefined ? nothing : html`<p class="detail">${verbatim(detail)}</p>`} ${deletedText(view)}
      <div class="actions">
        ${deletedButton(view, actions)} ${textButton(messages.lookAgain, actions.reload, disabled)}
      </div></slot
    >
  </div>`;
}

/** How many deleted images match the rest of the query, where they are hidden. */
export function hiddenCount({ result, query }: PickerView): number {
  const status = query.filters['status']?.length ? undefined : result?.facets.find(({ id }) => id === 'status');
  return status?.options.find(({ value }) => value === 'deleted')?.count ?? 0;
}

function deletedText(view: PickerView): Part {
  const count = hiddenCount(view);
  return count > 0 ? html`<p .textContent=${view.messages.deletedHidden(count)}></p>` : nothing;
}

const deletedButton = (view: PickerView, { filter }: PickerActions): Part =>
  hiddenCount(view) > 0
    ? textButton(view.messages.showDeleted, () => filter('status', ['deleted']), view.disabled)
    : nothing;

/** Offers the filter without which there would be something. */
function nothingFound(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, query, rescue, narrowed, disabled } = view;
  const title =
    noneText(view) === messages.noMatch && query.text ? messages.noMatchFor(isolated(query.text)) : noneText(view);
  return html`<div class="state" part="state empty">
    ${icon('search')}
    <div class="title" .textContent=${title}></div>
    ${deletedText(view)}
    ${rescue ? html`<p .textContent=${messages.without(rescue.label, rescue.count)}></p>` : nothing}
    ${
      narrowed
        ? html`<div class="actions">
            ${deletedButton(view, actions)}
            ${rescue ? textButton(messages.removeFilter(rescue.label), () => actions.filter(rescue.id, []), disabled) : nothing}
            ${textButton(messages.clearSearch, actions.clear, disabled)}
          </div>`
        : nothing
    }
  </div>`;
}

/** Why there is no image to show. That there is none is only said where everything was seen. */
export function noneText({ messages, result, narrowed }: PickerView): string {
  const { total = 0, totalKind, unreadable = 0 } = result ?? {};
  if (unreadable > 0 && (total > 0 || !narrowed)) return messages.noneReadable;
  if (totalKind !== 'exact') return messages.nothingYet;
  return narrowed ? messages.noMatch : messages.empty;
}

/** What is to be said besides the images shown: a failure, or what is missing. Progress is said in the bar. */
export function notices(view: PickerView, actions: PickerActions): Part[] {
  const { state, result, messages, panelFailed } = view;
  const notes: Part[] = [];
  if (state.status === 'error' && result) {
    const kind = failureOf(state.error, view);
    const text = `${messages.errorTitle(kind)} ${adviceOn(state.error, view)}`;
    notes.push(notice('error', text, wayOutOf(kind, view, actions), factsOf(state.error, view)));
  }
  if (state.status === 'ready' && result?.incomplete) {
    const { incomplete, loaded, expected } = result;
    notes.push(notice('warning', messages.incomplete(incomplete, loaded, expected), wayOn(incomplete, view, actions)));
  }
  if (result && result.unreadable > 0) notes.push(notice('warning', messages.unreadable(result.unreadable)));
  if (panelFailed) notes.push(notice('warning', messages.notLoaded, textButton(messages.retry, actions.panels.retry)));
  return notes;
}

function wayOn({ reason }: Incomplete, { messages, disabled }: PickerView, actions: PickerActions): Part {
  if (reason === 'ceiling') return nothing;
  // What has come cannot be told from what should have: all of it is asked for again.
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
    ${icon('warning')}
    <div class="text">${words(text)}${facts}</div>
    ${action}
  </div>`;

/** Without a connection, no cloud can be reached; and it can be the sign-in that does not answer. */
export const failureOf = ({ kind, code }: ProviderError, { offline }: PickerView): Failure =>
  offline && kind === 'network' ? 'offline' : code === SIGN_IN_TIMEOUT ? 'sign-in' : kind;

/** How a failure looks: what can be mended by signing in, what is not allowed, and what is broken. */
const looks = (kind: Failure): [className: string, IconName] => {
  if (kind === 'credentials' || kind === 'sign-in') return ['sign-in', 'lock'];
  return kind === 'forbidden' ? ['forbidden', 'disabled'] : ['broken', 'warning'];
};

/** An error in words: what happened, what can be done, and what to quote to the cloud's support. */
function failure(error: ProviderError, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages } = view;
  const kind = failureOf(error, view);
  const [className, symbol] = looks(kind);
  return html`<div class="state error ${className}" part="state error">
    <slot name="error"
      >${icon(symbol)}
      <div class="title" .textContent=${messages.errorTitle(kind)}></div>
      <p .textContent=${adviceOn(error, view)}></p>
      <div class="actions">
        ${wayOutOf(kind, view, actions)}
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

const adviceOn = (error: ProviderError, view: PickerView): string =>
  [
    view.messages.errorAdvice(failureOf(error, view)),
    ...(error.retryAfter === undefined ? [] : [view.messages.retryAfter(error.retryAfter)]),
  ].join(' ');

const wayOutOf = (kind: Failure, { messages, disabled }: PickerView, actions: PickerActions): TemplateResult => {
  const [look] = looks(kind);
  return look === 'sign-in'
    ? textButton(messages.signIn, actions.signIn, disabled, 'button primary')
    : textButton(messages.retry, actions.resume, disabled, look === 'broken' ? 'button primary' : 'button');
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

/** What a person sends to those who can help. */
const supportText = (error: ProviderError, view: PickerView): string =>
  [
    view.messages.errorTitle(error.kind),
    ...factsIn(error, view),
    error.detail && excerpt(error.detail),
    new Date().toISOString(),
  ]
    .filter(Boolean)
    .join(' · ');
