import { html, nothing, type TemplateResult } from 'lit';
import { pageCount, type CatalogResult } from '../../catalog/index.js';
import { problemOf, tokens } from './choice.js';
import { content } from './content.js';
import { icon } from './icons.js';
import { mark } from './mark.js';
import { nameOf } from './option.js';
import { iconButton, textButton, verbatim, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

type Part = TemplateResult | typeof nothing;

/** The line below the images: the selection, the number of images, and the pagination buttons. */
export function bar(view: PickerView, actions: PickerActions): Part {
  const { messages, formats, state, result, dropdown, choices, disabled } = view;
  const listed = state.status !== 'unconfigured' && (result !== undefined || state.status !== 'error');
  const isEmpty = state.status === 'ready' && result?.total === 0 && !view.narrowed;
  if ((!listed || isEmpty) && (dropdown || choices.length === 0)) return nothing;
  const loadedAt = result ? messages.loadedAt(formats.time(result.loadedAt)) : '';
  return html`<div class="bar" part="bar">
    <div class=${view.multiple ? 'choice several' : 'choice'} part="choice">
      ${view.multiple ? several(view, actions) : one(view, actions)}
    </div>
    ${
      listed
        ? html`${progress(view, actions)} ${position(view, actions)}
            <span class="time">${content(loadedAt)}</span>
            ${iconButton('reload', messages.reload, actions.reload, false, disabled)}`
        : nothing
    }
  </div>`;
}

function one(view: PickerView, actions: PickerActions): Part {
  const { choices, dropdown, messages, disabled, required } = view;
  const details = detailsButton(view, actions);
  if (dropdown) return details;
  const [chosen] = choices;
  if (!chosen) return html`${words(messages.nothingChosen, 'muted')} ${details}`;
  const { id, image } = chosen;
  const trouble = problemOf(chosen, view);
  return html`${image ? mark(image) : nothing}${words(`${messages.chosenImage}:`, 'hidden')}
    <button class="value" part="value" type="button" ?disabled=${disabled} @click=${actions.goToSelected}>
      ${image ? nameOf(image) : verbatim(id)}
    </button>
    ${trouble === undefined ? nothing : words(`(${trouble})`, 'gone')} ${details}
    ${required ? nothing : iconButton('close', messages.clear, actions.removeAll, false, disabled)}`;
}

/** The number of selected images, and those that are unavailable. */
function several(view: PickerView, actions: PickerActions): TemplateResult {
  const { choices, dropdown, messages, disabled, selectableCount, stale, onlyChosen } = view;
  const troubled = choices.filter((chosen) => problemOf(chosen, view) !== undefined);
  const count =
    choices.length === 0
      ? words(messages.nothingChosen, 'muted')
      : html`<button
          class="link"
          part="button"
          type="button"
          aria-pressed=${onlyChosen ? 'true' : 'false'}
          ?disabled=${disabled}
          @click=${() => actions.showChosen(!onlyChosen)}
        >
          ${words(messages.chosen(choices.length))}
        </button>`;
  return html`${dropdown ? nothing : count}
  ${choices.length > 0 ? textButton(messages.clear, actions.removeAll, disabled, 'link') : nothing}
  ${
    selectableCount > 0
      ? textButton(messages.selectAll(selectableCount), actions.chooseAll, disabled || stale, 'link')
      : nothing
  }
  ${detailsButton(view, actions)} ${dropdown ? nothing : tokens({ ...view, choices: troubled }, actions)}`;
}

/** For the selected image, or else for the active one. */
function detailsButton({ messages, subject, panel, disabled }: PickerView, actions: PickerActions): Part {
  return subject
    ? html`<button
        class="link"
        part="button"
        type="button"
        aria-label=${messages.details}
        aria-expanded=${panel === 'details' ? 'true' : 'false'}
        ?disabled=${disabled}
        @click=${() => actions.panels.toggle('details')}
      >
        ${icon('info')}${words(messages.details, 'wide')}
      </button>`
    : nothing;
}

/** The loading progress. */
function progress(view: PickerView, actions: PickerActions): Part {
  const { messages, state, result, slow, waiting, disabled } = view;
  if (state.status !== 'loading') return nothing;
  const partial = state.partial && result;
  const read = partial ? messages.searching(result.loaded, result.expected) : '';
  const text = [slow ? messages.slow : '', read].filter(Boolean).join(' ') || (waiting ? messages.loading : '');
  return text
    ? html`<span class="count" part="count">${content(text)}</span>
        ${partial || (slow && waiting) ? textButton(messages.stop, actions.stop, disabled, 'link') : nothing}`
    : nothing;
}

/** The range of images shown, their number, and the pagination buttons. */
function position(view: PickerView, actions: PickerActions): Part {
  const { messages, result, query, page, pages, disabled, paged, waiting, narrowed } = view;
  if (!result || waiting || (result.total === 0 && !narrowed)) return nothing;
  const several = paged && pageCount(result, query.pageSize) !== 1;
  const count = html`<span class="count" part="count">${content(countText(result, several, view))}</span>`;
  if (!several) return count;
  const turn = (name: 'previous' | 'next', label: string, to: number) =>
    iconButton(name, label, () => actions.turnTo(to), to < 1 || to > (pages ?? Infinity), disabled);
  return html`<div class="pager" part="pager" role="group" aria-label=${messages.pages}>
    ${turn('previous', messages.previousPage, page - 1)}${count}${turn('next', messages.nextPage, page + 1)}
  </div>`;
}

function countText(result: CatalogResult, several: boolean, { messages, stale, state }: PickerView): string {
  // The count belongs to an earlier query.
  if (stale) return state.status === 'loading' ? messages.loading : '';
  const { offset, images, total, totalKind, all } = result;
  return several && images.length > 0
    ? messages.range(offset + 1, offset + images.length, messages.total(total, totalKind))
    : messages.images(total, totalKind, all === total ? undefined : all);
}
