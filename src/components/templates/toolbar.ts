import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { Facet } from '../../catalog/index.js';
import { isComposed } from '../../interaction/composition.js';
import { getOwn } from '../../providers/get-own.js';
import { icon } from './icons.js';
import { iconButton, isolated, keepInside, textButton, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** Stands for a choice of several values, which a native select cannot show. */
const SEVERAL = '\0';

/** Search, filters and what is filtered by. In a dropdown, the field itself searches. */
export function toolbar(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled, state, dropdown, limited, query } = view;
  // A single value that the document names is a choice, too: images may have none.
  const isOne = (id: string) => view.provider?.filters[id]?.options?.length === 1;
  const useful = ({ id, options: { length } }: Facet) =>
    length > 1 || chosenOf(view, id).length > 0 || (length === 1 && isOne(id));
  const facets = facetsOf(view);
  const reload = iconButton('reload', messages.reload, actions.reload, state.status === 'unconfigured', disabled);
  return html`<div class="toolbar" part="toolbar" @input=${keepInside} @change=${keepInside}>
      ${dropdown ? nothing : [searchField(view, actions), reload]}
      ${facets.length > 2 ? unfold(messages.filters) : nothing}
      ${
        // One that goes leaves its place behind: the others, one of which may have the focus, stay what they are.
        facets.map((facet) => (useful(facet) ? filter(facet, view, actions) : nothing))
      }
      ${
        limited
          ? html`<label class="fit"
              ><input
                type="checkbox"
                .checked=${query.only !== undefined}
                ?disabled=${disabled}
                @change=${(event: Event & { target: HTMLInputElement }) => actions.fit(event.target.checked)}
              />${words(messages.onlyFitting)}</label
            >`
          : nothing
      }
      <slot name="toolbar"></slot>
      ${dropdown ? reload : nothing}
    </div>
    ${chips(view, actions)}`;
}

/** Before anything has come, the documented values: so the list does not move when the others arrive. */
function facetsOf({ result, provider }: PickerView): readonly Facet[] {
  if (result) return result.facets;
  return Object.entries(provider?.filters ?? {}).map(([id, { options = [] }]) => ({
    id,
    options: options.map((value) => ({ value })),
  }));
}

function searchField({ messages, query, disabled, composing }: PickerView, actions: PickerActions): TemplateResult {
  return html`<div class="search">
    ${icon('search')}
    <input
      id="search"
      part="search"
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
  </div>`;
}

/** What a text field says of what is typed into it. */
export type TextEvent = Event & { readonly target: HTMLInputElement; readonly isComposing?: boolean };

/** Half a composed word is not what anybody is looking for. */
export const searched =
  (actions: PickerActions) =>
  ({ target, isComposing }: TextEvent): void => {
    if (isComposing !== true) actions.search(target.value);
  };

/** Where there is little room, filters are out of sight until they are asked for; whether they are is up to this button alone. */
const unfold = (label: string): TemplateResult =>
  html`<button class="more" part="button" type="button" aria-expanded="false" @click=${fold}>
    ${words(label)}${icon('open', 'turn')}
  </button>`;

function fold({ currentTarget: button }: Event & { currentTarget: Element }): void {
  button.ariaExpanded = button.ariaExpanded === 'true' ? 'false' : 'true';
}

const chosenOf = ({ query }: PickerView, id: string): readonly string[] => getOwn(query.filters, id) ?? [];

function filter({ id, options }: Facet, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled, formats } = view;
  const chosen = chosenOf(view, id);
  const missing = chosen.filter((value) => chosen.length === 1 && !options.some((option) => option.value === value));
  const current = chosen.length > 1 ? SEVERAL : (chosen[0] ?? '');
  const option = (value: string, label: string) =>
    html`<option
      value=${value}
      translate=${messages.value(value) === value ? 'no' : nothing}
      ?selected=${value === current}
      .textContent=${label}
    ></option>`;
  return html`<label class="filter" part="filter">
    ${words(messages.field(id))}
    <select
      part="select"
      ?disabled=${disabled}
      .value=${current}
      @change=${(event: Event & { target: HTMLSelectElement }) => {
        const { value } = event.target;
        if (value !== SEVERAL) actions.filter(id, value === '' ? [] : [value]);
      }}
    >
      ${option('', messages.any)}
      ${chosen.length > 1 ? option(SEVERAL, formats.list(chosen.map(messages.value))) : nothing}
      ${missing.map((value) => option(value, messages.value(value)))}
      ${options.map(({ value, count }) => {
        const label = messages.value(value);
        return option(value, count === undefined ? label : messages.count(isolated(label), count));
      })}
    </select>
  </label>`;
}

function chips(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, query, disabled } = view;
  const chips = Object.entries(query.filters).flatMap(([id, values]) =>
    values.map((value) => {
      const label = `${messages.field(id)}: ${messages.value(value)}`;
      const rest = values.filter((other) => other !== value);
      return html`<li>
        <button
          class="chip"
          part="chip"
          type="button"
          aria-label=${messages.removeFilter(label)}
          ?disabled=${disabled}
          @click=${() => actions.filter(id, rest)}
        >
          ${words(label)}${icon('close')}
        </button>
      </li>`;
    }),
  );
  if (chips.length === 0) return nothing;
  return html`<div class="chips" part="chips">
    <ul>
      ${chips}
    </ul>
    ${textButton(messages.clearAll, actions.clear, disabled)}
  </div>`;
}
