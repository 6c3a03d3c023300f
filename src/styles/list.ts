import { css, unsafeCSS } from 'lit';

/** Images on a grid of their own, so that the columns of all rows line up. */
export const list = css`
  .list {
    display: grid;
    --_first: minmax(calc(2.125rem + var(--_space)), max-content);
    grid-template-columns: var(--_first) minmax(15em, 1fr) repeat(var(--_columns), auto);
    align-content: start;
    block-size: min(var(--_list-height), 70vh);
    overflow: auto;
    border-block-start: 1px solid var(--_border);
  }
  ${unsafeCSS(Array.from({ length: 10 }, (_, count) => `.columns-${count}{--_columns:${count}}`).join(''))}
  .columns-0 {
    grid-template-columns: var(--_first) 1fr;
  }
  .columns,
  .listbox,
  .option {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
  }
  .columns {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding-inline: var(--_space);
    background: var(--_raised);
    border-block-end: 1px solid var(--_border);
  }
  .columns button {
    justify-content: start;
    min-block-size: 1.875rem;
    padding: 0;
    padding-inline-end: 0.5rem;
    border: 0;
    background: none;
    font-size: 0.93em;
    font-weight: 600;
    color: var(--_muted);
    white-space: nowrap;
  }
  .columns button:first-child {
    grid-column: 2;
  }
  .columns [aria-pressed='true'],
  .columns button:hover {
    color: var(--_text);
  }
  .sort {
    visibility: hidden;
  }
  :is(button:hover, button:focus-visible, [aria-pressed='true']) > .sort {
    visibility: visible;
  }
  .desc {
    rotate: 180deg;
  }
  .option {
    position: relative;
    align-content: center;
    align-items: center;
    min-block-size: var(--_row-height);
    padding: 0.25rem var(--_space);
    border-block-end: 1px solid var(--_border);
    cursor: pointer;
    scroll-margin-block: 2rem 0;
  }
  .option > * {
    min-inline-size: 0;
    padding-inline-end: 0.75rem;
  }
  .option:hover {
    background: var(--_raised);
  }
  .option[aria-selected='true'] {
    background: var(--_selected);
    box-shadow: inset 3px 0 var(--_accent);
  }
  :dir(rtl) > .listbox > .option[aria-selected='true'] {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .option[aria-disabled='true'] {
    cursor: default;
  }
  .option[aria-disabled='true'] > :is(.name, .cell) {
    opacity: 0.6;
  }
  .listbox {
    /* What has the focus is scrolled to, and the headings lie above it. */
    scroll-margin-block-start: 2rem;
  }
  .listbox:focus-visible {
    outline: none;
  }
  .stale {
    opacity: 0.5;
  }
  :is(.listbox:focus-visible, :host(:state(open))) .active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .mark {
    display: grid;
    place-content: center;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin-inline: 0.25rem 0.75rem;
    padding: 0 !important;
    border: 1.5px solid var(--_control);
    border-radius: 50%;
    background: var(--_surface);
    color: transparent;
  }
  [aria-multiselectable='true'] .mark {
    border-radius: 4px;
  }
  [aria-disabled='true'] > .mark {
    border-style: dashed;
  }
  [aria-selected='true'] > .mark {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  .mark svg {
    inline-size: 0.75rem;
    stroke-width: 3;
    visibility: hidden;
  }
  [aria-selected='true'] > .mark svg {
    visibility: visible;
  }
  .name {
    overflow-wrap: anywhere;
  }
  .option > .name {
    font-weight: 500;
  }
  .places {
    display: block;
    font-size: 0.857em;
    color: var(--_muted);
  }
  .id {
    display: flex;
    inline-size: fit-content;
    max-inline-size: 100%;
    font: 0.857em / 1.3 var(--_mono);
    color: var(--_muted);
    white-space: nowrap;
  }
  .id :first-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :host([density='compact']) .option > .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.75rem;
  }
  .option > .cell {
    min-inline-size: min-content;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .cell.os {
    max-inline-size: calc(12em + (6 - var(--_columns)) * 2.5em);
  }
  .cell:is(.status, .sizeBytes, .createdAt, .updatedAt) {
    white-space: nowrap;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    white-space: nowrap;
  }
  .ready {
    color: var(--_success);
  }
  .pending {
    color: var(--_warning);
  }
  .failed {
    color: var(--_danger);
  }
  /* What is wrong with an image belongs to its name. */
  .option:has(.note) > .name {
    align-self: end;
  }
  .note {
    grid-column: 2 / -1;
    font-size: 0.93em;
    overflow-wrap: anywhere;
  }

  @container frame (inline-size >= 62em) {
    :host([density='compact']) .id {
      max-inline-size: 6.5rem;
    }
    /* Room for what usually stands below, so that the columns stay where they are when a page is turned. */
    .columns .for-status {
      min-inline-size: 8.25em;
    }
    .columns .for-os {
      min-inline-size: 9em;
    }
    .columns .for-sizeBytes {
      min-inline-size: 5.5em;
    }
    .columns :is(.for-createdAt, .for-updatedAt) {
      min-inline-size: 8em;
    }
  }

  /* Wide: what is left over goes to all columns, not to the name alone */
  @container frame (inline-size > 80em) {
    .list {
      grid-template-columns: var(--_first) repeat(calc(var(--_columns) + 1), auto);
    }
    .cell.os {
      max-inline-size: 22em;
    }
  }

  /* Narrow: each image is a card, its facts on a line below the name */
  @container frame (inline-size < 62em) {
    .list,
    .listbox {
      display: block;
    }
    .columns {
      display: flex;
      overflow-x: auto;
      scrollbar-width: none;
      padding-inline-end: 0;
    }
    /* Where it goes on, it fades out. */
    .columns::after {
      content: '';
      position: sticky;
      inset-inline-end: 0;
      flex: 0 0 2.5rem;
      background: linear-gradient(to left, var(--_raised), transparent);
      pointer-events: none;
    }
    :dir(rtl) > .columns::after {
      background: linear-gradient(to right, var(--_raised), transparent);
    }
    .option {
      display: flex;
      flex-wrap: wrap;
      column-gap: 0.75rem;
      padding-inline-start: calc(var(--_space) + 2.125rem);
    }
    .mark {
      position: absolute;
      inset-block-start: 0.375rem;
      inset-inline-start: var(--_space);
    }
    .option > * {
      padding: 0;
    }
    .option > :is(.name, .note) {
      flex: 1 0 100%;
    }
    .option > .cell {
      max-inline-size: none;
      min-inline-size: 0;
      font-size: 0.93em;
    }
    .option > .cell:empty {
      display: none;
    }
  }

  @media print {
    .list {
      block-size: auto;
      overflow: visible;
    }
  }
  @media (forced-colors: active) {
    .option[aria-selected='true'] {
      box-shadow: none;
      outline: 1px solid Highlight;
      outline-offset: -3px;
    }
    [aria-selected='true'] > .mark {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
    [aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
