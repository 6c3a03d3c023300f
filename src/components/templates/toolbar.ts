import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { Facet } from '../../catalog/index.js';
import { formatSort } from '../../catalog/sort.js';
import { onServer } from '../../controllers/on-server.js';
import { isComposed } from '../../interaction/composition.js';
import { getOwn } from '../../providers/get-own.js';
import { isSortField, type SortDirection } from '../../providers/provider.js';
import { content } from './content.js';
import { icon } from './icons.js';
import { iconButton, keepInside, words } from './parts.js';
import type { StatesPart } from './stand-in.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** The line above the images: search, one filter, and a button for the others. In a dropdown, the field is the search field. */
export function toolbar(view: PickerView, actions: PickerActions, states: StatesPart): TemplateResult {
  const { messages, disabled, dropdown, tools, panel, columns } = view;
  const inline = inlineFacet(view);
  const others = usefulFacets(view).length > (inline ? 1 : 0) || canFit(view);
  const { count = 0, chips = nothing } = states.part?.chips(view, actions, inline?.id) ?? {};
  return html`<div class="toolbar" part="toolbar" @input=${keepInside} @change=${keepInside}>
      ${
        tools
          ? html`${dropdown ? nothing : searchField(view, actions)}
            ${inline ? segments(inline, view, actions) : nothing}
            ${columns.length > 0 ? sortSelect(view, actions) : nothing}
            ${
              others || (inline && !dropdown)
                ? html`<button
                    class=${others ? 'button' : 'button inline'}
                    part="filter-button"
                    type="button"
                    aria-label=${count > 0 ? messages.filtersActive(count) : messages.filters}
                    aria-expanded=${panel === 'filters' ? 'true' : 'false'}
                    ?disabled=${disabled}
                    @click=${() => actions.panels.toggle('filters')}
                  >
                    ${icon('filters')}${words(messages.filters)}
                    ${count > 0 ? html`<span class="badge">${content(view.formats.number(count))}</span>` : nothing}
                  </button>`
                : nothing
            }`
          : nothing
      }
      <slot name="toolbar"></slot>
    </div>
    ${chips}`;
}

/** Whether there may be images that cannot be selected. */
export const canFit = ({ limited, provider, query }: PickerView): boolean =>
  limited || query.only !== undefined || (provider !== undefined && 'status' in provider.filters);

function searchField({ messages, query, disabled, composing }: PickerView, actions: PickerActions): TemplateResult {
  return html`<div class="search" part="search">
    ${icon('search')}
    <input
      id="search"
      type="search"
      aria-label=${messages.search}
      placeholder=${messages.searchPlaceholder}
      autocomplete="off"
      spellcheck="false"
      ?disabled=${disabled}
      .value=${composing ? noChange : query.text}
      @input=${searched(actions)}
      @compositionstart=${actions.compose}
      @compositionend=${searched(actions)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown' || isComposed(event)) return;
        event.preventDefault();
        actions.enter();
      }}
    />
    ${
      query.text === ''
        ? nothing
        : iconButton(
            'close',
            messages.clearText,
            () => {
              actions.search('');
              actions.focus();
            },
            false,
            disabled,
          )
    }
  </div>`;
}

/** The input event of a text field. */
export type TextEvent = Event & { readonly target: HTMLInputElement; readonly isComposing?: boolean };

/** Does not search for a word that is still being composed. */
export const searched =
  (actions: PickerActions) =>
  ({ target, isComposing }: TextEvent): void => {
    if (isComposing !== true) actions.search(target.value);
  };

const chosenOf = ({ query }: PickerView, id: string): readonly string[] => getOwn(query.filters, id) ?? [];

/** Before anything has loaded, the documented values, so that the list does not move when the others arrive. */
function facetsOf({ result, provider }: PickerView): readonly Facet[] {
  if (result) return result.facets;
  return Object.entries(provider?.filters ?? {}).map(([id, { options = [] }]) => ({
    id,
    options: options.map((value) => ({ value })),
  }));
}

/** The filters that distinguish images. */
export function usefulFacets(view: PickerView): readonly Facet[] {
  // A single documented value is useful, too: images may have none.
  const isOne = (id: string) => view.provider?.filters[id]?.options?.length === 1;
  return facetsOf(view).filter(
    ({ id, options: { length } }) => length > 1 || chosenOf(view, id).length > 0 || (length === 1 && isOne(id)),
  );
}

const isFew = (values: readonly unknown[] = []): boolean => values.length > 1 && values.length < 5;

/**
 * The filter that is always visible: the first one with few values, except for the status, which most users do not change. Documented
 * values take precedence over those of the loaded images, so that the filter stays the same.
 */
export function inlineFacet(view: PickerView): Facet | undefined {
  const documented = Object.entries(view.provider?.filters ?? {}).find(
    ([id, { options }]) => id !== 'status' && isFew(options),
  );
  return usefulFacets(view).find(
    ({ id, options }) => id !== 'status' && isFew(options) && (!documented || documented[0] === id),
  );
}

function segments({ id, options }: Facet, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled } = view;
  const chosen = chosenOf(view, id);
  const segment = (value: string, label: string) => {
    const checked = chosen.length === 0 ? value === '' : chosen.length === 1 && chosen[0] === value;
    return html`<label class="segment" translate=${messages.value(value) === value ? 'no' : nothing}
      ><input
        type="radio"
        name="facet"
        .value=${value}
        .checked=${onServer && !checked ? noChange : checked}
        ?disabled=${disabled}
        @change=${() => actions.filter(id, value === '' ? [] : [value])}
      />${words(label)}</label
    >`;
  };
  return html`<div class="facet" part="facet" role="radiogroup" aria-label=${messages.field(id)}>
    ${segment('', messages.any)}${options.map(({ value }) => segment(value, messages.value(value)))}
  </div>`;
}

/** Used if there are no headings. */
export function sortSelect(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, query, disabled, columns } = view;
  const current = formatSort(query.sort);
  const option = (value: string, label: string) =>
    html`<option value=${value} ?selected=${value === current}>${content(label)}</option>`;
  const directions: readonly SortDirection[] = ['desc', 'asc'];
  return html`<label class="sort" part="sort"
    ><select
      aria-label=${messages.sort}
      ?disabled=${disabled}
      .value=${current}
      @change=${(event: Event & { target: HTMLSelectElement }) => actions.sortBy(event.target.value)}
    >
      ${option('', messages.cloudOrder)}
      ${['name', ...columns]
        .filter(isSortField)
        .flatMap((field) =>
          directions.map((direction) => option(`${field}:${direction}`, messages.sortOption(field, direction))),
        )}</select
    >${icon('open')}</label
  >`;
}
