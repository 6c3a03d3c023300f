import { median, middleHalf } from '../figures.js';
import type { Holding, Measure } from './measure.js';
import { peers, type Peer } from './peers.js';
import type { PeerResult, Results } from './results.js';

const SMALL = '1000';
const LARGE = '10000';

const number = (value: number, digits = value < 10 ? 1 : 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function spread(samples: readonly number[]): string {
  if (samples.length === 0) return '–';
  const [low, high] = middleHalf(samples);
  return `${number(median(samples))} (${number(low)}–${number(high)})`;
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The rows of a page that says how the picker compares. */
class Page {
  readonly #results: Results;

  constructor(results: Results) {
    this.#results = results;
  }

  of({ id }: Peer): PeerResult {
    const found = this.#results.peers.find((result) => result.id === id);
    if (!found) throw new Error(`nothing was measured of ${id}`);
    return found;
  }

  times(peer: Peer, size: string, measure: Measure): readonly number[] {
    return this.of(peer).times[size]?.[measure] ?? [];
  }

  /** Medians with their spread, one column a measure and size, for those that can do it. */
  measured(...columns: readonly (readonly [head: string, size: string, measure: Measure])[]): string {
    const able = peers.filter((peer) =>
      columns.some(([, size, measure]) => this.times(peer, size, measure).length > 0),
    );
    return table(
      ['ms', ...columns.map(([head]) => head)],
      able.map((peer) => [
        nameOf(peer),
        ...columns.map(([, size, measure]) => spread(this.times(peer, size, measure))),
      ]),
    );
  }

  /** How often as long as by hand. */
  ratios(...columns: readonly (readonly [head: string, size: string, measure: Measure])[]): string {
    const byHand = peers.find(({ id }) => id === 'by-hand');
    const cell = (peer: Peer, size: string, measure: Measure): string => {
      const samples = this.times(peer, size, measure);
      const least = byHand ? median(this.times(byHand, size, measure)) : NaN;
      return samples.length === 0 ? '–' : number(median(samples) / least, 2);
    };
    return table(
      ['ratio to hand-written markup', ...columns.map(([head]) => head)],
      peers.map((peer) => [nameOf(peer), ...columns.map(([, size, measure]) => cell(peer, size, measure))]),
    );
  }

  bytes(): string {
    return table(
      ['kB', 'script', 'style sheets', 'together'],
      peers.map((peer) => {
        const { script, styles } = this.of(peer).bytes;
        const cells = [script, styles, script + styles].map((value) => (value === 0 ? '0' : number(value / 1000, 1)));
        return [nameOf(peer), ...cells];
      }),
    );
  }

  held(): string {
    const cell = (peer: Peer, what: keyof Holding, unit = 1, digits?: number): string =>
      number(median(this.of(peer).holdings.map((holding) => holding[what])) / unit, digits ?? 0);
    return table(
      [
        '',
        'heap while shown, MB',
        'nodes',
        'heap after ten, MB',
        'nodes after ten',
        'listeners',
        'idle, ms per second',
      ],
      peers.map((peer) => [
        nameOf(peer),
        cell(peer, 'heap', 1e6, 1),
        cell(peer, 'nodes'),
        cell(peer, 'heapLeft', 1e6, 1),
        cell(peer, 'nodesLeft'),
        cell(peer, 'listenersLeft'),
        cell(peer, 'idle', 1, 1),
      ]),
    );
  }

  /** Who is ahead of the picker, by each measure: lists and tables are compared with its list, the others with its dropdown. */
  ahead(): string {
    const timed = (size: string, measure: Measure) => (peer: Peer) => this.times(peer, size, measure);
    const rows: readonly (readonly [what: string, samples: (peer: Peer) => readonly number[]])[] = [
      ['bytes', (peer) => [this.of(peer).bytes.script + this.of(peer).bytes.styles]],
      ['first row, fresh page, 1,000 images', timed(SMALL, 'fresh')],
      ['first row, fresh page, 10,000 images', timed(LARGE, 'fresh')],
      ['first row, warm page, 1,000 images', timed(SMALL, 'warm')],
      ['first row, warm page, 10,000 images', timed(LARGE, 'warm')],
      ['work until the first row, 10,000 images', timed(LARGE, 'effort')],
      ['a key, 1,000 images', timed(SMALL, 'key')],
      ['a key, 10,000 images', timed(LARGE, 'key')],
      ['work for a key, 10,000 images', timed(LARGE, 'work')],
      ['next page, 1,000 images', timed(SMALL, 'turn')],
      ['opening, 1,000 images', timed(SMALL, 'open')],
      ['opening, 10,000 images', timed(LARGE, 'open')],
      ['heap while shown', (peer) => this.of(peer).holdings.map(({ heap }) => heap)],
      ['heap after ten', (peer) => this.of(peer).holdings.map(({ heapLeft }) => heapLeft)],
    ];
    const line = ([what, samples]: (typeof rows)[number]): string => {
      const where: Record<'ahead' | 'level' | 'behind', string[]> = { ahead: [], level: [], behind: [] };
      for (const peer of peers) {
        const own = peers.find(({ ours, kind }) => ours && kind === peer.kind);
        if (peer.ours || !own || samples(peer).length === 0) continue;
        where[compared(samples(peer), samples(own))].push(peer.name);
      }
      const cells = [where.ahead, where.level, where.behind].map((names) => names.join(', ') || '–');
      return `| ${[what, ...cells].join(' | ')} |`;
    };
    return ['| | ahead of the picker | level | behind it |', '| --- | --- | --- | --- |', ...rows.map(line)].join('\n');
  }

  abilities(): string {
    return [
      '| | version | shows | searches | more images |',
      '| --- | --- | --- | --- | --- |',
      ...peers.map((peer) => {
        const version = peer.ours ? 'this repository' : (this.of(peer).version ?? '');
        return `| ${nameOf(peer)} | ${version} | ${peer.shows} | ${peer.searches} | ${peer.turns} |`;
      }),
    ].join('\n');
  }
}

/** Level, where the middle halves overlap. */
function compared(theirs: readonly number[], ours: readonly number[]): 'ahead' | 'level' | 'behind' {
  const [[low, high], [from, to]] = [middleHalf(theirs), middleHalf(ours)];
  return high < from ? 'ahead' : low > to ? 'behind' : 'level';
}

const nameOf = ({ name, ours }: Peer): string => (ours ? `**${name}**` : name);

/** docs/benchmarks.md. Every figure in it is from one run. */
export function report(results: Results): string {
  const page = new Page(results);
  const rounds = Object.entries(results.rounds).map(
    ([size, count]) => `${count} at ${Number(size).toLocaleString('en')}`,
  );
  return `# Benchmarks

This page compares the picker with its alternatives: hand-written markup, a plain Lit page, and five components. \`npm run bench:peers\`
writes this page and its picture, including all figures. Run it on your machine: **only ratios within one run are meaningful**. If two
spreads overlap, there is no difference. Other programs on the machine widen the spreads.

![Bytes, first row and keystroke of each, on logarithmic scales](images/benchmarks.svg)

Dots are medians. Lines are the middle half of the samples. Further left is better.

| | |
| --- | --- |
| date | ${results.date} |
| processor | ${results.processor}; load average before the run ${number(results.load, 1)} |
| memory | ${number(results.memory / 2 ** 30, 0)} GiB |
| system | ${results.system} |
| browser | ${results.browser}, 1280 × 900, reduced motion |
| rounds | ${rounds.join(', ')} images; ${results.holds} for memory and idling |

## Components

${page.abilities()}

All components get the same seeded images of the simulated ZStack, which sends its whole list in one response (1,000 images are 1 MB). The
response is fetched once, and every call of \`fetch\` gets it from memory: parsing the JSON is measured, the network is not. Components
that do not fetch get all rows of the response at once.

The picker does more between response and row than the others. It validates each field, determines which images can be selected, counts
values for its filters, keeps the catalogue for a search across pages, and is a form control with error states. Hand-written markup and
the Lit page do none of that. They show the cost of the platform.

## Comparison

${page.ahead()}

Lists and tables are compared with the picker's list, components with a popup with its dropdown. "Level" means that the middle halves of
the samples overlap. A native select shows one name until it is opened.

## Bytes

The size that a page loads for an entry that imports only this component, minified, each file with gzip -9. The picker is one preset in
English with its cloud. The dropdown part loads with the first dropdown. Hand-written markup and the native select import nothing. Web Awesome
includes its default theme, Tom Select its plain style sheet without plugins, AG Grid three modules (rows, pages,
quick filter), and the two Vaadin components only base styles.

${page.bytes()}

## First row

The time from an empty page to the frame with the first row: mounted, response read, and a dropdown opened as soon as possible. Each
"fresh" sample uses a new page that has loaded and run its modules, but has shown nothing yet. "Warm" is the same, twice, later in that
page, after the keys and pages below. A native select shows the first image in the closed field. Web Awesome creates an
element for every image, and is not measured with 10,000.

${page.measured(['fresh, 1,000', SMALL, 'fresh'], ['fresh, 10,000', LARGE, 'fresh'], ['warm, 1,000', SMALL, 'warm'], ['warm, 10,000', LARGE, 'warm'])}

The work of the main thread until then in a fresh page, in processor time. It includes neither the wait for a frame nor other programs of
the machine.

${page.measured(['work, 1,000', SMALL, 'effort'], ['work, 10,000', LARGE, 'effort'])}

${page.ratios(
  ['fresh, 1,000', SMALL, 'fresh'],
  ['fresh, 10,000', LARGE, 'fresh'],
  ['warm, 1,000', SMALL, 'warm'],
  ['warm, 10,000', LARGE, 'warm'],
  ['work, 1,000', SMALL, 'effort'],
  ['work, 10,000', LARGE, 'effort'],
)}

## Keystroke

The time from a key press in the search field ("u", "o", and both deleted) to the frame with the result. "Longest" is the longest of
the four on each page, the first of which runs code for the first time.

Vaadin's grid waits for 200 ms without a key before it searches, and Tom Select for 300 ms. For these, compare "work", the processor time
of the main thread until then. The two Vaadin components search names only, AG Grid its columns, the others six fields or more. Only the
picker searches images that are not loaded: if a cloud sends pages, all others would search the first page only.

${page.measured(['key, 1,000', SMALL, 'key'], ['key, 10,000', LARGE, 'key'], ['longest, 10,000', LARGE, 'longest'], ['work, 1,000', SMALL, 'work'], ['work, 10,000', LARGE, 'work'])}

## Next page

The time from the press of the button to the next 20 rows. The dropdown and the two Vaadin components scroll by one screen. Tom Select ends after 50. A
native select and Web Awesome have everything in the document already.

${page.measured(['1,000', SMALL, 'turn'], ['10,000', LARGE, 'turn'])}

## Opening a dropdown

The time from the mouse press to the rows, with the images already loaded. The popup of a native select belongs to the browser, and cannot
be timed from the page.

${page.measured(['1,000', SMALL, 'open'], ['10,000', LARGE, 'open'])}

## Memory and idling

With ${results.held.toLocaleString('en')} images, after garbage collection, in addition to what the page held with its modules loaded. Measured once while
one component is shown, with a dropdown open, and once after ten have been mounted and removed, one after another, each dropdown closed first.
What remains after ten was made once and is kept, or is leaked. Idle is the processor time of the main thread in a second in which nothing
happens, including the browser's own work and a blinking caret.

${page.held()}
`;
}
