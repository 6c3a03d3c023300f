import { css } from 'lit';

/** The frame of a picker, the controls in it, the toolbar above the images and the bar below them. */
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
  * {
    box-sizing: border-box;
    min-inline-size: 0;
  }
  ul,
  ol,
  dl,
  dd,
  p,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
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
  .label {
    margin-block-end: 0.375rem;
  }
  .hint {
    margin-block: -0.25rem 0.375rem;
  }
  .message:empty {
    display: none;
  }
  .star,
  .message,
  .gone {
    color: var(--_danger);
  }
  .message:not(:empty) {
    margin-block-start: 0.25rem;
  }
  .hint,
  .muted {
    color: var(--_muted);
  }
  .frame {
    container: frame / inline-size;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }
  :host(:state(user-invalid)) .frame,
  :host(:state(user-invalid)) .field {
    border-color: var(--_danger);
  }

  button,
  input,
  select {
    margin: 0;
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: 0 0.25rem;
    border: 0;
    border-radius: 4px;
    background: none;
    white-space: nowrap;
    cursor: pointer;
  }
  .button,
  .search,
  .facet,
  .sort select {
    min-block-size: var(--_control-height);
    border: 1px solid var(--_control);
    border-radius: var(--_inner);
    background: var(--_surface);
  }
  .button {
    padding-inline: 0.625rem;
  }
  .icon {
    color: var(--_muted);
  }
  .button:hover,
  .icon:hover {
    background: var(--_raised);
    color: var(--_text);
  }
  .link {
    color: var(--_accent);
  }
  .link:hover {
    text-decoration: underline;
  }
  .primary,
  .primary:hover {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
    font-weight: 600;
  }
  button[aria-disabled='true'],
  button:disabled,
  input:disabled,
  select:disabled {
    color: var(--_muted);
    cursor: default;
    opacity: 0.6;
  }
  :is(button, select, summary, [type='checkbox'], .panel):focus-visible,
  .search:focus-within,
  .field:focus-within,
  .segment:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  :is(.search, .field) input {
    flex: 1 1 6rem;
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    text-overflow: ellipsis;
    appearance: none;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  select {
    min-inline-size: 0;
  }

  .toolbar,
  .search,
  .bar,
  .choice,
  .pager,
  .sort {
    display: flex;
    align-items: center;
  }
  .toolbar {
    gap: var(--_space);
    padding: var(--_space);
  }
  .toolbar:not(:has(*:not(slot))) {
    padding: 0;
  }
  .search {
    flex: 1;
    gap: 0.5rem;
    padding-inline: 0.625rem 0.25rem;
    color: var(--_muted);
    cursor: text;
  }
  .search input {
    color: var(--_text);
  }
  .facet {
    display: flex;
    flex: none;
    gap: 2px;
    padding: 2px;
    border-color: var(--_border);
    background: var(--_raised);
  }
  .segment {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 1.5rem;
    padding-inline: 0.625rem;
    border-radius: calc(var(--_inner) - 2px);
    color: var(--_muted);
    cursor: pointer;
  }
  .segment:hover {
    color: var(--_text);
  }
  .segment input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: inherit;
  }
  .segment:has(:checked) {
    background: light-dark(var(--_surface), var(--_border));
    color: var(--_text);
    box-shadow: 0 0 0 1px var(--_border);
  }
  .sort {
    position: relative;
    margin-inline-start: auto;
  }
  .sort select {
    max-inline-size: 12rem;
    padding-inline: 0.625rem 1.75rem;
    inline-size: 100%;
    appearance: none;
  }
  .sort svg {
    position: absolute;
    inset-inline-end: 0.5rem;
    pointer-events: none;
  }
  .badge {
    min-inline-size: 1.25rem;
    padding-inline: 0.25rem;
    border-radius: 1rem;
    background: var(--_accent);
    color: var(--_accent-text);
    font-size: 0.857em;
    font-weight: 600;
  }
  .token {
    --_target: 1.5rem;
  }
  .progress {
    position: absolute;
    z-index: 2;
    inset: -1px 0 auto;
    inline-size: 100%;
    block-size: 2px;
    border: 0;
    background: none;
    color: var(--_accent);
    appearance: none;
  }
  .progress::-webkit-progress-bar {
    background: none;
  }
  .progress::-webkit-progress-value {
    background: var(--_accent);
  }
  .progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .bar {
    flex-wrap: wrap;
    justify-content: end;
    gap: 0 var(--_space);
    min-block-size: 2.5rem;
    padding-inline: 0.75rem 0.5rem;
    padding-block: 0.25rem;
    border-block-start: 1px solid var(--_border);
    font-variant-numeric: tabular-nums;
  }
  .frame > .bar:first-child {
    border: 0;
  }
  .choice {
    --_mark: 1.25rem;
    flex: 1 1 12rem;
    gap: 0.25rem 0.5rem;
  }
  .several {
    flex-wrap: wrap;
  }
  .choice > :not(.value, .muted) {
    flex: none;
  }
  .choice > .value {
    display: block;
    overflow: hidden;
    padding: 0;
    color: var(--_text);
    font-weight: 600;
    text-overflow: ellipsis;
  }
  .choice > .link[aria-pressed='true'] {
    background: var(--_selected);
  }
  .count,
  .time {
    color: var(--_muted);
    white-space: nowrap;
  }
  .tokens {
    display: contents;
  }
  .token {
    --_mark: 1.125rem;
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    max-inline-size: 100%;
    min-block-size: 1.75rem;
    padding-inline: 0.3125rem 0.125rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_inner) - 1px);
    background: var(--_raised);
  }
  .token .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  @container frame (inline-size >= 59em) {
    .frame:not(.no-columns) .sort {
      display: none;
    }
  }
  @container frame (inline-size < 48em) {
    .search ~ .facet,
    .search ~ .sort,
    .time {
      display: none;
    }
    .toolbar {
      flex-wrap: wrap;
    }
  }
  @container frame (inline-size >= 48em) {
    .inline {
      display: none;
    }
  }
  @container frame (inline-size < 39em) {
    .toolbar > .sort,
    .toolbar > .button > span:not(.badge),
    .bar .wide {
      display: none;
    }
    .choice:not(:has(> .link:only-child)) {
      flex-basis: 100%;
    }
  }
  @media (forced-colors: active) {
    .badge {
      border: 1px solid;
    }
    .segment:has(:checked) {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  @media print {
    .toolbar,
    .pager,
    .bar button:not(.value) {
      display: none;
    }
  }
`;
