import { html, nothing, type TemplateResult } from 'lit';
import { chosenText, tokens, troubleOf } from './footer.js';
import { icon } from './icons.js';
import { iconButton, keepInside } from './parts.js';
import { searched } from './toolbar.js';
import type { PickerActions, PickerView } from './view.js';

/** The field of a dropdown: shows what is chosen, and searches while its popup is open. */
export function combobox(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, choices, multiple, open, disabled, required, invalid, query, name, result, active, stale } = view;
  const [chosen] = choices;
  const text = multiple || !chosen ? '' : (chosen.image?.name ?? chosen.id);
  const trouble = !multiple && chosen ? troubleOf(chosen, view) : undefined;
  const clearable = !multiple && !required && chosen !== undefined && !disabled;
  const pointed = open && !stale && active >= 0 && (result?.images.length ?? 0) > 0;
  return html`<div
    class="combobox"
    part="combobox"
    id="combobox"
    @mousedown=${(event: Event & { target: Element }) => {
      if (!event.target.closest('button')) actions.toggle(true);
    }}
  >
    ${multiple ? tokens(view, actions) : nothing}
    <input
      id="search"
      part="search"
      type="text"
      role="combobox"
      aria-label=${name}
      aria-describedby="hint message chosen"
      aria-haspopup="listbox"
      aria-autocomplete="list"
      aria-expanded=${open ? 'true' : 'false'}
      aria-controls=${pointed ? 'listbox' : 'popup'}
      aria-activedescendant=${pointed ? `option-${active}` : nothing}
      aria-required=${required ? 'true' : nothing}
      aria-invalid=${invalid ? 'true' : nothing}
      placeholder=${open && text !== '' ? text : choices.length > 0 ? '' : messages.choose}
      autocomplete="off"
      spellcheck="false"
      ?disabled=${disabled}
      .value=${open ? query.text : text}
      @keydown=${actions.press}
      @input=${(event: InputEvent & { target: HTMLInputElement }) => {
        keepInside(event);
        actions.toggle(true);
        searched(actions)(event);
      }}
      @compositionend=${searched(actions)}
      @change=${keepInside}
    />
    ${trouble === undefined ? nothing : html`<span class="gone">(${trouble})</span>`}
    <span class="hidden" id="chosen">${text === '' || open ? chosenText(view) : trouble}</span>
    ${clearable ? iconButton('close', messages.clear, actions.removeAll, false, disabled) : nothing}
    <button
      class="plain"
      part="button"
      type="button"
      tabindex="-1"
      aria-label=${messages.open}
      aria-expanded=${open ? 'true' : 'false'}
      aria-controls="popup"
      ?disabled=${disabled}
      @mousedown=${(event: Event) => {
        // The field keeps the focus, and does not open by itself.
        event.preventDefault();
        event.stopPropagation();
      }}
      @click=${() => actions.toggle()}
    >
      ${icon('open')}
    </button>
  </div>`;
}
