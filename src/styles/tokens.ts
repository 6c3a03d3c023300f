import { css } from 'lit';

/**
 * The design tokens. Each can be set on the element or above it; what stands here is the default. Colours follow
 * `color-scheme`.
 */
export const tokens = css`
  :host {
    --_font: var(--image-picker-font, 0.875rem / 1.4 system-ui, sans-serif);
    --_mono: var(--image-picker-font-mono, ui-monospace, 'Cascadia Code', Menlo, monospace);
    --_text: var(--image-picker-color-text, light-dark(#1c2330, #e4e8ef));
    --_muted: var(--image-picker-color-muted, light-dark(#566072, #9ca6b8));
    --_surface: var(--image-picker-color-surface, light-dark(#fff, #161a21));
    --_raised: var(--image-picker-color-raised, light-dark(#f5f7fa, #1d232c));
    --_border: var(--image-picker-color-border, light-dark(#dde1e8, #313947));
    --_control: var(--image-picker-color-control, light-dark(#8791a3, #6c778a));
    --_accent: var(--image-picker-color-accent, light-dark(#1d5fd1, #7fb0ff));
    --_accent-text: var(--image-picker-color-accent-text, light-dark(#fff, #0b1830));
    --_selected: var(--image-picker-color-selected, light-dark(#eaf1fd, #1a2b49));
    --_success: var(--image-picker-color-success, light-dark(#14703b, #63d192));
    --_warning: var(--image-picker-color-warning, light-dark(#855300, #f0b955));
    --_warning-surface: var(--image-picker-color-warning-surface, light-dark(#fff6e3, #302510));
    --_danger: var(--image-picker-color-danger, light-dark(#b5242a, #ff938e));
    --_danger-surface: var(--image-picker-color-danger-surface, light-dark(#fdefee, #381b1d));
    --_radius: var(--image-picker-radius, 6px);
    --_space: var(--image-picker-space, 0.5rem);
    --_control-height: var(--image-picker-control-height, 2rem);
    --_row-height: var(--image-picker-row-height, 2.75rem);
    --_list-height: var(--image-picker-list-height, 26rem);
  }
  :host([density='compact']) {
    --_font: var(--image-picker-font, 0.8125rem / 1.35 system-ui, sans-serif);
    --_space: var(--image-picker-space, 0.375rem);
    --_control-height: var(--image-picker-control-height, 1.75rem);
    --_row-height: var(--image-picker-row-height, 1.875rem);
  }
`;
