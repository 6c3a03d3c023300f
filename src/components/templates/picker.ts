import { html, nothing, type TemplateResult } from 'lit';
import type { combobox as comboboxTemplate } from './combobox.js';
import type { panel as panelTemplate } from './panel.js';
import { bar } from './bar.js';
import { content } from './content.js';
import { list } from './list.js';
import { notices, type StatesPart } from './stand-in.js';
import { toolbar } from './toolbar.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The texts around the control. */
export interface Surroundings {
  readonly label: string;
  readonly hint: string;
  /** The validation message, once it is shown. */
  readonly message: string;
  /** The announced text. */
  readonly announcement: string;
}

/** Parts that load when they are needed. */
export interface LoadedTemplates {
  readonly combobox: typeof comboboxTemplate | undefined;
  readonly panel: typeof panelTemplate | undefined;
  readonly states: StatesPart;
}

/** A whole picker, in any appearance. */
export function pickerTemplate(
  view: PickerView,
  actions: PickerActions,
  loaded: LoadedTemplates,
  { label, hint, message, announcement }: Surroundings,
): TemplateResult {
  const { dropdown, open, required, direction, language, name } = view;
  const { combobox } = loaded;
  // Details take the place of the columns.
  const frame = view.cards || view.panel === 'details' ? 'frame no-columns' : 'frame';
  return html`<div
    class="picker"
    lang=${language}
    dir=${direction === 'rtl' ? 'rtl' : nothing}
    role=${dropdown ? nothing : 'group'}
    aria-label=${dropdown ? nothing : name}
  >
    <div
      class="label"
      part="label"
      @click=${({ target }: Event & { target: Element }) => {
        if (!target.closest('a, button, input, select, textarea')) actions.focus();
      }}
    >
      <slot name="label">${content(label)}</slot
      >${required && label !== '' ? html`<span class="star" aria-hidden="true"> *</span>` : nothing}
    </div>
    <div class="hint" part="hint" id="hint"><slot name="hint">${content(hint)}</slot></div>
    ${
      combobox && dropdown
        ? html`${combobox(view, actions)}
            <div
              class=${frame}
              part="frame"
              id="popup"
              popover="manual"
              tabindex="-1"
              @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Escape') actions.press(event);
              }}
            >
              ${open ? html`${body(view, actions, loaded)}` : nothing}
            </div>`
        : html`<div class=${frame} part="frame">${body(view, actions, loaded)}</div>`
    }
    <div class="message" part="message" id="message">${content(message)}</div>
    <div class="hidden" role="status">${content(announcement)}</div>
  </div>`;
}

function body(view: PickerView, actions: PickerActions, { panel, states }: LoadedTemplates): TemplateResult {
  const { state, result, paged } = view;
  const progress =
    state.status === 'loading' && state.partial && result
      ? html`<progress
          class="progress"
          part="progress"
          aria-hidden="true"
          max=${result.expected ?? nothing}
          value=${result.expected === undefined ? nothing : result.loaded}
        ></progress>`
      : nothing;
  return html`${toolbar(view, actions, states)} ${notices(view, actions, states)}
    <div class=${paged ? 'body pages' : 'body'}>
      ${progress}${list(view, actions, states)}${panel ? panel(view, actions) : nothing}
    </div>
    ${bar(view, actions)}`;
}
