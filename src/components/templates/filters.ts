import { html, nothing, type TemplateResult } from 'lit';
import type { Facet } from '../../catalog/index.js';
import { getOwn } from '../../providers/get-own.js';
import { textButton } from './parts.js';
import { inlineFacet, sortSelect, usefulFacets } from './toolbar.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** Every filter with its values, several of which can be set. They apply immediately. */
export function filters(view: PickerView, actions: PickerActions): TemplateResult {
  const inline = inlineFacet(view);
  return html`<div class="groups">
    <fieldset class="sorting">
      <legend .textContent=${view.messages.sort}></legend>
      ${sortSelect(view, actions)}
    </fieldset>
    ${usefulFacets(view).map((facet) => group(facet, facet.id === inline?.id, view, actions))}
  </div>`;
}

/** The number of images with a value is shown if it is known. */
function group({ id, options }: Facet, inline: boolean, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, formats, query, disabled } = view;
  const chosen = getOwn(query.filters, id) ?? [];
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  return html`<fieldset class=${inline ? 'inline' : nothing} part="filter">
    <legend .textContent=${messages.field(id)}></legend>
    ${[...missing.map((value) => ({ value, count: undefined })), ...options].map(({ value, count }) =>
      tick(
        messages.value(value),
        chosen.includes(value),
        disabled,
        (checked) => actions.filter(id, checked ? [...chosen, value] : chosen.filter((other) => other !== value)),
        { value, number: count === undefined ? undefined : formats.number(count) },
      ),
    )}
  </fieldset>`;
}

export const fitting = ({ messages, onlyFitting, disabled }: PickerView, actions: PickerActions): TemplateResult =>
  tick(messages.onlyFitting, onlyFitting, disabled, actions.fit);

function tick(
  label: string,
  checked: boolean,
  disabled: boolean,
  change: (checked: boolean) => void,
  { value, number }: { readonly value?: string; readonly number?: string | undefined } = {},
): TemplateResult {
  return html`<label class="tick"
    ><input
      type="checkbox"
      .value=${value ?? 'on'}
      .checked=${checked}
      ?disabled=${disabled}
      @change=${(event: Event & { target: HTMLInputElement }) => change(event.target.checked)}
    /><span class="text" title=${label} translate=${label === value ? 'no' : nothing} .textContent=${label}></span>${
      number === undefined ? nothing : html`<span class="number" .textContent=${number}></span>`
    }</label
  >`;
}

/** The filters are already applied: the button shows the number of images, and closes the panel. */
export function filtersEnd(view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, result, disabled, stale } = view;
  const label = result && !stale ? messages.show(messages.images(result.total, result.totalKind)) : messages.loading;
  return html`<footer>
    ${textButton(messages.clearAll, actions.clear, disabled || !view.narrowed, 'link')}
    ${textButton(label, () => actions.panels.toggle('filters', false), disabled, 'button primary')}
  </footer>`;
}
