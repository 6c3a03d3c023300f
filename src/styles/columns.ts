import { css, unsafeCSS } from 'lit';

/** If there is room, the second line of an image becomes columns. If there is little, it shows fewer facts. */
export const columns = css`
  ${unsafeCSS(Array.from({ length: 10 }, (_, count) => `.columns-${count}{--_columns:${count}}`).join(''))}
  @container results (inline-size >= 59em) {
    .list {
      display: grid;
      grid-template-columns: auto minmax(14em, 1fr) repeat(var(--_columns), auto) auto;
      align-content: start;
    }
    .columns,
    .listbox,
    .list .option {
      display: grid;
      grid-template-columns: subgrid;
      grid-column: 1 / -1;
      column-gap: 1.25rem;
    }
    .columns {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      padding-inline: 0.75rem var(--_space);
      border-block-end: 1px solid var(--_border);
      border-start-start-radius: var(--_radius);
      border-start-end-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_muted);
      font-weight: 600;
    }
    .columns > * {
      font-size: 0.857em;
      display: flex;
      align-items: center;
      justify-content: start;
      gap: 0.25rem;
      min-block-size: 2rem;
      padding: 0;
      white-space: nowrap;
    }
    .columns > :first-child {
      grid-column: 2;
    }
    .columns svg {
      visibility: hidden;
    }
    .columns :is([aria-pressed='true'], button:hover, button:focus-visible) svg {
      visibility: visible;
    }
    .columns :is([aria-pressed='true'], button:hover) {
      color: var(--_text);
    }
    .asc {
      rotate: 180deg;
    }
    /* Room for typical values, so that the columns do not move when a page is turned. */
    .columns .for-sizeBytes {
      justify-content: end;
      min-inline-size: 5em;
    }
    .columns :is(.for-createdAt, .for-updatedAt) {
      min-inline-size: 8em;
    }
    .list .for-sizeBytes {
      justify-self: end;
      flex-direction: row-reverse;
    }
    .list .option {
      min-block-size: var(--_row-height);
    }
    .long .option {
      contain-intrinsic-block-size: auto var(--_row-height);
    }
    .list .lead {
      --_mark: inherit;
      margin-inline-end: -0.5rem;
    }
    .list .name,
    .list .lead,
    .list .cell,
    .list .end {
      grid-row: 1;
    }
    .list .meta {
      display: contents;
    }
    .list .cell {
      min-inline-size: 0;
      max-inline-size: 22em;
      font-size: 0.929em;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      color: var(--_muted);
    }
    .list .cell.for-os {
      max-inline-size: 14em;
    }
    .list .flag {
      grid-area: 1 / 2;
      justify-self: end;
      font-size: 0.929em;
    }
    .list .flagged .name {
      padding-inline-end: 7.5rem;
    }
    .list .note {
      grid-column: 2 / -2;
    }
    .list .end {
      grid-column: -2;
    }
    .list.long,
    .long .listbox {
      display: block;
    }
    .long .columns,
    .long .option {
      grid-template-columns:
        calc(var(--_mark) - 0.5rem) minmax(14em, 1fr) var(--_cells, repeat(var(--_columns), minmax(0, 7em)))
        3.25rem;
    }
    .long.several .columns,
    .long.several .option {
      grid-template-columns:
        calc(var(--_mark) + 1.5rem) minmax(14em, 1fr) var(--_cells, repeat(var(--_columns), minmax(0, 7em)))
        1.5rem;
    }
    .pages > .results > .state,
    .pages > .results > .list {
      min-block-size: calc(var(--_rows, 1) * var(--_row-height) + 2rem);
    }
  }
  @container results (inline-size >= 76em) {
    .list .cell.for-os {
      max-inline-size: 22em;
    }
  }
  @container results (inline-size >= 91em) {
    .list {
      grid-template-columns: auto minmax(14em, 2fr) repeat(var(--_columns), auto) minmax(auto, 1fr);
    }
    .list .end {
      justify-self: end;
    }
  }
  @container results (inline-size < 59em) {
    .list .meta > :not(:empty) ~ .cell:not(:empty)::before {
      content: '·' / '';
      padding-inline: 0.375em;
    }
  }
  @container results (inline-size < 32em) {
    .list .option {
      column-gap: 0.5rem;
    }
    .peek {
      display: none;
    }
    /* Two facts: the sorted one, and the first. */
    .list .cell:not(.first, .sorted) {
      display: none;
    }
    .unsorted .cell.second {
      display: inline;
    }
  }
`;
