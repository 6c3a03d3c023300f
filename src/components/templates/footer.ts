import { html, nothing, type TemplateResult } from 'lit';
import type { CatalogResult } from '../../catalog/index.js';
import { icon, type IconName } from './icons.js';
import { iconButton, keepInside, textButton } from './parts.js';
import type { Choice, PickerActions, PickerView } from './view.js';

const PAGE_SIZES = [10, 20, 50, 100];

/** How many pages there are; `undefined` where the cloud has not said and the end has not been seen. */
export function pageCount({ total, totalKind, answeredBy }: CatalogResult, pageSize: number): number | undefined {
  if (totalKind === 'minimum' && answeredBy === 'server') return undefined;
  return Math.max(1, Math.ceil(total / pageSize));
}

/** Where one stands, and the way to the other pages. */
export function footer(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, formats, provider, result, query, disabled } = view;
  if (!provider) return nothing;
  const page = result?.page ?? 1;
  const pages = result ? pageCount(result, query.pageSize) : 1;
  const turn = (name: IconName, label: string, to: number | undefined) => {
    const there = to !== undefined && to >= 1 && to !== page && to <= (pages ?? Infinity);
    return iconButton(name, label, () => actions.turnTo(to ?? page), !there, disabled);
  };
  return html`<div class="footer" part="footer">
    <span class="range">${rangeOf(view)}</span>
    <span class="time">${result ? messages.loadedAt(formats.time(result.loadedAt)) : nothing}</span>
    <label class="size"
      >${messages.perPage}
      <select
        part="select"
        ?disabled=${disabled}
        .value=${String(query.pageSize)}
        @input=${keepInside}
        @change=${(event: Event & { target: HTMLSelectElement }) => {
          keepInside(event);
          actions.resize(Number(event.target.value));
        }}
      >
        ${[...new Set([...PAGE_SIZES, query.pageSize])]
          .sort((a, b) => a - b)
          .map(
            (size) => html`<option value=${size} ?selected=${size === query.pageSize}>${formats.number(size)}</option>`,
          )}
      </select>
    </label>
    <div class="pager" part="pager" role="group" aria-label=${messages.pages}>
      ${turn('first', messages.firstPage, 1)} ${turn('previous', messages.previousPage, page - 1)}
      <span class="current">${result ? messages.page(page, pages) : nothing}</span>
      ${turn('next', messages.nextPage, page + 1)} ${turn('last', messages.lastPage, pages)}
    </div>
  </div>`;
}

/** Which images of how many are shown. */
function rangeOf({ result, messages, stale, state }: PickerView): string {
  if (stale && result) return state.status === 'loading' ? messages.loading : '';
  if (!result || result.images.length === 0) return '';
  const { offset, images, total, totalKind } = result;
  return messages.range(offset + 1, offset + images.length, messages.total(total, totalKind));
}

/** What is chosen, whatever page or filter is shown. In a dropdown, the field itself shows which ones. */
export function choice(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, choices, multiple, selectableCount, disabled, dropdown, stale } = view;
  if (dropdown && !multiple) return nothing;
  return html`<div class="choice" part="choice">
    <span class="chosen">${choices.length === 0 ? messages.nothingChosen : messages.chosen(choices.length)}</span>
    ${dropdown ? nothing : tokens(view, actions)}
    ${
      multiple && selectableCount > 0
        ? textButton(messages.selectAll(selectableCount), actions.chooseAll, disabled || stale)
        : nothing
    }
    ${multiple && choices.length > 1 ? textButton(messages.clear, actions.removeAll, disabled) : nothing}
  </div>`;
}

/** Beyond these, the rest is a number: a form may hold thousands. */
const MOST_TOKENS = 12;

export function tokens(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { choices, formats } = view;
  if (choices.length === 0) return nothing;
  const more = choices.length - MOST_TOKENS;
  return html`<ul class="tokens">
    ${choices.slice(0, MOST_TOKENS).map((chosen) => token(chosen, view, actions))}
    ${more > 0 ? html`<li>+${formats.number(more)}</li>` : nothing}
  </ul>`;
}

function token(chosen: Choice, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled } = view;
  const { id, image } = chosen;
  const name = image?.name ?? id;
  const trouble = troubleOf(chosen, view);
  return html`<li class="token" part="token">
    <span class="text"
      ><bdi>${name}</bdi>${trouble === undefined ? nothing : html` <span class="gone">(${trouble})</span>`}</span
    >
    <button
      class="plain"
      part="button"
      type="button"
      aria-label=${messages.remove(name)}
      ?disabled=${disabled}
      @click=${() => actions.remove(id)}
    >
      ${icon('close')}
    </button>
  </li>`;
}

/** The chosen images in a sentence. */
export function chosenText(view: PickerView): string {
  const { choices, messages, formats } = view;
  if (choices.length === 0 || choices.length > MOST_TOKENS) return messages.chosen(choices.length);
  return formats.list(
    choices.map((chosen) => {
      const trouble = troubleOf(chosen, view);
      const name = chosen.image?.name ?? chosen.id;
      return trouble === undefined ? name : `${name} (${trouble})`;
    }),
  );
}

/** What has become of a chosen image that can no longer be had; `undefined` where it can. */
export function troubleOf({ image, presence }: Choice, { messages, reason }: PickerView): string | undefined {
  if (presence === 'absent') return messages.gone;
  if (!image) return undefined;
  const lost = image.status === 'failed' || image.status === 'deleted';
  return reason(image) ?? (lost ? messages.value(image.status) : undefined);
}
