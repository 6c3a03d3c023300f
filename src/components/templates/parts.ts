import { html, nothing, type TemplateResult } from 'lit';
import { content } from './content.js';
import { icon, type IconName } from './icons.js';

/** Text next to other content, in an element of its own. */
export const words = (text: string, className = ''): TemplateResult =>
  html`<span class=${className || nothing}>${content(cut(text))}</span>`;

/** Text from the cloud, with its own direction, and not translated. */
export const verbatim = (text: string): TemplateResult => html`<bdi translate="no">${content(bare(text))}</bdi>`;

/** Removes the marks that start and end an isolation: they could end the isolation of their element, or extend beyond it. */
export const bare = (text: string): string => cut(text).replace(/[\u2066-\u2069]/g, '');

/** Truncates a text: the directions of tens of thousands of letters alone can keep a browser busy for a minute. */
export const cut = (text: string, most = 2000): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Text from the cloud within another text, whose direction it cannot change. */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\u202a-\u2069]/.test(text) ? `\u2068${bare(text)}\u2069` : text;

/** A button with a text. */
export const textButton = (
  label: string,
  action: () => void,
  disabled = false,
  className: 'button' | 'button primary' | 'link' = 'button',
): TemplateResult =>
  html`<button class=${className} part="button" type="button" ?disabled=${disabled} @click=${action}>
    ${words(label)}
  </button>`;

/** A button with an icon. If it is temporarily disabled, it stays focusable; in a disabled field, it does not. */
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

/** Facts side by side, isolated so that none changes the direction of the others. */
export const apart = (facts: readonly (string | undefined)[]): TemplateResult[] =>
  facts
    .flatMap((fact) => (fact ? [verbatim(fact)] : []))
    .map((fact, index) => (index > 0 ? html`<span> · </span>${fact}` : fact));

/** Truncates the text of a cloud's error to what users read and support needs. */
export const excerpt = (text: string): string => cut(text, 300);

/** Stops events of the built-in controls, which do not change the value of the field. Events of the portal's controls pass. */
export function keepInside(event: Event): void {
  const [ours, within] = [event.currentTarget, event.target].map((node) => node instanceof Node && node.getRootNode());
  if (ours === within) event.stopPropagation();
}
