import { median, middleHalf } from '../figures.js';
import { peers } from './peers.js';
import type { PeerResult, Results } from './results.js';

const LABELS = 224;
const PANEL = 160;
const GAP = 28;
const ROW = 24;
const TOP = 74;

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly values: (result: PeerResult) => readonly number[];
}

const panels: readonly Panel[] = [
  { title: 'To load', unit: 'kB', values: ({ bytes }) => [(bytes.script + bytes.styles) / 1000] },
  { title: 'First row, fresh page', unit: 'ms, 1,000 images', values: ({ times }) => times['1000']?.fresh ?? [] },
  { title: 'First row, fresh page', unit: 'ms, 10,000 images', values: ({ times }) => times['10000']?.fresh ?? [] },
  {
    title: 'Work until then',
    unit: 'processor ms, 10,000 images',
    values: ({ times }) => times['10000']?.effort ?? [],
  },
  { title: 'A key in the search', unit: 'ms, 10,000 images', values: ({ times }) => times['10000']?.key ?? [] },
];

const compact = new Intl.NumberFormat('en', { notation: 'compact' });
const figure = (value: number): string => (value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1));

/** A logarithmic scale from a power of ten to another, as wide as a panel without the room for figures. */
function scaleOf(values: readonly number[]): { at: (value: number) => number; ticks: number[] } {
  const exponents = values.filter((value) => value > 0).map(Math.log10);
  const low = Math.floor(Math.min(...exponents));
  const high = Math.max(low + 1, Math.ceil(Math.max(...exponents)));
  const width = PANEL - 34;
  return {
    at: (value) => ((Math.log10(value) - low) / (high - low)) * width,
    ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)),
  };
}

function panelOf({ title, unit, values }: Panel, results: Results, left: number): string {
  const { at, ticks } = scaleOf(results.peers.flatMap(values));
  const bottom = TOP + ROW * peers.length;
  const grid = ticks.map((tick) => {
    const x = (left + at(tick)).toFixed(1);
    return `<path class="grid" d="M${x} ${TOP - 6}V${bottom}"/><text class="tick" x="${x}" y="${bottom + 14}">${compact.format(tick)}</text>`;
  });
  const marks = peers.map(({ id, ours }, row) => {
    const y = TOP + ROW * row + ROW / 2;
    const samples = results.peers.filter((result) => result.id === id).flatMap(values);
    const middle = median(samples);
    const kind = ours ? 'ours' : 'theirs';
    if (samples.length === 0) return `<text class="none" x="${left}" y="${y + 4}">–</text>`;
    if (middle === 0) return `<text class="none" x="${left}" y="${y + 4}">nothing</text>`;
    const [low, high] = middleHalf(samples).map((value) => (left + at(value)).toFixed(1));
    const x = left + at(middle);
    return `<path class="spread ${kind}" d="M${low} ${y}H${high}"/><circle class="${kind}" cx="${x.toFixed(1)}" cy="${y}" r="4"/><text class="value" x="${(x + 8).toFixed(1)}" y="${y - 4}">${figure(middle)}</text>`;
  });
  return `<text class="title" x="${left}" y="36">${title}</text><text class="unit" x="${left}" y="52">${unit}</text>${grid.join('')}${marks.join('')}`;
}

/** The picture of docs/benchmarks.md: medians as dots, half of the samples as lines. */
export function chart(results: Results): string {
  const width = LABELS + panels.length * (PANEL + GAP);
  const height = TOP + ROW * peers.length + 34;
  const labels = peers.map(
    ({ name, ours }, row) =>
      `<text class="label${ours ? ' own' : ''}" x="${LABELS - 14}" y="${TOP + ROW * row + ROW / 2 + 4}">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">The picker beside its peers: bytes, first row and keystroke on logarithmic scales; further left is better</title>
<style>
  text { font: 12px system-ui, sans-serif; fill: #1c2330; }
  .ground { fill: #fff; }
  .label { text-anchor: end; }
  .own, .title { font-weight: 600; }
  .unit, .tick, .none { fill: #566072; font-size: 11px; }
  .tick { text-anchor: middle; }
  .value { font-size: 11px; }
  .grid { stroke: #dde1e8; }
  .spread { stroke-width: 3; stroke-linecap: round; opacity: 0.45; }
  .ours { fill: #1d5fd1; stroke: #1d5fd1; }
  .theirs { fill: #566072; stroke: #566072; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e8ef; }
    .ground { fill: #161a21; }
    .unit, .tick, .none { fill: #9ca6b8; }
    .grid { stroke: #313947; }
    .ours { fill: #7fb0ff; stroke: #7fb0ff; }
    .theirs { fill: #9ca6b8; stroke: #9ca6b8; }
  }
</style>
<rect class="ground" width="${width}" height="${height}"/>
${labels.join('\n')}
${panels.map((panel, at) => panelOf(panel, results, LABELS + at * (PANEL + GAP))).join('\n')}
</svg>
`;
}
