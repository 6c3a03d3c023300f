import { html, nothing, type TemplateResult } from 'lit';
import { content } from './content.js';
import { icon, type IconName } from './icons.js';

/** Words among other things: every text is all that its element holds. */
export const words = (text: string, className = ''): TemplateResult =>
  html`<span class=${className || nothing}>${content(cut(text))}</span>`;

/** What the cloud calls something: in a direction of its own, and not to be translated. */
export const verbatim = (text: string): TemplateResult => html`<bdi translate="no">${content(bare(text))}</bdi>`;

/** Without the marks that begin and end an isolation: in a text they would end that of its element, or go on after it. */
export const bare = (text: string): string => cut(text).replace(/[\u2066-\u2069]/g, '');

/** More of a text is not shown: the directions of some ten thousand letters alone keep a browser busy for a minute. */
export const cut = (text: string, most = 2000): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What the cloud calls something, in the midst of a text: it cannot turn the rest of it round. */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\u202a-\u2069]/.test(text) ? `\u2068${bare(text)}\u2069` : text;

/** A button with words on it. */
export const textButton = (
  label: string,
  action: () => void,
  disabled = false,
  className: 'button' | 'button primary' | 'link' = 'button',
): TemplateResult =>
  html`<button class=${className} part="button" type="button" ?disabled=${disabled} @click=${action}>
    ${words(label)}
  </button>`;

/** A button with an icon. Where it cannot be used for the moment it keeps the focus, and says so; in a field that is off it has none. */
export const iconButton = (
  name: IconName,
  label: string,
  action: () => void,
  disabled: boolean,
  off: boolean,
): TemplateResult =>
  html`<button
    class="icon"
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
    ${icon(name, name === 'previous' || name === 'next' ? 'flip' : '')}
  </button>`;

/** Facts side by side, none of which turns the others round where it is written in the other direction. */
export const apart = (facts: readonly (string | undefined)[]): TemplateResult[] =>
  facts
    .flatMap((fact) => (fact ? [verbatim(fact)] : []))
    .map((fact, index) => (index > 0 ? html`<span> · </span>${fact}` : fact));

/** As much of what a cloud says of an error as a person reads, and its support can go by. */
export const excerpt = (text: string): string => cut(text, 300);

/** Events of native controls within are not the field's: they do not change its value. Those of the portal's own are left alone. */
export function keepInside(event: Event): void {
  const [ours, within] = [event.currentTarget, event.target].map((node) => node instanceof Node && node.getRootNode());
  if (ours === within) event.stopPropagation();
}
