import { imagesIn } from '../by-hand.js';
import { collectGarbage, inMemory, intoFrame, painted } from '../moments.js';
import type { Field, Mount } from './field.js';

// What every variant's page offers to bench/peers/measure.ts.

export const CLOUD = 'http://cloud.test';
/** As many rows as tell one answer from another. */
const ENOUGH = 5;
const PATIENCE = 60_000;

const overTheNet = window.fetch;
let mount: Mount | undefined;
let field: Field | undefined;
/** When a person last pressed a key or a button of the mouse. */
let pressed = 0;
let changed: Promise<number> | undefined;

async function ask() {
  const response = await fetch(`${CLOUD}/zstack/v1/vm-instances/1/image-candidates`);
  return imagesIn(await response.text());
}

/** Runs before every painting, after whatever else is done in a frame: what is there then is what is painted. */
function beforePainting(look: () => boolean): Promise<number> {
  const probe = document.createElement('i');
  Object.assign(probe.style, { position: 'fixed', insetBlockStart: '-9px', blockSize: '1px', inlineSize: '1px' });
  document.body.append(probe);
  const end = performance.now() + PATIENCE;
  return new Promise((resolve, reject) => {
    const frame = () => {
      // An observer of sizes is told after layout.
      probe.style.inlineSize = probe.style.inlineSize === '1px' ? '2px' : '1px';
      request = requestAnimationFrame(frame);
    };
    let request = requestAnimationFrame(frame);
    const observer = new ResizeObserver(() => {
      const late = performance.now() > end;
      if (!late && !look()) return;
      cancelAnimationFrame(request);
      observer.disconnect();
      probe.remove();
      if (late) return reject(new Error('nothing has changed'));
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(performance.now());
      };
      port2.postMessage(null);
    });
    observer.observe(probe);
  });
}

const present = (): Field => {
  if (!field) throw new Error('nothing is mounted');
  return field;
};

/** The moment at which other rows than now have been painted. */
function change(): Promise<number> {
  const shown = present().shown;
  const before = shown();
  const least = Math.min(before.length, ENOUGH);
  return beforePainting(() => {
    const now = shown();
    return now.length >= Math.max(least, 1) && now.join('\n') !== before.join('\n');
  });
}

const bench = {
  collect: collectGarbage,

  /** Fetches the answer once and for all. */
  async take(url: string, headers: Record<string, string>): Promise<void> {
    const response = await overTheNet(url, { headers });
    const answer = await response.text();
    window.fetch = (input, init) =>
      (input instanceof Request ? input.url : String(input)).startsWith(CLOUD)
        ? Promise.resolve(inMemory(answer))
        : overTheNet(input, init);
  },

  /** Milliseconds from nothing until the first rows have been painted; a dropdown is opened as soon as it is there. */
  async first(phase: number): Promise<number> {
    if (!mount) throw new Error('no variant');
    await intoFrame(phase);
    const start = performance.now();
    const mounted = await mount(ask);
    field = mounted;
    void mounted.open?.();
    return (await beforePainting(() => mounted.shown().length > 0)) - start;
  },

  /** The same without opening it, and without a clock. */
  async show(): Promise<void> {
    if (!mount) throw new Error('no variant');
    field = await mount(ask);
    await bench.rest();
  },

  /** Until what follows a change has been done, too. */
  async rest(): Promise<void> {
    for (let frames = 0; frames < 6; frames++) await painted();
  },

  can: () => ({
    search: present().searchField !== undefined,
    turn: present().turn !== undefined,
    open: present().opener !== undefined,
  }),

  shown: () => [...present().shown()],

  goToSearch(): void {
    present().searchField?.().focus();
  },

  /** Where to press to open it. */
  opener(): readonly [x: number, y: number] {
    const rect = present().opener?.().getBoundingClientRect();
    if (!rect) throw new Error('nothing to open');
    return [rect.x + rect.width / 3, rect.y + rect.height / 2];
  },

  /** Looks out for a change of the rows, which a key or the mouse is to bring about. */
  expectChange(): void {
    changed = change();
  },

  /** Milliseconds from that key until the change was painted. */
  async changed(): Promise<number> {
    const moment = await changed;
    return (moment ?? NaN) - pressed;
  },

  async turn(): Promise<number> {
    const moment = change();
    const start = performance.now();
    present().turn?.();
    return (await moment) - start;
  },

  /** As a person leaves it: a dropdown is closed first. */
  async remove(): Promise<void> {
    if (field?.close && field.shown().length > 0) {
      // Where it is closed while it still opens, it may hold on to itself.
      await bench.rest();
      await field.close();
      await bench.rest();
    }
    field?.remove();
    field = changed = undefined;
  },
};

addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true });
addEventListener('pointerdown', ({ timeStamp }) => (pressed = timeStamp), { capture: true });

/** Says what this page is for. */
export function offer(variant: Mount): void {
  mount = variant;
  window.peers = bench;
}

declare global {
  interface Window {
    peers: typeof bench;
  }
}
