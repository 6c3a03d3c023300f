import { css } from 'lit';

/**
 * The design tokens. Each can be set on the element or an ancestor. These are the defaults. Colours follow `color-scheme`.
 */
export const tokens = css`
  :host {
    --_font: var(--image-picker-font, 0.875rem / 1.4 system-ui, sans-serif);
    --_mono: var(--image-picker-font-mono, ui-monospace, 'Cascadia Code', Menlo, monospace);
    --_text: var(--image-picker-color-text, light-dark(#161b24, #e6e9ef));
    --_muted: var(--image-picker-color-muted, light-dark(#566072, #a1aaba));
    --_surface: var(--image-picker-color-surface, light-dark(#fff, #15191f));
    --_raised: var(--image-picker-color-raised, light-dark(#f4f6f9, #1e232b));
    --_border: var(--image-picker-color-border, light-dark(#dde1e8, #323a47));
    --_control: var(--image-picker-color-control, light-dark(#858e9f, #717b8d));
    --_accent: var(--image-picker-color-accent, light-dark(#1d5bd0, #85b2ff));
    --_accent-text: var(--image-picker-color-accent-text, light-dark(#fff, #0b1830));
    --_selected: var(--image-picker-color-selected, light-dark(#eaf1fe, #1a2945));
    --_match: var(--image-picker-color-match, light-dark(#ffe9a8, #594a15));
    --_warning: var(--image-picker-color-warning, light-dark(#855300, #f0b955));
    --_warning-surface: var(--image-picker-color-warning-surface, light-dark(#fff6e3, #302510));
    --_danger: var(--image-picker-color-danger, light-dark(#b3232c, #ff9892));
    --_danger-surface: var(--image-picker-color-danger-surface, light-dark(#fdefee, #381b1d));
    --_shadow: var(--image-picker-shadow, 0 10px 30px rgb(0 0 0 / 18%));
    --_radius: var(--image-picker-radius, 8px);
    --_inner: calc(var(--_radius) * 0.75);
    --_space: var(--image-picker-space, 0.5rem);
    --_control-height: var(--image-picker-control-height, 2rem);
    --_row-height: var(--image-picker-row-height, 2.5rem);
    --_list-height: var(--image-picker-list-height, 26rem);
    --_target: 1.5rem;
    --_mark: 1.5rem;
  }
  :host([density='compact']) {
    --_font: var(--image-picker-font, 0.8125rem / 1.35 system-ui, sans-serif);
    --_space: var(--image-picker-space, 0.375rem);
    --_control-height: var(--image-picker-control-height, 1.75rem);
    --_row-height: var(--image-picker-row-height, 1.875rem);
    --_mark: 1.25rem;
  }
  @media (pointer: coarse) {
    :host {
      --_control-height: var(--image-picker-control-height, 2.75rem);
      --_row-height: var(--image-picker-row-height, 2.75rem);
      --_target: 2.75rem;
    }
  }
`;
