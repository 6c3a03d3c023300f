import '../src/index.js';
import type { ImageField } from '../src/index.js';
import { DEFAULT_PAGE_SIZE } from '../src/catalog/page-size.js';
import { imagesIn, rowByHand } from './by-hand.js';
import { collectGarbage, inMemory, intoFrame, painted, until } from './moments.js';

// The page that bench/picker.ts opens: what is timed, is timed here.

/** Milliseconds since the answer was in memory. */
export interface Sample {
  /** Until the first row was in the document. */
  readonly written: number;
  /** Until the frame with it had been painted. */
  readonly painted: number;
  /** From the mount to the request, where there was one. */
  readonly asked?: number;
}

const vm = '54f0aebe7a2536978aafb9eb7a95003e';
const overTheNet = window.fetch;
/** What the clouds answer, by the number of images. */
const answers = new Map<number, string>();

function answerOf(size: number): string {
  const text = answers.get(size);
  if (text === undefined) throw new Error(`no answer of ${size} images`);
  return text;
}

function onMemory(): HTMLElementTagNameMap['vm-image-candidates'] {
  const picker = document.createElement('vm-image-candidates');
  Object.assign(picker, { vmInstanceUuid: vm, endpoint: 'http://cloud.test', credentials: 'session', label: 'Image' });
  return picker;
}

/** When the first image is in the picker's tree. */
function firstRow({ shadowRoot }: HTMLElement): Promise<number> {
  return new Promise((resolve) => {
    if (!shadowRoot) throw new Error('not rendered yet');
    const observer = new MutationObserver(() => {
      if (!shadowRoot.querySelector('[role=option]')) return;
      observer.disconnect();
      resolve(performance.now());
    });
    // Placeholders become rows.
    observer.observe(shadowRoot, { childList: true, attributes: true, subtree: true });
  });
}

let picker: ImageField | undefined;
/** Milliseconds from each key to the frame that shows what it did. */
const keys: number[] = [];

const bench = {
  /** Fetches an answer once and for all. */
  async take(size: number, url: string, headers: Record<string, string>): Promise<number> {
    const response = await overTheNet(url, { headers });
    const text = await response.text();
    answers.set(size, text);
    return text.length;
  },

  collect: collectGarbage,

  /** Parses the answer and writes its first page as one string. */
  async byHand(size: number, phase: number): Promise<Sample> {
    const text = answerOf(size);
    const list = document.createElement('div');
    list.className = 'by-hand';
    list.setAttribute('role', 'listbox');
    document.body.append(list);
    await intoFrame(phase);
    const start = performance.now();
    list.innerHTML = imagesIn(text).slice(0, DEFAULT_PAGE_SIZE).map(rowByHand).join('');
    const written = performance.now() - start;
    const sample = { written, painted: (await painted()) - start };
    list.remove();
    return sample;
  },

  /** A picker that waits gets the answer. */
  async byPicker(size: number, phase: number): Promise<Sample> {
    const answer = inMemory(answerOf(size));
    let give: ((response: Response) => void) | undefined;
    window.fetch = () => new Promise((resolve) => (give = resolve));
    const waiting = onMemory();
    document.body.append(waiting);
    await until(() => give !== undefined);
    await intoFrame(phase);
    const row = firstRow(waiting);
    const start = performance.now();
    give?.(answer);
    const written = (await row) - start;
    const sample = { written, painted: (await painted()) - start };
    waiting.remove();
    return sample;
  },

  /** The answer is there before the picker is. */
  async fromNothing(size: number, phase: number): Promise<Sample> {
    const answer = inMemory(answerOf(size));
    let asked = NaN;
    window.fetch = () => {
      asked = performance.now() - start;
      return Promise.resolve(answer);
    };
    await intoFrame(phase);
    const start = performance.now();
    const fresh = onMemory();
    document.body.append(fresh);
    // Its tree is made as it is connected.
    const written = (await firstRow(fresh)) - start;
    const sample = { written, painted: (await painted()) - start, asked };
    fresh.remove();
    return sample;
  },

  /** Shows a picker that has read a whole catalogue, its search field having the focus. */
  async load(size: number, pageSize: number): Promise<void> {
    const answer = inMemory(answerOf(size));
    window.fetch = () => Promise.resolve(answer);
    const loaded = (picker = onMemory());
    loaded.pageSize = pageSize;
    document.body.append(loaded);
    await until(() => loaded.state.status === 'ready');
    if (loaded.total !== size) throw new Error(`${loaded.total} images instead of ${size}`);
    loaded.focus();
    await painted();
  },

  /** Milliseconds to render what is shown already. */
  async render(): Promise<number> {
    await painted();
    const start = performance.now();
    picker?.requestUpdate();
    await picker?.updateComplete;
    return performance.now() - start;
  },

  /** Waits for the frame of the last key, and forgets the keys. */
  async keys(): Promise<readonly number[]> {
    await painted();
    await until(() => picker?.state.status === 'ready');
    return keys.splice(0);
  },

  remove(): void {
    picker?.remove();
    picker = undefined;
    window.fetch = overTheNet;
  },

  /** Shows a picker on a cloud that answers page by page. `search` is its first question, where there is one. */
  async show(endpoint: string, credentials: string, search: string): Promise<number> {
    window.fetch = overTheNet;
    const start = performance.now();
    const shown = (picker = document.createElement('workspace-images'));
    Object.assign(shown, { projectId: 'p', endpoint, credentials, search, label: 'Image' });
    document.body.append(shown);
    await until(() => shown.state.status === 'ready');
    return performance.now() - start;
  },

  /** Milliseconds until the whole catalogue has been searched, and the answer is painted. */
  async search(text: string): Promise<{ ms: number; total: number }> {
    const field = picker?.shadowRoot?.querySelector('input');
    if (!picker || !field) throw new Error('nothing to search in');
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    // The question is asked with the next rendering.
    await picker.updateComplete;
    await until(() => picker?.state.status === 'ready');
    return { ms: performance.now() - start, total: picker.total };
  },

  /** Four loops side by side that get and parse pages, and do nothing else. */
  async ideal(base: string, token: string, from: number, pages: number): Promise<number> {
    const start = performance.now();
    let next = from;
    let rows = 0;
    const lane = async () => {
      while (next < pages) {
        const url = `${base}/v2/p/images?limit=100&offset=${100 * next++}`;
        const response = await overTheNet(url, {
          headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Auth-Token': token },
        });
        const { images } = JSON.parse(await response.text()) as { images: unknown[] };
        rows += images.length;
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    if (rows === 0) throw new Error('no rows');
    return performance.now() - start;
  },
};

let pressed = 0;
addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true });
// The picker answers in the same turn, before the frame.
addEventListener('input', () => void painted().then((moment) => keys.push(moment - pressed)), { capture: true });

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
