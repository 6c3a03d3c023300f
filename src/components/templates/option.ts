import { html, nothing, type TemplateResult } from 'lit';
import type { CloudImage } from '../../providers/image.js';
import { getOwn } from '../../providers/get-own.js';
import { fieldText, statusText } from './field-text.js';
import { icon } from './icons.js';
import { mark } from './mark.js';
import { cut, verbatim, words } from './parts.js';
import type { StatesPart } from './stand-in.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

// Hundreds of rows have the icons `check` and `info`, so here they are not templates of their own.
const check = html`<span class="check" part="check"
  ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m3 8.5 3.5 3.500L13 4.5" /></svg
></span>`;

const placeholder: CloudImage = { id: '', name: '', status: 'ready', locations: [], source: undefined };

/**
 * One image, or a placeholder for one. It contains no controls: for everything that can be clicked in it, there is a control outside
 * the list.
 */
export function option(
  expected: CloudImage | undefined,
  position: number,
  view: PickerView,
  actions: PickerActions,
  { part }: StatesPart,
): TemplateResult {
  const { result, choices, active, disabled, multiple, columns, query } = view;
  const image = expected ?? placeholder;
  const ifLoaded = <Value>(value: Value) => (expected ? value : nothing);
  const selected = choices.some(({ id }) => id === image.id);
  const reason = expected && view.reason(expected);
  // A total that may be too low would count an option past the end.
  const size = result?.totalKind === 'minimum' ? -1 : (result?.total ?? -1);
  return html`<div
    class=${expected ? `option${position === active ? ' active' : ''}${image.status === 'ready' ? '' : ' flagged'}` : 'option skeleton'}
    part=${ifLoaded(`option${selected ? ' option-selected' : ''}${reason === undefined ? '' : ' option-disabled'}`)}
    id=${ifLoaded(`option-${position}`)}
    role=${ifLoaded('option')}
    data-id=${ifLoaded(image.id)}
    aria-selected=${ifLoaded(selected ? 'true' : 'false')}
    aria-disabled=${disabled || reason !== undefined ? ifLoaded('true') : nothing}
    aria-setsize=${ifLoaded(size)}
    aria-posinset=${ifLoaded((result?.offset ?? 0) + position + 1)}
    aria-describedby=${ifLoaded(`reason-${position} problem-${position} id-${position}`)}
    @mousedown=${(event: MouseEvent) => {
      actions.mouseDown(event);
      // In a dropdown, the field keeps the focus. Elsewhere, Shift selects a range, and would also select text.
      if (!view.dropdown && !event.shiftKey) return;
      event.preventDefault();
      if (!view.dropdown) actions.enter();
    }}
    @click=${(event: MouseEvent & { target: Element }) => {
      if (!expected) return;
      if (event.target.closest('.peek')) actions.panels.showDetails(expected);
      else actions.click(expected, event);
    }}
  >
    <span class="lead">${multiple ? check : nothing}${mark(expected)}</span>
    <span class=${image.title ? 'name titled' : 'name'} part="name"
      >${nameOf(image, (text) => marked(text, query.text, part))}${placesOf(image, view)}</span
    >
    <span class="meta" part="meta"
      >${image.status === 'ready' ? nothing : flag(image, view)}${columns.map((field, index) => cell(image, field, index, view))}</span
    >
    ${notes(image, position, view, part)}
    <span class="end" aria-hidden="true"
      ><span class="peek" part="peek"
        ><svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6" />
          <path d="M8 7.500v3.500m0-6v.1" /></svg></span
      >${multiple ? nothing : check}</span
    >
  </div>`;
}

/** Text from the cloud, with the matches of the search marked. */
const marked = (text: string, search: string, part: StatesPart['part']): TemplateResult =>
  search !== '' && part ? part.highlighted(text, search) : verbatim(text);

/** The name of an image in a list. Shorter than a composed name if columns show the rest. */
export const nameOf = ({ name, title }: CloudImage, show = verbatim): TemplateResult =>
  title ? html`${show(title.text)} <span class="tail" translate="no">${show(title.tail)}</span>` : show(name);

function flag(image: CloudImage, view: PickerView): TemplateResult {
  const { status, statusText: said } = image;
  const text = statusText(image, view);
  return html`<span class="flag ${status}" part="flag" title=${said ?? nothing}
    >${status === 'ready' ? nothing : icon(status)}${text === said ? verbatim(text) : words(text)}</span
  >`;
}

function cell(image: CloudImage, field: string, index: number, view: PickerView): TemplateResult {
  const text = fieldText(image, field, view);
  const order = index === 0 ? ' first' : index === 1 ? ' second' : '';
  const className = `cell for-${field}${order}${view.query.sort?.field === field ? ' sorted' : ''}`;
  if (!text && image !== placeholder) return html`<span class=${className} part="cell"></span>`;
  // The comma separates the facts for screen readers, which would otherwise run columns together.
  return html`<span class=${className} part="cell"
    ><span class="comma">, </span><bdi translate="no" .textContent=${cut(text)}></bdi
  ></span>`;
}

/** The locations of an image, as the portal names them: users do not know the IDs. */
function placesOf(
  { locations }: CloudImage,
  { query: { labels = {} }, formats, columns }: PickerView,
): TemplateResult | typeof nothing {
  const places = columns.includes('location') ? [] : locations.flatMap((id) => getOwn(labels, id) ?? []);
  return places.length === 0
    ? nothing
    : html`<span class="places" part="places">${verbatim(formats.list(places))}</span>`;
}

/** Lines below the facts, if an image cannot be selected, has failed, or was matched by its ID. */
function notes(
  image: CloudImage,
  position: number,
  view: PickerView,
  part: StatesPart['part'],
): (TemplateResult | typeof nothing)[] {
  const { query, messages } = view;
  const reason = view.note(image);
  const problem = image.problem?.message ?? image.problem?.warning ?? image.problem?.code;
  return [
    reason === undefined
      ? nothing
      : html`<span class="note" part="note reason" id="reason-${position}" aria-hidden="true"
          ><bdi .textContent=${reason}></bdi
        ></span>`,
    problem === undefined
      ? nothing
      : html`<span
          class="note ${image.status === 'failed' ? 'failed' : 'pending'}"
          part="note problem"
          id="problem-${position}"
          aria-hidden="true"
          >${verbatim(problem)}</span
        >`,
    part?.isFoundById(image.id, image.name, query.text)
      ? html`<span class="note id" part="note id" id="id-${position}" aria-hidden="true"
          >${words(messages.field('id'))} <span dir="ltr">${marked(image.id, query.text, part)}</span></span
        >`
      : nothing,
  ];
}
