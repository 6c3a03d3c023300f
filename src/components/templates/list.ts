import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { isSortField } from '../../providers/provider.js';
import { icon } from './icons.js';
import { option } from './option.js';
import { textButton, words } from './parts.js';
import { standIn, type StatesPart } from './stand-in.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The headings and the listbox, or a message in place of them. */
export function list(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult {
  const { columns, disabled, cards, result, waiting } = view;
  // A scroll container must be focusable for keyboards if nothing in it is. Otherwise, it is no tab stop.
  return html`<div class=${cards ? 'results cards' : 'results'} part="results" tabindex=${disabled ? 0 : -1}>
    ${
      standIn(view, actions, states) ??
      html`<div class=${cards ? '' : `list columns-${columns.length}`} part="list">
        ${cards ? nothing : headings(view, actions)}${result?.images.length && !waiting ? listbox(view, actions, states) : skeleton(view)}
      </div>`
    }
    ${more(view, actions)}
  </div>`;
}

function headings({ messages, query, disabled, columns }: PickerView, actions: PickerActions): TemplateResult {
  return html`<div class="columns" part="columns">
    ${['name', ...columns].map((field) => {
      const className = `for-${field}`;
      if (!isSortField(field))
        return html`<span class=${className} part="column">${words(messages.field(field))}</span>`;
      const direction = query.sort?.field === field ? query.sort.direction : undefined;
      const sorted = direction ? `, ${messages.sorted(direction)}` : '';
      return html`<button
        class=${className}
        type="button"
        part="column"
        ?disabled=${disabled}
        aria-pressed=${direction ? 'true' : 'false'}
        aria-label=${messages.sortBy(field) + sorted}
        @click=${() => actions.sort(field)}
      >
        ${words(messages.field(field))}${icon('sort', direction ?? '')}
      </button>`;
    })}
  </div>`;
}

function listbox(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult {
  const { result, multiple, disabled, active, required, invalid, state, stale, dropdown, name } = view;
  const busy = stale || (state.status === 'loading' && state.partial);
  return html`<div
    class=${stale ? 'listbox stale' : 'listbox'}
    part="listbox"
    id="listbox"
    role="listbox"
    tabindex=${disabled ? nothing : dropdown ? -1 : 0}
    aria-label=${name}
    aria-describedby="hint message"
    aria-invalid=${invalid ? 'true' : nothing}
    aria-multiselectable=${multiple ? 'true' : nothing}
    aria-required=${required ? 'true' : nothing}
    aria-disabled=${disabled ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
    aria-activedescendant=${active >= 0 ? `option-${active}` : nothing}
    @keydown=${actions.press}
  >
    ${
      // A row always belongs to the same image, so that a click selects the image that was pressed.
      (result?.images ?? []).map((image, position) => keyed(image.id, option(image, position, view, actions, states)))
    }
  </div>`;
}

/** The end of a growing list: scrolling near it loads more images. */
const more = ({ more, result, messages, disabled }: PickerView, actions: PickerActions): unknown =>
  more === 'button'
    ? html`<div class="actions">${textButton(messages.more, actions.more, disabled)}</div>`
    : more && keyed(result?.images.length, html`<div class="sentinel"></div>`);

/** Placeholders with the number and shape of the expected rows. */
const skeleton = ({ columns, query, dropdown }: PickerView): TemplateResult =>
  html`<div class="listbox" aria-hidden="true">
    ${Array.from(
      { length: Math.min(query.pageSize, dropdown ? 6 : 10) },
      () =>
        html`<div class="option skeleton">
          <span class="lead"><span class="mark"></span></span><span class="name"><i></i></span
          ><span class="meta"
            >${columns.map((field, index) => html`<span class="cell for-${field} ${index === 0 ? 'first' : ''}"><i></i></span>`)}</span
          ><span class="end"></span>
        </div>`,
    )}
  </div>`;
