import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CloudImage } from '../../providers/image.js';
import { getOwn } from '../../providers/get-own.js';
import type { SortField } from '../../providers/provider.js';
import { cloudText, fieldText } from './field-text.js';
import { icon } from './icons.js';
import { verbatim, words } from './parts.js';
import { stateOf } from './states.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The sortable headings and the listbox, or what there is to say instead. */
export function list(view: PickerView, actions: PickerActions): TemplateResult {
  const columns: readonly SortField[] = ['name', ...(view.provider?.columns ?? [])];
  // It scrolls: where nothing in it can have the focus, a keyboard needs it to have it itself. Elsewhere it is no stop of its own.
  return html`<div class="list columns-${columns.length - 1}" part="list" tabindex=${view.disabled ? 0 : -1}>
    ${view.provider ? headings(columns, view, actions) : nothing}
    ${stateOf(view, actions) ?? listbox(columns, view, actions)}
  </div>`;
}

function headings(columns: readonly SortField[], view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, query, disabled } = view;
  return html`<div class="columns" part="columns">
    ${columns.map((field) => {
      const direction = query.sort?.field === field ? query.sort.direction : undefined;
      const sorted = direction ? `, ${messages.sorted(direction)}` : '';
      return html`<button
        class="for-${field}"
        type="button"
        part="column"
        ?disabled=${disabled}
        aria-pressed=${direction ? 'true' : 'false'}
        aria-label=${messages.sortBy(field) + sorted}
        @click=${() => actions.sort(field)}
      >
        ${words(messages.field(field))}${icon('sort', `sort ${direction ?? ''}`)}
      </button>`;
    })}
  </div>`;
}

function listbox(columns: readonly SortField[], view: PickerView, actions: PickerActions): TemplateResult {
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
      // A row belongs to its image for good: what has been pressed is what is chosen.
      (result?.images ?? []).map((image, position) => keyed(image.id, option(image, position, columns, view, actions)))
    }
  </div>`;
}

function option(
  image: CloudImage,
  position: number,
  columns: readonly SortField[],
  view: PickerView,
  actions: PickerActions,
): TemplateResult {
  const { result, choices, active, disabled } = view;
  const selected = choices.some(({ id }) => id === image.id);
  const reason = view.reason(image);
  const problem = image.problem?.message ?? image.problem?.warning ?? image.problem?.code;
  // A total that may be too low would count an option past the end.
  const size = result?.totalKind === 'minimum' ? -1 : (result?.total ?? -1);
  return html`<div
    class=${position === active ? 'option active' : 'option'}
    part=${`option${selected ? ' option-selected' : ''}${reason === undefined ? '' : ' option-disabled'}`}
    id="option-${position}"
    role="option"
    aria-selected=${selected ? 'true' : 'false'}
    aria-disabled=${disabled || reason !== undefined ? 'true' : nothing}
    aria-setsize=${size}
    aria-posinset=${(result?.offset ?? 0) + position + 1}
    aria-describedby="note-${position} problem-${position} id-${position}"
    @mousedown=${(event: MouseEvent) => {
      actions.grab(event);
      // In a dropdown the field keeps the focus; elsewhere Shift chooses a range, and would select text as well.
      if (!view.dropdown && !event.shiftKey) return;
      event.preventDefault();
      if (!view.dropdown) actions.enter();
    }}
    @click=${(event: MouseEvent) => actions.click(image, event)}
  >
    <span class="mark" part="mark">${icon('check')}</span>
    <span class="name" part="name"
      >${verbatim(image.name)}${placesOf(image, view)}${image.id === image.name ? nothing : idOf(image.id, position)}</span
    >
    ${columns.slice(1).map((field) => cell(image, field, view))}
    ${
      reason === undefined
        ? nothing
        : html`<span class="note" part="reason" id="note-${position}" aria-hidden="true"
            ><bdi .textContent=${reason}></bdi
          ></span>`
    }
    ${
      problem === undefined
        ? nothing
        : html`<span
            class="note ${image.status === 'failed' ? 'failed' : 'pending'}"
            part="problem"
            id="problem-${position}"
            aria-hidden="true"
            >${verbatim(problem)}</span
          >`
    }
  </div>`;
}

/** Where an image is, in the words of the portal: no person knows the ids. */
function placesOf(
  { locations }: CloudImage,
  { query: { labels = {} }, formats }: PickerView,
): TemplateResult | typeof nothing {
  const places = locations.flatMap((id) => getOwn(labels, id) ?? []);
  return places.length === 0
    ? nothing
    : html`<span class="places" part="places">${verbatim(formats.list(places))}</span>`;
}

/** Cut in the middle where it is too long: ids differ at their ends. As a description it is whole. */
const idOf = (id: string, position: number): TemplateResult =>
  html`<span class="id" part="id" dir="ltr" translate="no" id="id-${position}" aria-hidden="true" aria-label=${id}
    >${words(id.slice(0, -6))}${words(id.slice(-6))}</span
  >`;

function cell(image: CloudImage, field: SortField, view: PickerView): TemplateResult {
  const text = fieldText(image, field, view);
  return html`<span class="cell ${field}" part="cell"
    >${
      field === 'status'
        ? html`<span class="status ${image.status}" part="status" title=${image.statusText ?? nothing}
            >${icon(image.status)}${words(text)}</span
          >`
        : text && (text === cloudText(image, field) ? verbatim(text) : html`<bdi .textContent=${text}></bdi>`)
    }</span
  >`;
}
