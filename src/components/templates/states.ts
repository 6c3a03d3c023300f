import { html, nothing, type TemplateResult } from 'lit';
import type { Incomplete } from '../../catalog/index.js';
import type { ErrorKind, ProviderError } from '../../providers/errors.js';
import { icon } from './icons.js';
import { apart, textButton } from './parts.js';
import type { PickerActions, PickerView } from './view.js';

type Part = TemplateResult | typeof nothing;

/** What stands in the place of the images while there are none to show; `undefined` where there are. */
export function stateOf(view: PickerView, actions: PickerActions): TemplateResult | undefined {
  const { state, result, messages, slow } = view;
  if (state.status === 'unconfigured') {
    return html`<div class="state" part="state">${messages.unconfigured(state.missing)}</div>`;
  }
  if (state.status === 'error' && !result) {
    return html`<div class="state error" part="state error">
      <slot name="error">${failure(state.error, view, actions)}</slot>
    </div>`;
  }
  if (!result || (result.images.length === 0 && state.status === 'loading')) {
    return html`${slow ? html`<div class="state slow" part="state">${messages.slow}</div>` : nothing}${skeleton}`;
  }
  if (result.images.length > 0) return undefined;
  return html`<div class="state" part="state empty">
    ${
      narrowed(view)
        ? html`<span class="text">${messages.noMatch}</span>${textButton(messages.clearSearch, actions.clear)}`
        : html`<slot name="empty"><span class="text">${messages.empty}</span></slot>`
    }
  </div>`;
}

/** The person has searched or filtered. */
export const narrowed = ({ query: { text, only, filters } }: PickerView): boolean =>
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
  if (reason === 'changed') return textButton(messages.reload, actions.reload);
  return textButton(reason === 'failed' ? messages.retry : messages.resume, actions.resume);
}

const notice = (kind: string, text: string, action: Part): TemplateResult =>
  html`<div class="notice ${kind}" part="notice">
    ${kind === '' ? nothing : icon('warning')}<span class="text">${text}</span>${action}
  </div>`;

/** Without a connection, no cloud can be reached. */
export const errorKind = ({ kind }: ProviderError, { offline }: PickerView): ErrorKind | 'offline' =>
  offline && kind === 'network' ? 'offline' : kind;

/** An error in words: what happened, what can be done, and what to quote to the cloud's support. */
function failure(error: ProviderError, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages } = view;
  const kind = errorKind(error, view);
  const { status, code, requestId, retryAfter, detail } = error;
  const facts = [
    status === undefined ? '' : `HTTP ${status}`,
    code,
    requestId === undefined ? '' : messages.requestId(requestId),
  ];
  return html`${icon('warning')}
    <div class="text">
      <div class="title">${messages.errorTitle(kind)}</div>
      <div>${messages.errorAdvice(kind)} ${retryAfter === undefined ? nothing : messages.retryAfter(retryAfter)}</div>
      ${detail === undefined ? nothing : html`<div class="detail"><bdi>${detail}</bdi></div>`}
      <div class="facts">${apart(facts)}</div>
    </div>
    ${
      kind === 'credentials' ? textButton(messages.signIn, actions.signIn) : textButton(messages.retry, actions.resume)
    }`;
}
