import { css } from 'lit';

/** The field of a dropdown, and its popup. */
export const dropdown = css`
  .field {
    --_mark: 1.5rem;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-block-size: calc(var(--_control-height) + 0.5rem);
    padding-block: 0.125rem;
    padding-inline: 0.5rem 0.375rem;
    border: 1px solid var(--_control);
    border-radius: var(--_inner);
    background: var(--_surface);
    cursor: text;
  }
  .field:has(input:disabled) {
    border-color: var(--_border);
    cursor: default;
  }
  .fitted {
    flex-wrap: nowrap;
  }
  /* The system follows the name, if the field can be sized to the name. */
  @supports (field-sizing: content) {
    .fitted input {
      flex: 0 1 auto;
      field-sizing: content;
      min-inline-size: 6rem;
    }
  }
  .system {
    flex: 0 1000 auto;
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Only the name is truncated. */
  .field .icons {
    display: flex;
    flex: none;
    margin-inline-start: auto;
  }
  .frame:popover-open {
    position: fixed;
    inset: auto;
    display: flex;
    flex-direction: column;
    margin: 0;
    padding: 0;
    /* If the window is too low for the popup, the whole popup scrolls. */
    overflow: auto;
    box-shadow: var(--_shadow);
  }
  .frame:focus {
    outline: none;
  }
  .frame:popover-open > .body {
    flex: 0 1 auto;
    min-block-size: min(10rem, 60vh);
  }
`;
