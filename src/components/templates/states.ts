import { html, nothing, type TemplateResult } from 'lit';
import type { Incomplete } from '../../catalog/index.js';
import type { Failure } from '../../locales/en.js';
import { SIGN_IN_TIMEOUT } from '../../providers/credentials.js';
import type { ProviderError } from '../../providers/errors.js';
import { icon } from './icons.js';
import { apart, excerpt, textButton, verbatim, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

type Part = TemplateResult | typeof nothing;

/** What stands in the place of the images while there are none to show; `undefined` where there are. */
export function stateOf(view: PickerView, actions: PickerActions): TemplateResult | undefined {
  const { state, result, messages, slow } = view;
  if (state.status === 'unconfigured') {
    return html`<div class="state" part="state" .textContent=${messages.unconfigured(state.missing)}></div>`;
  }
  if (state.status === 'error' && !result) {
    return html`<div class="state error" part="state error">
      <slot name="error">${failure(state.error, view, actions)}</slot>
    </div>`;
  }
  if (!result || (result.images.length === 0 && state.status === 'loading')) {
    return html`${slow ? html`<div class="state slow" part="state" .textContent=${messages.slow}></div>` : nothing}${skeleton}`;
  }
  const { images, detail } = result;
  if (images.length > 0) return undefined;
  const none = noneText(view);
  return html`<div class="state" part="state empty">
    ${
      none === messages.empty
        ? html`<slot name="empty"
            ><div class="text">
              ${words(none)}${detail === undefined ? nothing : html`<div class="detail">${verbatim(detail)}</div>`}
            </div></slot
          >`
        : html`<span class="text" .textContent=${none}></span>${
              narrowed(view) ? textButton(messages.clearSearch, actions.clear) : nothing
            }`
    }
  </div>`;
}

/** Why there is no image to show. That there is none is only said where everything was seen. */
export function noneText(view: PickerView): string {
  const { messages, result } = view;
  const { total = 0, totalKind, unreadable = 0 } = result ?? {};
  if (unreadable > 0 && (total > 0 || !narrowed(view))) return messages.noneReadable;
  if (totalKind !== 'exact') return messages.nothingYet;
  return narrowed(view) ? messages.noMatch : messages.empty;
}

/** The person has searched or filtered. */
const narrowed = ({ query: { text, only, filters } }: PickerView): boolean =>
  text !== '' || only !== undefined || Object.values(filters).some((values) => values.length > 0);

const skeleton = Array.from(
  { length: 8 },
  () => html`<div class="option placeholder" aria-hidden="true"><span class="skeleton"></span></div>`,
);

/** What is to be said besides the images shown: progress, a failure, what is missing. */
export function notices(view: PickerView, actions: PickerActions): Part[] {
  const { state, result, messages, slow } = view;
  const notes: Part[] = [];
  if (state.status === 'loading' && state.partial && result) {
    const text = messages.searching(result.loaded, result.expected);
    notes.push(notice('', slow ? `${messages.slow} ${text}` : text, textButton(messages.stop, actions.stop)));
  } else if (state.status === 'loading' && result && slow) {
    notes.push(notice('', messages.slow, nothing));
  }
  if (state.status === 'error' && result) {
    notes.push(html`<div class="notice error" part="notice error">${failure(state.error, view, actions)}</div>`);
  }
  if (state.status === 'ready' && result?.incomplete) {
    const { incomplete, loaded, expected } = result;
    notes.push(notice('warning', messages.incomplete(incomplete, loaded, expected), wayOut(incomplete, view, actions)));
  }
  if (result && result.unreadable > 0) notes.push(notice('warning', messages.unreadable(result.unreadable), nothing));
  return notes;
}

function wayOut({ reason }: Incomplete, { messages }: PickerView, actions: PickerActions): Part {
  if (reason === 'ceiling') return nothing;
  // What has come cannot be told from what should have: all of it is asked for again.
  if (reason === 'changed' || reason === 'missing') return textButton(messages.reload, actions.reload);
  return textButton(reason === 'failed' ? messages.retry : messages.resume, actions.resume);
}

const notice = (kind: string, text: string, action: Part): TemplateResult =>
  html`<div class="notice ${kind}" part="notice">
    ${kind === '' ? nothing : icon('warning')}<span class="text" .textContent=${text}></span>${action}
  </div>`;

/** Without a connection, no cloud can be reached; and it can be the sign-in that does not answer. */
export const failureOf = ({ kind, code }: ProviderError, { offline }: PickerView): Failure =>
  offline && kind === 'network' ? 'offline' : code === SIGN_IN_TIMEOUT ? 'sign-in' : kind;

/** An error in words: what happened, what can be done, and what to quote to the cloud's support. */
function failure(error: ProviderError, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages } = view;
  const kind = failureOf(error, view);
  const { status, code, requestId, retryAfter, detail } = error;
  const facts = [
    status === undefined ? '' : `HTTP ${status}`,
    code && excerpt(code),
    requestId && messages.requestId(excerpt(requestId)),
  ];
  const advice = [messages.errorAdvice(kind), ...(retryAfter === undefined ? [] : [messages.retryAfter(retryAfter)])];
  return html`${icon('warning')}
    <div class="text">
      <div class="title" .textContent=${messages.errorTitle(kind)}></div>
      <div .textContent=${advice.join(' ')}></div>
      ${detail === undefined ? nothing : html`<div class="detail">${verbatim(excerpt(detail))}</div>`}
      <div class="facts">${apart(facts)}</div>
    </div>
    ${
      kind === 'credentials' || kind === 'sign-in'
        ? textButton(messages.signIn, actions.signIn)
        : textButton(messages.retry, actions.resume)
    }`;
}
