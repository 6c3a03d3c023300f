import type { ImageField } from '../../src/components/image-field.js';
import type { ErrorKind } from '../../src/providers/errors.js';
import type { ImageStatus } from '../../src/providers/image.js';
import type { Params } from '../../src/providers/provider.js';

// What the tests have to know of a cloud, from its document: one file a cloud, in one table. No test keeps a list of clouds of its own.

/** Gives the next text. */
export type Say = () => string;

export type Fields = Readonly<Record<string, unknown>>;

/** The elements that are pickers. */
export type PickerTag = {
  [Tag in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[Tag] extends ImageField ? Tag : never;
}[keyof HTMLElementTagNameMap];

/** A word of a cloud's for the status of an image, and for its state where the cloud has both. */
export type StatusWords = readonly [status: string | number, state?: string];

export interface CloudFacts {
  /** The element that chooses from it, and the attributes that it needs. */
  readonly tag: PickerTag;
  readonly attributes: Readonly<Record<string, string>>;
  /** Attributes with which a list leaves nothing out that was not asked for. */
  readonly whole?: Readonly<Record<string, string>>;
  /** Parents that exist, and the address of their list. */
  readonly params: Params;
  readonly path: string;
  /** Headers that every request carries, beside the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The header of the credentials, and what stands before them. */
  readonly header: 'Authorization' | 'X-Auth-Token';
  readonly scheme: string;
  /** Seconds that a session lasts. */
  readonly lifetime: number;
  /** The keys of the list and of an image's id; a body that is no list has none of `rootKeys`. */
  readonly listKey: string;
  readonly rootKeys: readonly string[];
  readonly idKey: string;
  /** The key of a size of an image, with the bytes that its number stands for. */
  readonly size?: { readonly key: string; readonly unit: number };
  /** Where the list comes in pages: the images on a full one, and the key of the total where there is one. */
  readonly pages?: { readonly max: number; readonly total?: string };
  /** Answers a query key that it does not know with an empty list. */
  readonly passesOver?: boolean;
  /** Every word that a document or the vendor's own software is known to use. */
  readonly statuses: Readonly<Partial<Record<ImageStatus, readonly StatusWords[]>>>;
  /** What is read of its fullest error. */
  readonly fullest: readonly [kind: ErrorKind, status: number, code: string | undefined, detail: RegExp];
  /** One image with a text of the test's wherever the cloud can put one: every field that is documented, and one that is not. */
  readonly row: (say: Say) => Fields;
  /** The body of a list. */
  readonly list: (rows: readonly Fields[], say: Say) => Fields;
  /** The body of an error, in each of the cloud's shapes. */
  readonly errors: readonly ((say: Say) => Fields)[];
}

/** As any cloud could add it, its key included. */
export const more = (say: Say): Fields => ({ [say()]: say(), more: { [say()]: [say(), { [say()]: say() }] } });

/** Says the texts in turn, from one of them on, round and round. */
export function inTurn(texts: readonly string[], from = 0): Say {
  let at = from;
  return () => texts[at++ % texts.length] ?? '';
}
