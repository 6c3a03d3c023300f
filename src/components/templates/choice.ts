import { html, nothing, type TemplateResult } from 'lit';
import { iconButton, verbatim, words } from './parts.js';
import { content } from './content.js';
import { mark } from './mark.js';
import type { Choice, PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** Further images are only counted: a form may contain thousands. */
const MOST_TOKENS = 12;

/** The selected images, each with a button that removes it. */
export function tokens(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { choices, formats } = view;
  if (choices.length === 0) return nothing;
  const more = choices.length - MOST_TOKENS;
  return html`<ul class="tokens">
    ${choices.slice(0, MOST_TOKENS).map((chosen) => token(chosen, view, actions))}
    ${more > 0 ? html`<li>${content(`+${formats.number(more)}`)}</li>` : nothing}
  </ul>`;
}

function token(chosen: Choice, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, disabled } = view;
  const { id, image } = chosen;
  const name = image?.name ?? id;
  const trouble = problemOf(chosen, view);
  return html`<li class="token" part="token">
    ${image ? mark(image) : nothing}
    <span class="text">${verbatim(name)}${trouble === undefined ? nothing : words(` (${trouble})`, 'gone')}</span>
    ${iconButton('close', messages.remove(name), () => actions.remove(id), false, disabled)}
  </li>`;
}

/** The selected images in a sentence. */
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

/** Why a selected image is unavailable; `undefined` if it is available. */
export function problemOf({ image, presence }: Choice, { messages, reason }: PickerView): string | undefined {
  if (presence === 'absent') return messages.gone;
  return image && reason(image);
}
