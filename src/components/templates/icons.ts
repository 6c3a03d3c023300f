import { svg, html, type TemplateResult } from 'lit';
import type { ImageStatus } from '../../providers/image.js';

const paths = {
  search: svg`<circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 3.5 3.5" />`,
  reload: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.5v3h-3" />`,
  check: svg`<path d="m3 8.5 3.5 3.5L13 4.5" />`,
  close: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  sort: svg`<path d="M8 13V3M4 7l4-4 4 4" />`,
  previous: svg`<path d="M10 3 5 8l5 5" />`,
  next: svg`<path d="m6 3 5 5-5 5" />`,
  first: svg`<path d="M12 3 7 8l5 5M4 3v10" />`,
  last: svg`<path d="m4 3 5 5-5 5m7-10v10" />`,
  open: svg`<path d="m3.5 6 4.5 4.5L12.5 6" />`,
  warning: svg`<path d="M8 2 1.5 13.5h13ZM8 6.5v3.5m0 1.8v.2" />`,
  // A shape of its own for each status, so that none depends on its colour.
  ready: svg`<circle cx="8" cy="8" r="6" /><path d="m5.5 8.2 1.8 1.8 3.2-3.6" />`,
  pending: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="3 2.5" /><path d="M8 5v3l2 1.5" />`,
  disabled: svg`<circle cx="8" cy="8" r="6" /><path d="m4 12 8-8" />`,
  failed: svg`<circle cx="8" cy="8" r="6" /><path d="m6 6 4 4m0-4-4 4" />`,
  deleted: svg`<path d="M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.5 9h6l.5-9" />`,
  unknown: svg`<circle cx="8" cy="8" r="6" /><path d="M6.4 6.3a1.7 1.7 0 1 1 2.3 1.9q-.7.3-.7 1m0 1.8v.1" />`,
} satisfies Record<ImageStatus | (string & {}), TemplateResult>;

export type IconName = keyof typeof paths;

/** An icon, which says nothing to a screen reader: the words stand beside it. */
export const icon = (name: IconName, className = ''): TemplateResult =>
  html`<svg class=${className} viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;
