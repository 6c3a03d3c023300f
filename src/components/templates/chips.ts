import { html, nothing, type TemplateResult } from 'lit';
import { content } from './content.js';
import { iconButton, textButton, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

interface Chip {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  /** Also shown in the toolbar, if there is room. */
  readonly inline: boolean;
  readonly remove: (actions: PickerActions) => void;
}

function chipsOf(view: PickerView, inline: string | undefined): readonly Chip[] {
  const { messages, query, onlyFitting, onlyChosen } = view;
  const filters = Object.entries(query.filters).flatMap(([id, values]) =>
    values.map((value) => ({
      label: `${messages.field(id)}: ${messages.value(value)}`,
      name: messages.field(id),
      value: messages.value(value),
      inline: id === inline && values.length === 1,
      remove: (actions: PickerActions) =>
        actions.filter(
          id,
          values.filter((other) => other !== value),
        ),
    })),
  );
  const only = (label: string, remove: (actions: PickerActions) => void) => ({
    label,
    name: '',
    value: label,
    inline: false,
    remove,
  });
  return [
    ...(onlyChosen ? [only(messages.onlyChosen, (actions) => actions.showChosen(false))] : []),
    ...filters,
    ...(onlyFitting ? [only(messages.onlyFitting, (actions) => actions.fit(false))] : []),
  ];
}

/** The active filters, and the number of those that the toolbar does not show. */
export function chips(
  view: PickerView,
  actions: PickerActions,
  inline: string | undefined,
): { readonly count: number; readonly chips: TemplateResult | typeof nothing } {
  const all = chipsOf(view, inline);
  return { count: all.filter((chip) => !chip.inline).length, chips: chipList(all, view, actions) };
}

function chipList(
  chips: readonly Chip[],
  { messages, disabled }: PickerView,
  actions: PickerActions,
): TemplateResult | typeof nothing {
  if (chips.length === 0) return nothing;
  return html`<ul class=${chips.every(({ inline }) => inline) ? 'chips inline' : 'chips'} part="chips">
    ${chips.map(
      ({ label, name, value, inline, remove }) =>
        html`<li class=${inline ? 'chip inline' : 'chip'} part="chip">
          <span>${name && words(`${name}: `)}<b>${content(value)}</b></span>
          ${iconButton('close', messages.removeFilter(label), () => remove(actions), false, disabled)}
        </li>`,
    )}
    <li>${textButton(messages.clearAll, actions.clear, disabled, 'link')}</li>
  </ul>`;
}
