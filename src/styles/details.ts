import { css } from 'lit';

/** Everything the cloud said about one image. */
export const details = css`
  .details {
    border-block-start: 1px solid var(--_border);
    font-size: 0.93em;
  }
  summary {
    padding: 0.375rem var(--_space);
    color: var(--_muted);
    cursor: pointer;
    border-radius: var(--_radius);
  }
  summary:hover {
    color: var(--_text);
  }
  .body {
    max-block-size: 20rem;
    overflow: auto;
    padding: 0 var(--_space) var(--_space);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.25rem 1rem;
    align-items: baseline;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  dd button {
    min-block-size: 1.5rem;
    margin-inline-start: 0.5rem;
  }
  code,
  pre {
    font: 0.857em / 1.5 var(--_mono);
  }
  pre {
    margin: 0;
    padding: var(--_space);
    background: var(--_raised);
    overflow: auto;
    direction: ltr;
    text-align: left;
  }
  .failure {
    margin-block: 0.5rem;
    padding: 0.375rem 0.625rem;
    border-inline-start: 3px solid var(--_danger);
    background: var(--_danger-surface);
    overflow-wrap: anywhere;
  }
  .failure p {
    margin-block: 0.25rem;
  }

  @container frame (inline-size < 62em) {
    dl {
      grid-template-columns: 1fr;
      row-gap: 0;
    }
    dd {
      margin-block-end: 0.25rem;
    }
  }
`;
