import { html, nothing, type TemplateResult } from 'lit';
import { pageCount } from '../../catalog/index.js';
import type { IconName } from './icons.js';
import { iconButton, keepInside, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

const PAGE_SIZES = [10, 20, 50, 100];

/** Where one stands, and the way to the other pages. */
export function footer(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, formats, provider, result, query, page, pages, disabled } = view;
  if (!provider) return nothing;
  const turn = (name: IconName, label: string, to: number | undefined) => {
    const there = to !== undefined && to >= 1 && to !== page && to <= (pages ?? Infinity);
    return iconButton(name, label, () => actions.turnTo(to ?? page), !there, disabled);
  };
  return html`<div class="footer" part="footer">
    <span class="range" .textContent=${rangeOf(view)}></span>
    <span class="time" .textContent=${result ? messages.loadedAt(formats.time(result.loadedAt)) : ''}></span>
    <label class="size"
      >${words(messages.perPage)}
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
            (size) =>
              html`<option
                value=${size}
                ?selected=${size === query.pageSize}
                .textContent=${formats.number(size)}
              ></option>`,
          )}
      </select>
    </label>
    <div class="pager" part="pager" role="group" aria-label=${messages.pages}>
      ${turn('first', messages.firstPage, 1)} ${turn('previous', messages.previousPage, page - 1)}
      <span
        class="current"
        .textContent=${result ? messages.page(result.page, pageCount(result, query.pageSize)) : ''}
      ></span>
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
