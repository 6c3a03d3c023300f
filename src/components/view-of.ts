import type { ImageQuery } from '../controllers/image-query.js';
import type { Locale } from '../locales/registry.js';
import { isUnloaded } from '../providers/built-in.js';
import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { FormControl } from './form-control.js';
import type { Interaction } from '../interaction/interaction.js';
import type { PickerView } from './templates/view.js';

interface ViewOptions {
  readonly query: ImageQuery;
  readonly interaction: Interaction;
  readonly locale: Locale;
  /** The value is not valid, and the person has been told. */
  readonly invalid: boolean;
}

/** A snapshot of a picker for one rendering. */
export function viewOf(
  field: FormControl & { readonly label: string | null },
  { query: list, interaction, locale, invalid }: ViewOptions,
): PickerView {
  const { messages } = locale;
  const { catalog, query, source, state, result } = list;
  const { multiple, values } = field;
  const known = query.labels ?? {};
  const labels = Array.from(field.labels, ({ textContent }) => textContent.trim()).filter(Boolean);
  const slotted = field.querySelector(':scope > [slot=label]')?.textContent.trim();
  return {
    ...locale,
    messages: { ...messages, value: (value) => getOwn(known, value) ?? messages.value(value) },
    provider: isUnloaded(source.provider) ? undefined : source.provider,
    state,
    result,
    query,
    page: list.page,
    pages: list.pages,
    choices: values.map((id) => ({ id, image: catalog?.get(id), presence: catalog?.presence(id) ?? 'unknown' })),
    name: field.label || slotted || labels.join(' ') || messages.label,
    dropdown: interaction.isDropdown,
    open: interaction.open,
    multiple,
    disabled: field.matches(':disabled'),
    required: field.required,
    invalid,
    active: interaction.listbox.active,
    slow: list.slow,
    stale: list.stale,
    offline: !navigator.onLine,
    limited: list.limited,
    selectableCount: multiple ? interaction.selectable.length : 0,
    reason: (image) => reasonAgainst(image, list, locale),
    copied: interaction.copied,
    composing: interaction.composing,
  };
}

/** Why an image cannot be chosen, in words; `undefined` where it can. */
function reasonAgainst(image: CloudImage, list: ImageQuery, { messages }: Locale): string | undefined {
  const reason = list.unsuitability(image);
  if (reason === undefined) return undefined;
  if (typeof reason !== 'object') return reason || messages.notSelectable;
  return 'status' in reason ? messages.unusable(reason.status) : messages.unsuitable(reason);
}
