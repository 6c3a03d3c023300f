import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { getOwn } from '../../providers/get-own.js';
import { isSortField } from '../../providers/provider.js';
import { icon } from './icons.js';
import { keyedNodes } from './keyed-nodes.js';
import { option } from './option.js';
import { textButton, words } from './parts.js';
import { standIn, type StatesPart } from './stand-in.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The headings and the listbox, or a message in place of them. */
export function list(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult {
  const { columns, disabled, cards, query, long, multiple } = view;
  const sorted = columns.some((field) => field === query.sort?.field);
  const className = `list columns-${columns.length}${sorted ? '' : ' unsorted'}${long ? ' long' : ''}${multiple ? ' several' : ''}`;
  // A scroll container must be focusable for keyboards if nothing in it is. Otherwise, it is no tab stop.
  return html`<div class=${cards ? 'results cards' : 'results'} part="results" tabindex=${disabled ? 0 : -1}>
    ${
      standIn(view, actions, states) ??
      html`<div class=${cards ? '' : className} part="list">
        ${cards ? nothing : headings(view, actions)}${listbox(view, actions, states)}
      </div>`
    }
    ${more(view, actions)}
  </div>`;
}

/** Widths of columns in a long list, in em. */
const WIDTHS: Readonly<Record<string, number>> = { os: 17, requirements: 12, location: 10, sizeBytes: 5 };

/** The columns after the name, as tracks of a grid. */
export const tracksOf = (columns: readonly string[]): string =>
  columns.map((field) => `minmax(0, ${getOwn(WIDTHS, field) ?? 7}em)`).join(' ');

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

/** The images, or placeholders with the number and shape of the expected rows, whose nodes the first images take over. */
function listbox(view: PickerView, actions: PickerActions, states: StatesPart): unknown {
  const { result, query, multiple, disabled, active, required, invalid, state, stale, dropdown, name, waiting } = view;
  const images = waiting ? [] : (result?.images ?? []).slice(0, view.rendered);
  const loaded = images.length > 0;
  const busy = stale || (state.status === 'loading' && state.partial);
  const ifLoaded = <Value>(value: Value) => (loaded ? value : nothing);
  const flag = (on: boolean) => (loaded && on ? 'true' : nothing);
  const rows = loaded ? images : Array.from({ length: Math.min(query.pageSize, dropdown ? 6 : 10) }, () => undefined);
  const listbox = html`<div
    class=${loaded ? (stale ? 'listbox stale' : 'listbox') : 'listbox waiting'}
    part=${ifLoaded('listbox')}
    id=${ifLoaded('listbox')}
    role=${ifLoaded('listbox')}
    tabindex=${disabled ? nothing : ifLoaded(dropdown ? -1 : 0)}
    aria-hidden=${loaded ? nothing : 'true'}
    aria-label=${ifLoaded(name)}
    aria-describedby=${ifLoaded('hint message')}
    aria-invalid=${flag(invalid)}
    aria-multiselectable=${flag(multiple)}
    aria-required=${flag(required)}
    aria-disabled=${flag(disabled)}
    aria-busy=${flag(busy)}
    aria-activedescendant=${active >= 0 ? ifLoaded(`option-${active}`) : nothing}
    @keydown=${actions.press}
  >
    ${
      // A row always belongs to the same image, so that a click selects the image that was pressed.
      rows.map((image, position) => keyedNodes(image?.id, option(image, position, view, actions, states)))
    }
  </div>`;
  return keyedNodes(loaded ? 'loaded' : undefined, listbox);
}

/** The end of a growing list: scrolling near it loads more images. */
const more = ({ more, result, messages, disabled }: PickerView, actions: PickerActions): unknown =>
  more === 'button'
    ? html`<div class="actions">${textButton(messages.more, actions.more, disabled)}</div>`
    : more && keyed(result?.images.length, html`<div class="sentinel"></div>`);
