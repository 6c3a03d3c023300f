import { css } from 'lit';

/** What stands in the place of the images: nothing to show, or an error. */
export const states = css`
  .state {
    display: grid;
    justify-items: center;
    gap: 0.25rem;
    padding: 2rem 1.25rem;
    text-align: center;
  }
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
  .state p {
    max-inline-size: 34rem;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .state .title {
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
    margin-block: 0.75rem 0.25rem;
  }
  .actions .button {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .facts {
    font: 0.857em / 1.6 var(--_mono);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
`;
