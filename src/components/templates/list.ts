import { html, nothing, type TemplateResult } from 'lit';
import type { CloudImage } from '../../providers/image.js';
import type { SortField } from '../../providers/provider.js';
import { fieldText } from './fields.js';
import { icon } from './icons.js';
import { stateOf } from './states.js';
import type { PickerActions, PickerView } from './view.js';

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
        ${messages.field(field)}${icon('sort', `sort ${direction ?? ''}`)}
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
    ${(result?.images ?? []).map((image, position) => option(image, position, columns, view, actions))}
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
    @mousedown=${(event: Event) => {
      // In a dropdown the field keeps the focus.
      if (view.dropdown) event.preventDefault();
    }}
    @click=${(event: MouseEvent) => actions.choose(image, event.shiftKey ? 'range' : 'toggle')}
  >
    <span class="mark" part="mark">${icon('check')}</span>
    <span class="name" part="name"
      ><bdi>${image.name}</bdi>${image.id === image.name ? nothing : idOf(image.id, position)}</span
    >
    ${columns.slice(1).map((field) => cell(image, field, view))}
    ${
      reason === undefined
        ? nothing
        : html`<span class="note" part="reason" id="note-${position}" aria-hidden="true"><bdi>${reason}</bdi></span>`
    }
    ${
      problem === undefined
        ? nothing
        : html`<span
            class="note ${image.status === 'failed' ? 'failed' : 'pending'}"
            part="problem"
            id="problem-${position}"
            aria-hidden="true"
            ><bdi>${problem}</bdi></span
          >`
    }
  </div>`;
}

/** Cut in the middle where it is too long: ids differ at their ends. As a description it is whole. */
const idOf = (id: string, position: number): TemplateResult =>
  html`<span class="id" part="id" dir="ltr" id="id-${position}" aria-hidden="true" aria-label=${id}
    ><span>${id.slice(0, -6)}</span>${id.slice(-6)}</span
  >`;

function cell(image: CloudImage, field: SortField, view: PickerView): TemplateResult {
  const text = fieldText(image, field, view);
  return html`<span class="cell ${field}" part="cell"
    >${
      field === 'status'
        ? html`<span class="status ${image.status}" part="status" title=${image.statusText ?? nothing}
            >${icon(image.status)}${text}</span
          >`
        : text && html`<bdi>${text}</bdi>`
    }</span
  >`;
}
