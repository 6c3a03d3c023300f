import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { format } from 'prettier';
import { startSimulator } from '../../simulator/index.js';
import { bundle, launch, root, servePages, type Bundle } from '../pages.js';
import { chart } from './chart.js';
import { hold, noSamples, sample, type Setting } from './measure.js';
import { peers, type Peer } from './peers.js';
import { report } from './report.js';
import type { Bytes, PeerResult, Results } from './results.js';

// npm run bench:peers            installs the peers, measures, and writes docs/benchmarks.md and its picture
// npm run bench:peers -- --last  writes them anew from what was measured last

const SIZES = [1000, 10_000];
const MOST_ROUNDS = 10;
/** Seconds for the rounds of a size, and for those of memory and idling: on a busy machine there are fewer of them. */
const TIME = 120;
/** Images that a field holds in memory, and does nothing with. */
const HELD = 1000;
const folder = '.cache/bench/peers';
const kept = join(root, folder, 'results.json');

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}`);
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

function versionOf({ package: name }: Peer): string | undefined {
  if (name === undefined) return undefined;
  return (json(`bench/peers/node_modules/${name}/package.json`) as { version: string }).version;
}

const gzipped = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length;

/** What a page loads for an entry at once: what that imports by `import()` is not counted. */
function bytesOf(files: Bundle): Bytes {
  const chunks = new Map(files.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    chunks.get(name)?.imports.forEach(load);
  };
  for (const { fileName, isEntry } of chunks.values()) if (isEntry) load(fileName);
  const script = [...loaded].reduce((sum, name) => sum + gzipped(chunks.get(name)?.code ?? ''), 0);
  const styles = files.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [file.source] : [],
  );
  return { script, styles: styles.reduce((sum, source) => sum + gzipped(source), 0) };
}

/** Moments of a frame, spread evenly however many rounds there are. */
const phaseOf = (round: number): number => (round * 0.618) % 1;

/** Takes all of them once a round, each round in another order, and tells how many rounds there were. */
async function inTurns(
  what: string,
  least: number,
  take: (peer: Peer, round: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + 1000 * TIME;
  let round = 0;
  let longest = 0;
  while (round < least || (round < MOST_ROUNDS && performance.now() + longest < end)) {
    const start = performance.now();
    for (const at of peers.keys()) {
      const peer = peers[(at + 3 * round) % peers.length];
      if (peer) await take(peer, round);
    }
    longest = Math.max(longest, performance.now() - start);
    console.log(`${what}, round ${++round}: ${(longest / 1000).toFixed(0)} s at most`);
  }
  return round;
}

async function measure(): Promise<Results> {
  run('npm', 'ci', '--prefix', 'bench/peers', '--ignore-scripts', '--prefer-offline');
  run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'bench/peers');
  const load = loadavg()[0] ?? NaN;
  const results = new Map<Peer, PeerResult>();
  for (const peer of peers) {
    console.log(`building ${peer.name}`);
    await bundle(`bench/peers/variants/${peer.id}.ts`, `${folder}/${peer.id}`);
    const imports =
      peer.imports === false ? [] : await bundle(`bench/peers/imports/${peer.id}.ts`, `${folder}/imports`, !peer.ours);
    const times = Object.fromEntries(SIZES.map((size) => [size, noSamples()]));
    results.set(peer, { id: peer.id, version: versionOf(peer), bytes: bytesOf(imports), times, holdings: [] });
  }
  const { origin, close } = await servePages(folder);
  const simulator = await startSimulator();
  const browser = await launch();
  const setting: Setting = { browser, origin, simulator };
  try {
    const rounds: Record<string, number> = {};
    for (const size of SIZES) {
      rounds[size] = await inTurns(`${size} images`, 3, async (peer, round) => {
        const into = results.get(peer)?.times[size];
        if (into && size <= (peer.most ?? Infinity)) await sample(setting, peer, size, phaseOf(round), into);
      });
    }
    const holds = await inTurns('memory and idling', 1, async (peer) => {
      results.get(peer)?.holdings.push(await hold(setting, peer, HELD));
    });
    return {
      date: new Date().toISOString().slice(0, 10),
      processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      memory: totalmem(),
      load,
      system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
      browser: `Chromium ${browser.version()}, headless`,
      rounds,
      holds,
      held: HELD,
      peers: [...results.values()],
    };
  } finally {
    await browser.close();
    await simulator.close();
    close();
  }
}

const { values } = parseArgs({ options: { last: { type: 'boolean', default: false } } });
const started = performance.now();
const results = values.last ? (JSON.parse(readFileSync(kept, 'utf8')) as Results) : await measure();
mkdirSync(join(root, folder), { recursive: true });
writeFileSync(kept, JSON.stringify(results));
writeFileSync(join(root, 'docs/images/benchmarks.svg'), chart(results));
const page = await format(report(results), { parser: 'markdown', printWidth: 120 });
writeFileSync(join(root, 'docs/benchmarks.md'), page);
console.log(`docs/benchmarks.md written after ${((performance.now() - started) / 1000).toFixed(0)} s`);
