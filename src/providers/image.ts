/**
 * The normalized status of an image. `statusText` is the vendor's status.
 *
 * - `ready`: machines can be created from it
 * - `pending`: it is being created, imported, copied, moved or published
 * - `disabled`: it exists, but cannot be used at present
 * - `failed`: creating it has failed; `problem` is the reason if the cloud states one
 * - `deleted`: it has been or is being deleted
 * - `unknown`: the cloud states no status, or an unknown one
 */
export type ImageStatus = 'ready' | 'pending' | 'disabled' | 'failed' | 'deleted' | 'unknown';

export type OsFamily = 'windows' | 'linux' | 'android' | 'other';

export interface ImageOs {
  readonly family: OsFamily;
  /** The vendor's name, for example `Ubuntu 22.04 server 64bit`. */
  readonly version?: string | undefined;
}

/** An event in the history of a failure. */
export interface ImageProblemEvent {
  readonly at?: Date | undefined;
  /** The vendor's term. */
  readonly severity?: string | undefined;
  /** The part of the cloud that reports the event. */
  readonly domain?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Why an image failed, or what the cloud warns about. At least one of `message`, `code` and `warning` is set. */
export interface ImageProblem {
  /** The vendor's error code. */
  readonly code?: string | undefined;
  /** The cloud's error message, with its parameters filled in. */
  readonly message?: string | undefined;
  /** The cloud's warning. The image may still be usable. */
  readonly warning?: string | undefined;
  /** Earlier failures, in the order in which the cloud lists them. */
  readonly history: readonly ImageProblemEvent[];
}

/**
 * A machine image from any cloud. Fields that the cloud does not provide are absent.
 *
 * @typeParam Wire - The validated object as the cloud sent it.
 */
export interface CloudImage<Wire = unknown> {
  /** The cloud's ID of the image: an opaque string, and the value that a form submits. */
  readonly id: string;
  /** The display name. If the cloud has no names, one that distinguishes its images. */
  readonly name: string;
  /**
   * The title of the row, if the name repeats the columns: `text`, such as `Windows`, followed by `tail` in a muted colour, which
   * distinguishes images with the same text.
   */
  readonly title?: { readonly text: string; readonly tail: string } | undefined;
  readonly description?: string | undefined;
  readonly os?: ImageOs | undefined;
  /** The vendor's name, for example `x86_64`. */
  readonly architecture?: string | undefined;
  readonly status: ImageStatus;
  /** The vendor's status. */
  readonly statusText?: string | undefined;
  /** The vendor's term, for example `private`. */
  readonly visibility?: string | undefined;
  /** The disk format, for example `qcow2`. */
  readonly format?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly minDiskBytes?: number | undefined;
  readonly minMemoryBytes?: number | undefined;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
  /**
   * The dates that have no time zone, as with ZStack, which sends its server's local time. Their exact time is unknown, so the UTC fields
   * of the `Date` hold the date as sent. Format them with `timeZone: 'UTC'`.
   */
  readonly datesWithoutZone?: readonly ('createdAt' | 'updatedAt')[] | undefined;
  /** The locations where the image is available: zones, stores or provider instances. */
  readonly locations: readonly string[];
  readonly problem?: ImageProblem | undefined;
  /** Values for the provider's own filters, by filter ID: `{ 'gpu-type': 'NVIDIA' }`. */
  readonly facets?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /**
   * Additional facts to show in the details, by an ID in kebab case that the languages label: `{ 'product-code': 'ws.1' }`. Numbers are
   * sizes in bytes.
   */
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** The validated object as the cloud sent it. */
  readonly source: Wire;
}
