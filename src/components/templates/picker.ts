import { html, nothing, type TemplateResult } from 'lit';
import type { combobox as comboboxTemplate } from './combobox.js';
import { details } from './details.js';
import { choice } from './choice.js';
import { footer } from './footer.js';
import { list } from './list.js';
import { notices } from './states.js';
import { toolbar } from './toolbar.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The words around the control. */
export interface Surroundings {
  readonly label: string;
  readonly hint: string;
  /** Why the value is not valid, once the person has been told. */
  readonly message: string;
  /** What a screen reader says. */
  readonly announcement: string;
}

/** A whole picker, in either appearance. */
export function pickerTemplate(
  view: PickerView,
  actions: PickerActions,
  combobox: typeof comboboxTemplate | undefined,
  { label, hint, message, announcement }: Surroundings,
): TemplateResult {
  const { dropdown, open, required, direction, language, name } = view;
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
      <slot name="label" .textContent=${label}></slot
      >${required && label !== '' ? html`<span class="star" aria-hidden="true"> *</span>` : nothing}
    </div>
    <div class="hint" part="hint" id="hint"><slot name="hint" .textContent=${hint}></slot></div>
    ${
      combobox && dropdown
        ? html`${combobox(view, actions)}
            <div
              class="frame"
              part="frame"
              id="popup"
              popover="manual"
              tabindex="-1"
              @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Escape') actions.press(event);
              }}
            >
              ${open ? html`${body(view, actions)}` : nothing}
            </div>`
        : html`<div class="frame" part="frame">${body(view, actions)}</div>`
    }
    <div class="message" part="message" id="message" .textContent=${message}></div>
    <div class="hidden" role="status" .textContent=${announcement}></div>
  </div>`;
}

function body(view: PickerView, actions: PickerActions): TemplateResult {
  return html`${toolbar(view, actions)} ${notices(view, actions)} ${list(view, actions)} ${footer(view, actions)}
  ${details(view, actions)} ${choice(view, actions)}`;
}
