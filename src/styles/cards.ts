import { css } from 'lit';

/** Images side by side, for small catalogues. */
export const cards = css`
  .cards .listbox {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(max(9.75rem, 18%), 1fr));
    gap: 0.625rem;
    padding: 0.625rem;
  }
  .cards .option {
    grid-template-columns: 1fr auto;
    align-content: start;
    row-gap: 0.125rem;
    padding: 0.75rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .cards .option[aria-selected='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .cards .lead {
    --_mark: 2.25rem;
    grid-area: 1 / 1;
    margin-block-end: 0.375rem;
  }
  .cards .end {
    grid-area: 1 / 2;
    align-self: start;
  }
  .cards .name,
  .cards .meta,
  .cards .note {
    grid-area: auto / 1 / auto / -1;
  }
  .cards .meta {
    display: grid;
    justify-items: start;
    white-space: normal;
  }
  .cards .meta > .cell {
    max-inline-size: 100%;
  }
  .cards .skeleton bdi {
    margin-block: 0.3rem;
  }
  .pages > .cards > .state {
    min-block-size: 0;
  }
`;
