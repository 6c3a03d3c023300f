import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons.js';

/** A button with words on it. */
export const textButton = (label: string, action: () => void, disabled = false): TemplateResult =>
  html`<button part="button" type="button" ?disabled=${disabled} @click=${action}>${label}</button>`;

/** A button with an icon. Where it cannot be used for the moment it keeps the focus, and says so; in a field that is off it has none. */
export const iconButton = (
  name: IconName,
  label: string,
  action: () => void,
  disabled: boolean,
  off: boolean,
): TemplateResult =>
  html`<button
    class="plain"
    part="button"
    type="button"
    title=${label}
    aria-label=${label}
    aria-disabled=${disabled && !off ? 'true' : nothing}
    ?disabled=${off}
    @click=${() => {
      if (!disabled) action();
    }}
  >
    ${icon(name, name === 'reload' ? '' : 'flip')}
  </button>`;

/** Facts side by side, none of which turns the others round where it is written in the other direction. */
export const apart = (facts: readonly (string | undefined)[]): TemplateResult[] =>
  facts.filter(Boolean).map((fact, index) => html`${index > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`);

/** Events of native controls within are not the field's: they do not change its value. */
export const keepInside = (event: Event): void => event.stopPropagation();
