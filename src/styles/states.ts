import { css } from 'lit';

/** Messages in place of the images, and the notices and chips above them. */
export const states = css`
  .state > svg,
  .state > slot > svg {
    inline-size: 2.75rem;
    block-size: 2.75rem;
    margin-block-end: 0.25rem;
    padding: 0.6875rem;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_muted);
  }
  .state > slot {
    display: contents;
  }
  .sign-in > slot > svg {
    background: var(--_selected);
    color: var(--_accent);
  }
  .broken > slot > svg {
    background: var(--_danger-surface);
    color: var(--_danger);
  }
  .state .title {
    overflow-wrap: anywhere;
  }
  .facts {
    font: 0.857em / 1.6 var(--_mono);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .notice {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0.25rem 0.625rem;
    padding: 0.375rem 0.75rem;
    border-block-start: 1px solid var(--_border);
    background: var(--_warning-surface);
  }
  .notice > svg {
    color: var(--_warning);
  }
  .notice > .text {
    flex: 1 1 12rem;
    overflow-wrap: anywhere;
  }
  .notice.error {
    background: var(--_danger-surface);
  }
  .notice.error > svg {
    color: var(--_danger);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
    padding: 0 var(--_space) var(--_space);
  }
  .chip {
    --_target: 1.5rem;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    padding-inline: 0.625rem 0.125rem;
    border: 1px solid var(--_border);
    border-radius: 1rem;
    background: var(--_raised);
    overflow-wrap: anywhere;
  }
  @container frame (inline-size >= 48em) {
    .chips.inline,
    .chip.inline {
      display: none;
    }
  }
  @media print {
    .chips {
      display: none;
    }
  }
`;
