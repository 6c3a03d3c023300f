import { css } from 'lit';

/** The frame of a picker, and the native controls in it. */
export const controls = css`
  :host {
    display: block;
    font: var(--_font);
    color: var(--_text);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before {
    box-sizing: border-box;
  }
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  svg {
    inline-size: 1em;
    block-size: 1em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :dir(rtl) > .flip {
    scale: -1 1;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .label,
  .title {
    font-weight: 600;
  }
  .label,
  .hint {
    margin-block-end: 0.25rem;
  }
  :is(.label, .hint, .message):not(:has(slot)):empty {
    display: none;
  }
  .star,
  .message {
    color: var(--_danger);
  }
  .message:not(:empty) {
    margin-block-start: 0.25rem;
  }
  .hint,
  .time,
  .detail {
    color: var(--_muted);
  }
  .frame {
    container: frame / inline-size;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: clip;
  }
  :host(:state(user-invalid)) :is(.frame, .combobox) {
    border-color: var(--_danger);
  }

  button,
  input,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button,
  select,
  input:not([type='checkbox']) {
    min-block-size: var(--_control-height);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
  }
  input:not([type='checkbox']) {
    padding-inline: 0.5rem;
    min-inline-size: 0;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  select {
    padding-inline: 0.25rem;
    inline-size: 100%;
    min-inline-size: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375em;
    padding: 0 0.625rem;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .plain {
    border-color: transparent;
    background: none;
    padding: 0 0.375rem;
  }
  button[aria-disabled='true'],
  :is(button, input, select):disabled {
    color: var(--_muted);
    border-color: var(--_border);
    cursor: default;
    opacity: 0.6;
  }
  .plain:is([aria-disabled='true'], :disabled) {
    border-color: transparent;
  }
  :is(button, input, select, summary, .listbox):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_space);
    padding: var(--_space);
  }
  .search {
    position: relative;
    flex: 1 0 calc(100% - 3.5rem);
  }
  .search svg {
    position: absolute;
    inset-block: 0;
    inset-inline: 0.625rem auto;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  .search input {
    inline-size: 100%;
    padding-inline-start: 2rem;
  }
  .filter {
    flex: 1 1 6.5rem;
    max-inline-size: 11rem;
    font-size: 0.857em;
    color: var(--_muted);
  }
  .filter select {
    font-size: 1.167em;
    color: var(--_text);
  }
  .fit {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: var(--_control-height);
  }
  .toolbar > slot + button {
    margin-inline-start: auto;
  }
  .chips,
  .tokens,
  .chips ul {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) / 2);
    min-inline-size: 0;
  }
  .chips {
    padding: 0 var(--_space) var(--_space);
    font-size: 0.93em;
  }
  .chips button {
    min-block-size: 1.625rem;
  }
  .chips > button {
    border-color: transparent;
    background: none;
    color: var(--_accent);
  }
  .chip {
    padding-inline: 0.625rem 0.375rem;
    border-color: var(--_border);
    border-radius: 1rem;
    background: var(--_raised);
  }
  .token {
    display: inline-flex;
    align-items: center;
    min-inline-size: 0;
    padding-inline-start: 0.5rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
    color: var(--_text);
  }
  .token .text {
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .token button {
    min-block-size: 1.5rem;
  }
  .gone {
    color: var(--_danger);
  }

  .footer,
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) / 2) var(--_space);
    padding: calc(var(--_space) / 2) var(--_space);
    border-block-start: 1px solid var(--_border);
    font-size: 0.93em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .range {
    color: var(--_text);
    white-space: nowrap;
  }
  .range:empty {
    display: none;
  }
  .time {
    flex: 1;
    padding-inline-start: 0.25rem;
    white-space: nowrap;
  }
  .pager,
  .size {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }
  .size select {
    inline-size: auto;
  }
  .current {
    padding-inline: 0.25rem;
    white-space: nowrap;
  }
  .choice {
    min-block-size: calc(var(--_control-height) + var(--_space));
    background: var(--_raised);
  }
  .choice .tokens {
    flex: 1;
  }

  .more {
    display: none;
  }
  @container frame (inline-size < 62em) {
    .range {
      flex: 1 0 auto;
    }
    .choice .tokens {
      order: 1;
      flex: 1 0 100%;
    }
  }
  @container frame (inline-size < 34em) {
    .filter {
      max-inline-size: none;
    }
    .pager {
      margin-inline-start: auto;
    }
    /* Many filters would leave the images no room. */
    .more {
      display: inline-flex;
      flex: 1;
      justify-content: space-between;
    }
    [aria-expanded='true'] > .turn {
      rotate: 180deg;
    }
    [aria-expanded='false'] ~ .filter {
      display: none;
    }
  }
`;
