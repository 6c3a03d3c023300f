import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.js';
import { textButton, verbatim } from './parts.js';
import type { Choice, PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** What is chosen, whatever page or filter is shown. In a dropdown, the field itself shows which ones. */
export function choice(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, choices, multiple, selectableCount, disabled, dropdown, stale } = view;
  if (dropdown && !multiple) return nothing;
  return html`<div class="choice" part="choice">
    <span
      class="chosen"
      .textContent=${choices.length === 0 ? messages.nothingChosen : messages.chosen(choices.length)}
    ></span>
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
    ${more > 0 ? html`<li .textContent=${`+${formats.number(more)}`}></li>` : nothing}
  </ul>`;
}

function token(chosen: Choice, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled } = view;
  const { id, image } = chosen;
  const name = image?.name ?? id;
  const trouble = problemOf(chosen, view);
  return html`<li class="token" part="token">
    <span class="text"
      >${verbatim(name)}${trouble === undefined ? nothing : html` <span class="gone" .textContent=${`(${trouble})`}></span>`}</span
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
      const trouble = problemOf(chosen, view);
      const name = chosen.image?.name ?? chosen.id;
      return trouble === undefined ? name : `${name} (${trouble})`;
    }),
  );
}

/** Why a chosen image cannot be had; `undefined` where it can. */
export function problemOf({ image, presence }: Choice, { messages, reason }: PickerView): string | undefined {
  if (presence === 'absent') return messages.gone;
  return image && reason(image);
}
