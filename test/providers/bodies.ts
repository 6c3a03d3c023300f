import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { CloudImage } from '../../src/providers/image.js';
import type { Provider } from '../../src/providers/provider.js';

/**
 * One answer of a cloud. Those called `example`, `template` and `item-not-found` are the documents' own; the others are composed
 * after the documents and what is known of the services.
 */
export interface Answer {
  /** The file's name: the status, and what it shows. */
  readonly name: string;
  readonly status: number;
  /** Parsed where it is JSON, whatever it is called; otherwise the text. */
  readonly body: unknown;
}

const directory = (id: string): URL => new URL(`./bodies/${id}/`, import.meta.url);

export function answer(id: string, name: string): Answer {
  const text = readFileSync(new URL(name, directory(id)), 'utf8');
  return { name, status: Number(name.slice(0, 3)), body: parsed(text) };
}

export const answers = (id: string): Answer[] => readdirSync(directory(id)).map((name) => answer(id, name));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What the provider makes of an error body. */
export function failure(provider: Provider, name: string) {
  const { body, status } = answer(provider.id, name);
  return provider.readError(body, status);
}

/** Every image of a page, each of which must be readable. */
export function images<Wire>(provider: Provider<Wire>, name: string): CloudImage<Wire>[] {
  return provider.readPage(answer(provider.id, name).body).rows.map((row) => image(provider, row));
}

export function image<Wire>(provider: Provider<Wire>, row: unknown): CloudImage<Wire> {
  const read = provider.readImage(row);
  assert.ok(read, `cannot be read: ${JSON.stringify(row)}`);
  return read;
}

/** The image at a place of a list. */
export function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index];
  assert.ok(item !== undefined, `there is no item ${index}`);
  return item;
}
