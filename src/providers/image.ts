/**
 * What an image can be used for at the moment. `statusText` keeps the vendor's own word.
 *
 * - `ready`: a machine can be made from it
 * - `pending`: it is still being made, imported, copied, moved or published
 * - `disabled`: it exists, but cannot be used at present
 * - `failed`: making it failed; `problem` says why if the cloud does
 * - `deleted`: it has been or is being deleted
 * - `unknown`: the cloud states none, or one that is not known here
 */
export type ImageStatus = 'ready' | 'pending' | 'disabled' | 'failed' | 'deleted' | 'unknown';

export type OsFamily = 'windows' | 'linux' | 'android' | 'other';

export interface ImageOs {
  readonly family: OsFamily;
  /** In the vendor's words, for example `Ubuntu 22.04 server 64bit`. */
  readonly version?: string | undefined;
}

/** One step of the history of a failure. */
export interface ImageProblemEvent {
  readonly at?: Date | undefined;
  /** In the vendor's words. */
  readonly severity?: string | undefined;
  /** The part of the cloud that reports it. */
  readonly domain?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Why an image failed, or what the cloud warns about. At least one of `message`, `code` and `warning` is set. */
export interface ImageProblem {
  /** The vendor's error code, for support to look up. */
  readonly code?: string | undefined;
  /** The failure in the cloud's words, its parameters filled in. */
  readonly message?: string | undefined;
  /** A warning in the cloud's words; the image may be usable all the same. */
  readonly warning?: string | undefined;
  /** Earlier failures, in the order in which the cloud lists them. */
  readonly history: readonly ImageProblemEvent[];
}

/**
 * One machine image, whichever cloud it comes from.
 *
 * A field that the cloud does not provide is absent, never guessed.
 *
 * @typeParam Wire - the validated object as the cloud sent it
 */
export interface CloudImage<Wire = unknown> {
  /** The cloud's identifier: an opaque string, and the value that a form submits. */
  readonly id: string;
  /** The display name. If the cloud has none, one that distinguishes its images. */
  readonly name: string;
  /**
   * How a list calls it beside its columns, where the name was put together from what they say: `Windows`, and after it, muted, what
   * tells apart those that are called alike.
   */
  readonly title?: { readonly text: string; readonly tail: string } | undefined;
  readonly description?: string | undefined;
  readonly os?: ImageOs | undefined;
  /** In the vendor's words, for example `x86_64`. */
  readonly architecture?: string | undefined;
  readonly status: ImageStatus;
  /** The vendor's own word for the status. */
  readonly statusText?: string | undefined;
  /** In the vendor's words, for example `private`. */
  readonly visibility?: string | undefined;
  /** The disk format, for example `qcow2`. */
  readonly format?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly minDiskBytes?: number | undefined;
  readonly minMemoryBytes?: number | undefined;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
  /**
   * Which of these two dates have no time zone, as with ZStack, which writes its server's local time. The exact moment is unknown
   * then: the UTC fields of the `Date` hold the written date. Format it with `timeZone: 'UTC'` to show it as it was written.
   */
  readonly datesWithoutZone?: readonly ('createdAt' | 'updatedAt')[] | undefined;
  /** Where the image is available: zones, stores, provider instances. */
  readonly locations: readonly string[];
  readonly problem?: ImageProblem | undefined;
  /** Further values that can be filtered by, under the id of the provider's own filter: `{ 'gpu-type': 'NVIDIA' }`. */
  readonly facets?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /**
   * Further facts for the details, by an id in kebab case for which the languages have a label: `{ 'product-code': 'ws.1' }`. A
   * number is a size in bytes.
   */
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** The validated object as the cloud sent it. */
  readonly source: Wire;
}
