import { css } from 'lit';

/** Placeholders: rows without an image. */
export const skeleton = css`
  .skeleton {
    pointer-events: none;
  }
  .skeleton bdi {
    display: block !important;
    inline-size: 60%;
    block-size: 0.625rem;
    border-radius: 4px;
    background: var(--_border);
  }
  .skeleton .comma {
    display: none;
  }
  .skeleton .cell {
    padding-inline-end: 0.5rem;
  }
  .skeleton .cell::before {
    content: none !important;
  }
  .skeleton .cell bdi {
    inline-size: 4rem;
  }
  .skeleton .for-os bdi {
    inline-size: 9rem;
  }
  .skeleton:nth-child(3n + 1) .name bdi {
    inline-size: 74%;
  }
  .skeleton:nth-child(3n) .name bdi {
    inline-size: 48%;
  }
  .skeleton .mark {
    background: var(--_border);
  }
  @media (forced-colors: active) {
    .skeleton bdi {
      border: 1px solid GrayText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .waiting {
      animation: breathe 1.4s 0.5s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
`;
