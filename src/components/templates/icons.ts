import { html, svg, type TemplateResult } from 'lit';

const paths = {
  search: svg`<circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 3.5 3.5" />`,
  filters: svg`<path d="M2 5h6.5m3 0H14M2 11h2.500m3 0H14" /><circle cx="10" cy="5" r="1.6" /><circle cx="6" cy="11" r="1.6" />`,
  reload: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.100M13.5 1.500v3h-3" />`,
  check: svg`<path d="m3 8.5 3.5 3.500L13 4.5" />`,
  close: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  sort: svg`<path d="M8 3v10M4 9l4 4 4-4" />`,
  previous: svg`<path d="M10 3 5 8l5 5" />`,
  next: svg`<path d="m6 3 5 5-5 5" />`,
  open: svg`<path d="m3.5 6 4.5 4.500L12.5 6" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.500v3.500m0-6v.1" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 3H4a1 1 0 0 0-1 1v6.5" />`,
  disk: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="M2 9.500h12M5 11.200v.1" />`,
  // Each status has a different shape, so that none depends on its colour.
  pending: svg`<circle cx="8" cy="8" r="6" /><path d="M8 5v3l2 1.5" />`,
  disabled: svg`<circle cx="8" cy="8" r="6" /><path d="m4 12 8-8" />`,
  failed: svg`<circle cx="8" cy="8" r="6" /><path d="m6 6 4 4m0-4-4 4" />`,
  deleted: svg`<path d="M3 4.500h10M6.5 4.500v-2h3v2M4.5 4.500l.5 9h6l.5-9" />`,
  unknown: svg`<circle cx="8" cy="8" r="6" /><path d="M6.4 6.300a1.7 1.7 0 1 1 2.3 1.900q-.7.3-.7 1m0 1.800v.1" />`,
} satisfies Record<string, TemplateResult>;

export type IconName = keyof typeof paths;

/** An icon, hidden from screen readers because text accompanies it. */
export const icon = (name: IconName, className = ''): TemplateResult => drawn(paths[name], className);

/** A part that loads later brings its own icons. */
export const drawn = (paths: TemplateResult, className = ''): TemplateResult =>
  html`<svg class=${className} viewBox="0 0 16 16" aria-hidden="true">${paths}</svg>`;
