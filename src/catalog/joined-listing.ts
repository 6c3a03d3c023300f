import type { CloudImage } from '../providers/image.js';
import type { ImageSet } from './image-set.js';
import type { Listing } from './listing.js';
import type { Incomplete } from './query.js';

/** Several lists as one, where a server takes one value of a filter at a time: each image once, in the order of the lists. */
export class JoinedListing implements ImageSet {
  readonly parts: readonly Listing[];
  #images: CloudImage[] = [];
  #texts: string[] = [];
  #version = -1;

  constructor(parts: readonly Listing[]) {
    this.parts = parts;
  }

  get images(): readonly CloudImage[] {
    this.#join();
    return this.#images;
  }

  get texts(): readonly string[] {
    this.#join();
    return this.#texts;
  }

  get version(): number {
    return this.#sum(({ version }) => version);
  }

  get rows(): number {
    return this.#sum(({ rows }) => rows);
  }

  get unreadable(): number {
    return this.#sum(({ unreadable }) => unreadable);
  }

  get expected(): number | undefined {
    return this.parts.every(({ expected }) => expected !== undefined)
      ? this.#sum(({ expected = 0 }) => expected)
      : undefined;
  }

  get loadedAt(): Date {
    return new Date(Math.min(...this.parts.map(({ loadedAt }) => loadedAt.getTime())));
  }

  get detail(): string | undefined {
    return this.parts.find(({ detail }) => detail !== undefined)?.detail;
  }

  get finished(): boolean {
    return this.parts.every(({ finished }) => finished);
  }

  get incomplete(): Incomplete | undefined {
    return this.parts.find(({ incomplete }) => incomplete)?.incomplete;
  }

  #sum(of: (part: Listing) => number): number {
    return this.parts.reduce((sum, part) => sum + of(part), 0);
  }

  #join(): void {
    const { version } = this;
    if (version === this.#version) return;
    this.#version = version;
    this.#images = [];
    this.#texts = [];
    const seen = new Set<string>();
    for (const { images, texts } of this.parts) {
      for (const [position, image] of images.entries()) {
        if (seen.has(image.id)) continue;
        seen.add(image.id);
        this.#images.push(image);
        this.#texts.push(texts[position] ?? '');
      }
    }
  }
}
