import { css } from 'lit';

/** The shape of a mark shows the family of a system, and its letters show the system. The hue helps. */
export const marks = css`
  .mark {
    --_hue: 260;
    --_chroma: 1;
    --_edge: calc(var(--_mark) * 0.17);
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_mark);
    block-size: var(--_mark);
    border: 0 solid;
    border-radius: 50%;
    background: light-dark(
      oklch(92% calc(0.055 * var(--_chroma)) var(--_hue)),
      oklch(34% calc(0.07 * var(--_chroma)) var(--_hue))
    );
    color: light-dark(
      oklch(42% calc(0.13 * var(--_chroma)) var(--_hue)),
      oklch(88% calc(0.08 * var(--_chroma)) var(--_hue))
    );
    font-size: calc(var(--_mark) * 0.42);
    font-weight: 700;
    line-height: 1;
  }
  .mark[data-letters]::before {
    content: attr(data-letters);
  }
  .mark svg {
    inline-size: 62%;
    block-size: 62%;
  }
  [aria-selected='true'] .mark {
    box-shadow: 0 0 0 1px var(--_surface);
  }
  .windows {
    --_hue: 250;
    border-radius: 4px;
    border-block-start-width: var(--_edge);
  }
  .server {
    border-block-end-width: var(--_edge);
  }
  .android {
    --_hue: 150;
    inline-size: calc(var(--_mark) * 0.72);
    margin-inline: calc(var(--_mark) * 0.14);
    border-width: 2px 2px calc(var(--_mark) * 0.14);
    border-radius: calc(var(--_mark) * 0.18);
    font-size: calc(var(--_mark) * 0.36);
  }
  .other,
  .disk {
    border-radius: 30%;
  }
  .disk,
  [aria-disabled='true'] .mark {
    --_chroma: 0;
  }
  .ubuntu {
    --_hue: 48;
  }
  .debian,
  .rhel,
  .oracle {
    --_hue: 15;
  }
  .rocky,
  .suse {
    --_hue: 160;
  }
  .alma,
  .kylin {
    --_hue: 215;
  }
  .centos {
    --_hue: 310;
  }
  .euler,
  .openeuler {
    --_hue: 285;
  }
  @media (forced-colors: active) {
    .mark:not(.android) {
      border: 1px solid;
    }
    .mark.windows {
      border-block-start-width: 4px;
    }
    .mark.server {
      border-block-end-width: 4px;
    }
  }
`;
