import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { needs } from '../support/engine.js';
import { button, find, mount, newRun, ready, searchField, unmount } from '../support/picker.js';
import { address, day, requests } from '../support/simulator.js';

interface Held {
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes of JavaScript. */
  readonly heap: number;
}

/** By then everything that is made once and kept has been made. */
const WARM = 50;
/** Bytes by which the heap may differ between two looks at it. */
const NOISE = 1_000_000;

/** Timers that have not gone off yet, and everything that has been started. */
const live = new Set<number>();
let started = 0;
const native = { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, fetch };

function watch(): void {
  const later = (callback: () => void, milliseconds?: number) => {
    started++;
    const timer = native.setTimeout.call(
      window,
      () => {
        live.delete(Number(timer));
        callback();
      },
      milliseconds,
    );
    live.add(Number(timer));
    return timer;
  };
  const forget = (timer?: number) => {
    if (timer !== undefined) live.delete(timer);
    native.clearTimeout.call(window, timer);
  };
  const again = (...given: Parameters<typeof setInterval>) => {
    started++;
    const timer = native.setInterval.apply(window, given);
    live.add(Number(timer));
    return timer;
  };
  Object.assign(window, {
    setTimeout: later,
    clearTimeout: forget,
    setInterval: again,
    clearInterval: forget,
    requestAnimationFrame: (callback: FrameRequestCallback) => (
      started++,
      native.requestAnimationFrame.call(window, callback)
    ),
    fetch: (...given: Parameters<typeof fetch>) => (started++, native.fetch.apply(window, given)),
  });
}

/** What is held once nothing more is let go of: the browser keeps for a moment what it has just shown. */
async function held(): Promise<Held> {
  // The runner's own timers are not to count.
  Object.assign(window, native);
  let least = await executeServerCommand<Held, undefined>('memory');
  for (let looks = 0; looks < 4;) {
    const found = await executeServerCommand<Held, undefined>('memory');
    looks = found.nodes < least.nodes || found.heap < least.heap - NOISE / 10 ? 0 : looks + 1;
    least = {
      nodes: Math.min(least.nodes, found.nodes),
      listeners: Math.min(least.listeners, found.listeners),
      heap: Math.min(least.heap, found.heap),
    };
  }
  watch();
  return least;
}

/** By the native clock: it is not to count. */
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => native.setTimeout.call(window, resolve, milliseconds));

/** Until everything that waits has been done, such as what is said after a while. */
async function rest(): Promise<void> {
  for (const end = performance.now() + 8000; live.size > 0 && performance.now() < end;) await wait(20);
  expect(live.size, 'timers left').to.equal(0);
}

async function answered(picker: ImageField): Promise<void> {
  await picker.updateComplete;
  while (picker.state.status === 'loading') await wait(0);
  expect(picker.state.status).to.equal('ready');
  await picker.updateComplete;
}

/** Does something so many times, and expects the page to hold no more than after the first times. */
async function holdsNoMore(times: number, act: (time: number) => unknown): Promise<void> {
  const look = async () => {
    await rest();
    return held();
  };
  for (let time = 0; time < WARM; time++) await act(time);
  const before = await look();
  for (let time = WARM; time < WARM + times * day; time++) await act(time);
  const most = { nodes: before.nodes + 5, listeners: before.listeners + 5, heap: before.heap + NOISE };
  let now = await look();
  // What is held for good is still held later.
  const holdsMore = () => (['nodes', 'listeners', 'heap'] as const).some((what) => now[what] > most[what]);
  for (const end = performance.now() + 20_000; holdsMore() && performance.now() < end;) {
    await wait(500);
    now = await look();
  }
  expect(now.nodes, 'nodes').to.be.at.most(most.nodes);
  expect(now.listeners, 'listeners').to.be.at.most(most.listeners);
  expect(now.heap, 'heap').to.be.at.most(most.heap);
}

describe('a long life', function () {
  this.timeout(150_000);
  before(watch);
  after(() => Object.assign(window, native));
  afterEach(unmount);

  const one = { options: { size: 40 }, attributes: { 'page-size': '5' } };

  it('of many pickers, one after the other, leaves nothing', () =>
    holdsNoMore(200, async () => {
      const picker = mount('vm-image-candidates', one);
      await answered(picker);
      unmount();
    }));

  it('with many reloads holds no more than one', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 5 } });
    await holdsNoMore(1000, async () => {
      picker.reload();
      await answered(picker);
    });
  });

  it('with many keys holds no more than a few', async () => {
    const picker = await ready('vm-image-candidates', one);
    const listbox = find(picker, '#listbox');
    const keys = ['ArrowDown', 'End', ' ', 'ArrowUp', 'Home', 'u', 'PageDown', 'ArrowDown', 'Enter', 'PageUp'];
    await holdsNoMore(5000, async (time) => {
      const init = { key: keys[time % keys.length] ?? '', bubbles: true, composed: true, cancelable: true };
      listbox.dispatchEvent(new KeyboardEvent('keydown', init));
      if (time % 5 === 0) {
        searchField(picker).value = time % 10 === 0 ? 'u' : '';
        searchField(picker).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
      await answered(picker);
    });
  });

  it('with many pages holds no more than one', async () => {
    const picker = await ready('vm-image-candidates', one);
    await holdsNoMore(5000, async (time) => {
      button(picker, time % 2 === 0 ? 'Next page' : 'Previous page').click();
      await answered(picker);
    });
  });

  for (const appearance of ['list', 'dropdown']) {
    it(`does nothing while nothing happens: ${appearance}`, async () => {
      const picker = await ready('vm-image-candidates', { ...one, attributes: { appearance } });
      await rest();
      let changes = 0;
      const observer = new MutationObserver(() => changes++);
      if (picker.shadowRoot) observer.observe(picker.shadowRoot, { subtree: true, childList: true, attributes: true });
      const before = started;
      await wait(1000);
      observer.disconnect();
      expect(started - before, 'timers, frames and requests').to.equal(0);
      expect(changes).to.equal(0);
    });
  }

  it(
    'of ten pickers of one source asks once',
    needs('credentials of its own', async () => {
      const run = newRun();
      const source = document.createElement('image-provider');
      Object.assign(source, address('huawei-workspace', { size: 1000, run }), { params: { projectId: 'p1' } });
      const pickers = Array.from({ length: 10 }, () => document.createElement('workspace-images'));
      source.append(...pickers);
      document.body.append(source);
      for (const picker of pickers) await answered(picker);
      expect(await requests(run)).to.have.length(1);
      for (const picker of pickers) picker.search = 'win';
      for (const picker of pickers) await answered(picker);
      const walked = (await requests(run)).length;
      expect(walked).to.be.within(10, 12);
      for (const picker of pickers) picker.search = 'linux';
      for (const picker of pickers) await answered(picker);
      expect(await requests(run)).to.have.length(walked);
      source.remove();
    }),
  );
});
