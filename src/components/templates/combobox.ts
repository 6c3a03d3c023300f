import { html, noChange, nothing, type TemplateResult } from 'lit';
import { chosenText, tokens, problemOf } from './choice.js';
import { content } from './content.js';
import { fieldText } from './field-text.js';
import { icon } from './icons.js';
import { mark } from './mark.js';
import { iconButton, keepInside, words } from './parts.js';
import { searched, type TextEvent } from './toolbar.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The field of a dropdown: shows the selection, and is the search field while the popup is open. */
export function combobox(view: PickerView, actions: PickerActions): TemplateResult {
  const {
    messages,
    choices,
    multiple,
    open,
    disabled,
    required,
    invalid,
    query,
    name,
    result,
    active,
    stale,
    composing,
  } = view;
  const [chosen] = choices;
  const text = multiple || !chosen ? '' : (chosen.image?.name ?? chosen.id);
  const trouble = !multiple && chosen ? problemOf(chosen, view) : undefined;
  const system = multiple || open || !chosen?.image || chosen.image.title ? '' : fieldText(chosen.image, 'os', view);
  const clearable = !multiple && !required && chosen !== undefined && !disabled;
  const pointed = open && !stale && active >= 0 && (result?.images.length ?? 0) > 0;
  return html`<div
    class=${system === '' ? 'field' : 'field fitted'}
    part="field"
    id="field"
    @mousedown=${(event: MouseEvent & { target: Element }) => {
      const { button, target } = event;
      // The field has the focus then, and keeps it.
      if (target.id !== 'search') event.preventDefault();
      if (button === 0 && !target.closest('button')) actions.toggle(true);
    }}
  >
    ${multiple ? tokens(view, actions) : open && query.text !== '' ? icon('search') : chosen?.image ? mark(chosen.image) : nothing}
    <input
      id="search"
      type="text"
      role="combobox"
      aria-label=${name}
      aria-describedby="hint message system chosen"
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
      .value=${composing ? noChange : open ? query.text : text}
      @focus=${(event: Event & { target: HTMLInputElement }) => {
        // Typing starts a search, instead of being added to the name in the field.
        if (!open) event.target.select();
      }}
      @keydown=${actions.press}
      @input=${(event: TextEvent) => {
        keepInside(event);
        searched(actions)(event);
      }}
      @compositionstart=${actions.compose}
      @compositionend=${searched(actions)}
      @change=${keepInside}
    />
    ${system === '' ? nothing : html`<bdi class="system" id="system" translate="no">${content(system)}</bdi>`}
    ${trouble === undefined ? nothing : words(`(${trouble})`, 'gone')}
    <span class="hidden" id="chosen">${content(text === '' || open ? chosenText(view) : (trouble ?? ''))}</span>
    <span class="icons"
      >${clearable ? iconButton('close', messages.clear, actions.removeAll, false, disabled) : nothing}
      <button
        class="icon"
        part="button"
        type="button"
        tabindex="-1"
        aria-label=${messages.open}
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls="popup"
        ?disabled=${disabled}
        @mousedown=${(event: Event) => {
          // The field keeps the focus, and does not open automatically.
          event.preventDefault();
          event.stopPropagation();
        }}
        @click=${() => actions.toggle()}
      >
        ${icon('open')}
      </button></span
    >
  </div>`;
}
