import { html, nothing, type TemplateResult } from 'lit';
import type { CatalogResult, Query } from '../../catalog/index.js';
import type { PickerState } from '../../controllers/picker-state.js';
import type { parts } from '../states.js';
import { content } from './content.js';
import { textButton } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The part with the other states, which loads when it is needed. */
export interface StatesPart {
  readonly part: typeof parts | undefined;
  readonly failed: boolean;
}

/** A user has searched or filtered. */
export const isNarrowed = ({ text, only, filters }: Query): boolean =>
  text !== '' || only !== undefined || Object.values(filters).some((values) => values.length > 0);

/** Whether there is more to show than a complete list: an error, search results, no images, or missing ones. */
export function needsStates(state: PickerState, result: CatalogResult | undefined, query: Query): boolean {
  if (state.status === 'error' || isNarrowed(query)) return true;
  const { unreadable = 0, images, incomplete } = result ?? {};
  return unreadable > 0 || (state.status === 'ready' && (images?.length === 0 || incomplete !== undefined));
}

const needsOtherStates = ({ state, result, query, panelFailed }: PickerView): boolean =>
  panelFailed || needsStates(state, result, query);

/** Replaces the images; `undefined` if there are some to show, or may be soon. */
export function standIn(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult | undefined {
  const { state, result, messages } = view;
  if (state.status === 'unconfigured') return plain(messages.unconfigured(state.missing));
  if (states.part) return states.part.stateOf(view, actions);
  return result?.images.length || !needsOtherStates(view) || !states.failed ? undefined : notLoaded(view, actions);
}

/** Above the images: what is missing. */
export function notices(view: PickerView, actions: PickerActions, states: StatesPart): unknown {
  if (states.part) return states.part.notices(view, actions);
  return view.result?.images.length && needsOtherStates(view) && states.failed ? notLoaded(view, actions) : nothing;
}

const plain = (text: string, action?: TemplateResult): TemplateResult =>
  html`<div class="state" part="state">
    <p>${content(text)}</p>
    ${action ?? nothing}
  </div>`;

const notLoaded = ({ messages, panelFailed, disabled }: PickerView, actions: PickerActions): TemplateResult =>
  plain(messages.notLoaded, textButton(messages.retry, panelFailed ? actions.panels.retry : actions.resume, disabled));
