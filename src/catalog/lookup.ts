import type { CloudImage } from '../providers/image.js';
import { asProviderError } from '../providers/errors.js';
import { SharedTask } from './shared-task.js';

/** Requests single images by ID, each once. It gives up if the cloud rejects a request or fails. */
export class Lookup {
  /** The IDs of the images that have been found this way. */
  readonly found: Set<string>;
  readonly #ask: (id: string, signal: AbortSignal) => Promise<CloudImage | undefined>;
  /** By ID; `null` once there is an answer. */
  readonly #tasks = new Map<string, SharedTask<void> | null>();
  #failed = false;

  constructor(ask: (id: string, signal: AbortSignal) => Promise<CloudImage | undefined>, found: Set<string>) {
    this.#ask = ask;
    this.found = found;
  }

  /** Whether an answer is still to come. */
  isOpen(id: string): boolean {
    return !this.#failed && this.#tasks.get(id) !== null;
  }

  /** Rejects only with the signal's reason. */
  find(id: string, signal: AbortSignal): Promise<void> {
    let task = this.#tasks.get(id);
    if (!task || task.abandoned) {
      task = new SharedTask((shared) => this.#find(id, shared));
      this.#tasks.set(id, task);
    }
    return task.join(signal);
  }

  async #find(id: string, signal: AbortSignal): Promise<void> {
    try {
      const image = await this.#ask(id, signal);
      if (image) this.found.add(id);
      else this.found.delete(id);
    } catch (error) {
      signal.throwIfAborted();
      if (asProviderError(error).kind === 'not-found') this.found.delete(id);
      else this.#failed = true;
    }
    this.#tasks.set(id, null);
  }
}
