import { css } from 'lit';

/** What stands beside the images, or in their place. */
export const states = css`
  .notice,
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 0.75) var(--_space);
  }
  .notice {
    border-block-start: 1px solid var(--_border);
    background: var(--_raised);
    font-size: 0.93em;
  }
  .notice.warning {
    background: var(--_warning-surface);
  }
  .notice.error {
    background: var(--_danger-surface);
  }
  .notice > svg,
  .state > svg,
  .state > slot > svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    color: var(--_warning);
  }
  .error > svg,
  .error > slot > svg,
  .error .title {
    color: var(--_danger);
  }
  .notice .text,
  .state .text {
    flex: 1;
    min-inline-size: 12rem;
    overflow-wrap: anywhere;
  }
  .state {
    grid-column: 1 / -1;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 2);
  }
  .state .text {
    max-inline-size: 40rem;
  }
  .state > .text {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .state:not(.error) {
    color: var(--_muted);
  }
  .slow {
    padding-block: var(--_space);
  }
  .facts {
    font: 0.857em / 1.6 var(--_mono);
    color: var(--_muted);
  }
  .placeholder {
    cursor: default;
    background: none !important;
  }
  .skeleton {
    grid-column: 2 / -1;
    block-size: 0.75rem;
    inline-size: 60%;
    border-radius: 4px;
    background: var(--_border);
  }
  .placeholder:nth-child(even) > .skeleton {
    inline-size: 45%;
  }
  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid GrayText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.4;
      }
    }
  }

  .combobox {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    padding-block: 0.125rem;
    padding-inline: 0.25rem 0.125rem;
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
    cursor: text;
  }
  .combobox .tokens {
    display: contents;
  }
  .combobox input {
    flex: 1 1 8rem;
    border: 0;
    background: none;
    text-overflow: ellipsis;
  }
  .combobox input:focus-visible {
    outline: none;
  }
  .combobox:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  .combobox:has(input:disabled) {
    border-color: var(--_border);
    cursor: default;
  }
  .frame:popover-open {
    position: fixed;
    inset: auto;
    display: flex;
    flex-direction: column;
    margin: 0;
    padding: 0;
    /* In a window too low for all of it, all of it scrolls. */
    overflow: auto;
    box-shadow: var(--image-picker-shadow, 0 8px 28px rgb(0 0 0 / 20%));
  }
  .frame:focus {
    outline: none;
  }
  .frame:popover-open > .list {
    flex: 0 1 auto;
    min-block-size: min(10rem, 60vh);
  }
`;
