import { css } from 'lit';

/** Images with two lines each. */
export const list = css`
  .body {
    position: relative;
    display: flex;
    min-block-size: 0;
  }
  .toolbar:has(*:not(slot)) ~ .body,
  .notice ~ .body {
    border-block-start: 1px solid var(--_border);
  }
  .results {
    container: results / inline-size;
    flex: 1;
    overflow: auto;
    max-block-size: var(--_list-height);
    /* Rows scroll below the headings. */
    scroll-padding-block-start: 2rem;
  }
  .pages > .results {
    max-block-size: none;
    overflow: clip;
  }
  /* The box keeps its height during a search. */
  .pages > .results > .state,
  .pages > .results > .list {
    align-content: start;
    min-block-size: calc(var(--_rows, 1) * (var(--_row-height) + 0.875rem));
  }
  .state {
    display: grid;
    justify-items: center;
    gap: 0.25rem;
    padding: 2rem 1.25rem;
    text-align: center;
  }
  .state p {
    max-inline-size: 34rem;
    color: var(--_muted);
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
  .columns {
    display: none;
  }
  .listbox {
    outline: 0;
  }
  .option {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-content: center;
    align-items: center;
    column-gap: 0.75rem;
    min-block-size: calc(var(--_row-height) + 0.875rem);
    padding-block: 0.25rem;
    padding-inline: 0.75rem var(--_space);
    border-block-end: 1px solid color-mix(in srgb, var(--_border) 70%, transparent);
    cursor: pointer;
  }
  .long .option {
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--_row-height) + 0.875rem);
  }
  .option:last-child {
    border-block-end: 0;
  }
  .option:hover {
    background: var(--_raised);
  }
  .option[aria-selected='true'] {
    background: var(--_selected);
  }
  .option[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
  :is(.listbox:focus-visible, :host(:state(open))) .active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    border-radius: 4px;
  }
  .stale {
    opacity: 0.5;
  }
  .lead {
    --_mark: 2rem;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    grid-row: 1 / span 2;
  }
  .name {
    grid-column: 2;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .name > bdi,
  .places > bdi,
  .note > bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .name.titled > bdi {
    display: inline;
  }
  .option:dir(rtl) bdi {
    text-align: right;
  }
  .tail,
  .places {
    color: var(--_muted);
    font-weight: 400;
  }
  .places {
    display: block;
    font-size: 0.929em;
  }
  .match {
    border-radius: 2px;
    background: var(--_match);
    color: inherit;
  }
  .meta {
    grid-area: 2 / 2;
    display: flex;
    overflow: hidden;
    font-size: 0.929em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  /* If facts do not fit, the first one is truncated, so that the sorted one stays visible. */
  .flag,
  .cell:not(.first) {
    flex: none;
    max-inline-size: 60%;
  }
  /* Read aloud, but not shown. */
  .comma {
    font-size: 0;
  }
  /* Truncated at its own end, whatever the direction of the surrounding text. */
  .cell > bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }
  .flag {
    font-weight: 500;
    white-space: nowrap;
  }
  .flag svg {
    margin-inline-end: 0.25rem;
    vertical-align: -0.125em;
  }
  .failed {
    color: var(--_danger);
  }
  .pending {
    color: var(--_warning);
  }
  .note {
    grid-column: 2;
    font-size: 0.929em;
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .note.failed {
    color: var(--_danger);
  }
  .note.pending {
    color: var(--_warning);
  }
  .id > span {
    font: 0.929em / 1.4 var(--_mono);
  }
  .end {
    grid-area: 1 / 3 / span 2;
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }
  .peek,
  .check {
    display: grid;
    place-items: center;
  }
  .peek {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    font-size: 1.143em;
    color: var(--_muted);
  }
  .peek:hover {
    color: var(--_text);
  }
  .check {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin-inline: 0.125rem;
    border: 1.5px solid var(--_control);
    border-radius: 50%;
    background: var(--_surface);
  }
  .lead > .check {
    margin: 0;
    border-radius: 4px;
  }
  .check svg {
    inline-size: 0.75rem;
    stroke-width: 3;
  }
  .peek,
  .end > .check {
    visibility: hidden;
  }
  /* An icon that is not seen costs no layout. */
  .peek svg,
  .check svg {
    display: none;
  }
  .option:is(:hover, .active, [aria-selected='true']) .peek,
  .option:hover:not([aria-disabled='true']) .check,
  [aria-selected='true'] .check {
    visibility: visible;
  }
  .option:is(:hover, .active, [aria-selected='true']) .peek svg,
  [aria-selected='true'] .check svg {
    display: block;
  }
  [aria-selected='true'] .check {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  [aria-disabled='true'] .check {
    border-style: dashed;
  }

  @media print {
    .results {
      max-block-size: none !important;
      overflow: visible !important;
    }
    .long .option {
      content-visibility: visible;
    }
    .peek {
      display: none;
    }
  }
  @media (forced-colors: active) {
    [aria-selected='true'] .check {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
    .option[aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
