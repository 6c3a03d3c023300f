import { css } from 'lit';

/** Filters and details. They replace the images. In a wide frame, filters are a popover, and details a side panel. */
export const panels = css`
  .panel {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    background: var(--_surface);
    border-radius: inherit;
  }
  .body:has(> .panel) {
    min-block-size: var(--_list-height);
  }
  .frame:popover-open > .body:has(> .panel) {
    min-block-size: min(var(--_list-height), 60vh);
  }
  /* Covered content must not receive the focus. */
  .body:has(> .panel) > .results {
    visibility: hidden;
  }
  .panel > :is(header, footer) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    padding: 0.375rem 0.75rem;
  }
  .panel > header {
    border-block-end: 1px solid var(--_border);
  }
  .panel > footer {
    justify-content: space-between;
    border-block-start: 1px solid var(--_border);
  }
  .panel > header > .title {
    flex: 1;
  }
  .sorting .sort {
    inline-size: fit-content;
    margin: 0;
  }
  .panel > .content {
    flex: 1;
    overflow: auto;
    padding: 0.75rem;
  }
  .groups {
    columns: 9.5rem;
    column-gap: 1.5rem;
  }
  .groups fieldset {
    break-inside: avoid;
    padding-block-end: 0.875rem;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: max(1.75rem, var(--_target));
    cursor: pointer;
  }
  .tick input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
  }
  .tick .text {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tick .number {
    color: var(--_muted);
    font-size: 0.857em;
    font-variant-numeric: tabular-nums;
  }

  .headline {
    --_mark: 2.5rem;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block-end: 0.75rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .headline bdi {
    max-block-size: 12rem;
    overflow: auto;
  }
  .details dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.375rem 1rem;
    align-items: baseline;
    overflow-wrap: anywhere;
  }
  dt {
    color: var(--_muted);
  }
  code,
  pre {
    font: 0.857em / 1.5 var(--_mono);
  }
  pre {
    margin: 0;
    padding: var(--_space);
    overflow: auto;
    border-radius: var(--_inner);
    background: var(--_raised);
    direction: ltr;
    text-align: left;
  }
  summary {
    margin-block: 0.5rem 0.25rem;
    color: var(--_muted);
    cursor: pointer;
  }
  summary:hover {
    color: var(--_text);
  }
  .problem {
    margin-block-end: 0.875rem;
    padding: 0.625rem 0.75rem;
    border-radius: var(--_inner);
    background: var(--_danger-surface);
    overflow-wrap: anywhere;
  }
  .problem > .title {
    color: var(--_danger);
  }
  .problem > * + * {
    margin-block-start: 0.25rem;
  }

  /* At this width, the toolbar has the sort control. */
  @container frame (inline-size >= 39em) {
    .frame[popover] .sorting {
      display: none;
    }
  }
  @container frame (inline-size >= 48em) {
    .sorting {
      display: none;
    }
  }
  @container frame (inline-size >= 57em) {
    .frame:not([popover]) .filters {
      inset: 0.25rem 0.5rem auto auto;
      inset-inline: auto 0.5rem;
      inline-size: min(45rem, 100% - 1rem);
      max-block-size: 30rem;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      box-shadow: var(--_shadow);
    }
    .frame:not([popover]) .details {
      position: relative;
      flex: 0 0 20rem;
      border-inline-start: 1px solid var(--_border);
    }
    .frame:not([popover]) .details > .content {
      /* No higher than the list. */
      flex: 1 1 0;
      min-block-size: 16rem;
    }
    .frame:not([popover]) > .body:has(> .panel) > .results {
      visibility: visible;
    }
    .frame:not([popover]) > .body:has(> .filters) {
      min-block-size: 24rem;
    }
  }
`;
