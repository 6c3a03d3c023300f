import { wholeList } from '../catalog/later.js';
import { onServer } from '../controllers/on-server.js';
import { Later } from '../later.js';
import { provideMessages, type MessageSource } from '../locales/registry.js';

/** Adds the English messages of a part. Other languages load with all their messages. */
function withMessages<Parts extends { readonly english: MessageSource }>({ parts }: { readonly parts: Parts }): Parts {
  provideMessages('en', parts.english);
  return parts;
}

export const dropdown = new Later(async () => (await import('./dropdown.js')).parts);
export const panels = new Later(async () => withMessages(await import('./panels.js')));
export const states = new Later(async () => withMessages(await import('./states.js')));
// A server cannot wait while it renders.
if (onServer) for (const part of [dropdown, states]) void part.load();

/** Milliseconds after a list has loaded. */
const PREFETCH_DELAY = 1000;

/** Loads the part that describes errors while the network still works, but not at the expense of the first images. */
export function prefetchStates(): void {
  if (!states.part) setTimeout(() => void states.load(), PREFETCH_DELAY);
}

/** Loads the parts that a user of any picker may need next. */
export function prefetch(): void {
  for (const part of [states, wholeList, panels]) void part.load();
}

/** Milliseconds that a rendering waits for pending parts before it renders without them. */
const LONGEST_WAIT = 2000;

/** Resolves when a promise does, or after `LONGEST_WAIT`. */
export function withinTime(promise: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
