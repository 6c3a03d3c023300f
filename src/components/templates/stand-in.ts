import { html, nothing, type TemplateResult } from 'lit';
import type { CatalogResult } from '../../catalog/index.js';
import type { PickerState } from '../../controllers/picker-state.js';
import type { parts } from '../states.js';
import { textButton } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The part with the other states, which is loaded when there is one. */
export interface StatesPart {
  readonly part: typeof parts | undefined;
  readonly failed: boolean;
}

/** Whether there is more to say than the images do: an error, that there are none, or that some are missing. */
export function needsStates(state: PickerState, result: CatalogResult | undefined): boolean {
  if (state.status === 'error') return true;
  const { unreadable = 0, images, incomplete } = result ?? {};
  return unreadable > 0 || (state.status === 'ready' && (images?.length === 0 || incomplete !== undefined));
}

const saysMore = ({ state, result, panelFailed }: PickerView): boolean => panelFailed || needsStates(state, result);

/** Replaces the images; `undefined` if there are some to show, or may be soon. */
export function standIn(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult | undefined {
  const { state, result, messages } = view;
  if (state.status === 'unconfigured') return plain(messages.unconfigured(state.missing));
  if (states.part) return states.part.stateOf(view, actions);
  return result?.images.length || !saysMore(view) || !states.failed ? undefined : notLoaded(view, actions);
}

/** Above the images: what is missing. */
export function notices(view: PickerView, actions: PickerActions, states: StatesPart): unknown {
  if (states.part) return states.part.notices(view, actions);
  return view.result?.images.length && saysMore(view) && states.failed ? notLoaded(view, actions) : nothing;
}

const plain = (text: string, action?: TemplateResult): TemplateResult =>
  html`<div class="state" part="state">
    <p .textContent=${text}></p>
    ${action ?? nothing}
  </div>`;

const notLoaded = ({ messages, panelFailed, disabled }: PickerView, actions: PickerActions): TemplateResult =>
  plain(messages.notLoaded, textButton(messages.retry, panelFailed ? actions.panels.retry : actions.resume, disabled));
