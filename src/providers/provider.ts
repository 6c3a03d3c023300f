import type { ZodMiniType } from 'zod/mini';
import type { ErrorFacts, ErrorKind } from './errors.js';
import type { CloudImage } from './image.js';

/** A parameter of a provider: part of the path, or a query key that every request carries. */
export interface ParamDefinition {
  readonly in: 'path' | 'query';
  /** Its name in the vendor's document. */
  readonly name: string;
  /** Without it nothing can be asked. */
  readonly required?: boolean;
  /** Sent once a value, as in `systemTags=a&systemTags=b`. */
  readonly repeated?: boolean;
  /** How the portal's value is written on the wire; the default is `String`. */
  readonly format?: (value: string | number | Date) => string;
  /**
   * For a parameter that an older service may not know: whether an image would be listed with this value. Where the service refuses
   * a request with it, it is asked without, and the images are narrowed down here.
   */
  readonly newer?: (image: CloudImage, value: string) => boolean;
}

export type ParamValue = string | number | Date | readonly string[];
export type Params = Readonly<Record<string, ParamValue | undefined>>;

/** A token; for Hostway a user name and password. */
export type Credentials = string | { readonly username: string; readonly password: string };

/**
 * How the provider's list is cut into pages. `max` is how many images are asked for; a server that sends fewer is read to its end
 * all the same.
 */
export type Paging =
  /** One body holds everything. */
  | { readonly style: 'none' }
  /** `limit` and `offset`, counted in images. `maxOffset`: the vendor lists nothing beyond it. */
  | {
      readonly style: 'offset';
      readonly limit: string;
      readonly offset: string;
      readonly max: number;
      readonly maxOffset?: number;
    }
  /** `page` and `size`, pages counted from zero. */
  | { readonly style: 'page'; readonly page: string; readonly size: string; readonly max: number }
  /** `limit` and a marker that the page before it gives (`WirePage.next`). */
  | { readonly style: 'marker'; readonly limit: string; readonly marker: string; readonly max: number };

/**
 * A filter, by the values of the images themselves. The shared ids `os`, `status`, `visibility`, `architecture`, `format` and
 * `location` read the `CloudImage` fields of that meaning; any other id reads `CloudImage.facets`.
 */
export interface FilterDefinition {
  /**
   * The server's query key, and its words for the values that it judges exactly as the images say. Without `words` any value
   * is sent as it stands.
   */
  readonly query?: { readonly key: string; readonly words?: Readonly<Record<string, string>> };
  /** The answer does not hold what is filtered by, so the server is always asked, once for each value. */
  readonly serverOnly?: boolean;
  /** Values to offer before any image is loaded; those that are met are added. A filter with a single one is offered, too. */
  readonly options?: readonly string[];
  /**
   * Values whose images the server leaves out of a list without this filter, as OpenStack does with `community` images. The
   * server is asked for each of them, and an image that is in no other list is not said to be gone. Needs `query`.
   */
  readonly unlisted?: readonly string[];
  /**
   * Values of which the document does not say whether a list without this filter has them. They are taken for unlisted until
   * such a list has shown one. Needs `query`.
   */
  readonly maybeUnlisted?: readonly string[];
}

/** What images can be sorted by. */
export const sortFields = [
  'name',
  'status',
  'os',
  'architecture',
  'visibility',
  'format',
  'sizeBytes',
  'createdAt',
  'updatedAt',
] as const;
export type SortField = (typeof sortFields)[number];
export const isSortField = (name: string | undefined): name is SortField => sortFields.some((field) => field === name);
export type SortDirection = 'asc' | 'desc';
export type QueryEntry = readonly [key: string, value: string];

export interface Sorting {
  /** The vendor's word for each field that it sorts exactly as the catalogue would: dates and identifiers, seldom names. */
  readonly fields: Readonly<Partial<Record<SortField, string>>>;
  readonly entries: (field: string, direction: SortDirection) => readonly QueryEntry[];
  /** An older service may not know it. Where it refuses a sorted request, or answers in another order, images are sorted here. */
  readonly newer?: boolean;
}

/** A page as it came, its rows not yet looked at. */
export interface WirePage {
  readonly rows: readonly unknown[];
  /**
   * How many images there are in all. A hint: more rows refute it, and where fewer come, the result says that some are missing.
   */
  readonly total?: number | undefined;
  /** Rows on a full page, where the cloud says so: it may allow fewer than it was asked for. */
  readonly size?: number | undefined;
  /** How many pages there are, where the cloud counts them reliably. A short page before the last one ends nothing. */
  readonly pages?: number | undefined;
  /** Certainly the last page, unless it is empty. */
  readonly last?: boolean | undefined;
  /**
   * The marker of the next page, for `marker` paging; absent on the last one. With other paging any text, where the cloud names a
   * next page: it overrules whatever else looks like the end.
   */
  readonly next?: string | undefined;
  /** What the cloud says about a list without images, in its own words. */
  readonly detail?: string | undefined;
}

/**
 * What an error body says. `kind` where the body knows better than the status; `empty` where the cloud says, in words of its own
 * that nothing in front of it would use, that there are no images. `detail` is shown then, too.
 */
export interface ErrorReading extends ErrorFacts {
  readonly kind?: ErrorKind | 'empty' | undefined;
  /** The cloud has understood and refused: to ask again would change nothing, whatever the status says. */
  readonly final?: boolean | undefined;
}

/**
 * A cloud, described. Nothing in it sends a request: the client does that for every provider alike.
 *
 * @typeParam Wire - one image as the cloud sends it, after validation
 */
export interface ProviderDefinition<Wire> {
  /** Kebab case, for example `huawei-workspace`. */
  readonly id: string;
  /** The cloud's name for people. */
  readonly name: string;
  /**
   * Path templates with `{placeholders}`, each the key of a path parameter below. The first one whose placeholders all
   * have values is used.
   */
  readonly paths: readonly string[];
  readonly params: Readonly<Record<string, ParamDefinition>>;
  /** Headers that every request to the cloud carries, from the page or from a proxy: `{ 'Content-Type': 'application/json' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The headers that carry the credentials. */
  readonly authorize: (credentials: Credentials) => Readonly<Record<string, string>>;
  readonly paging: Paging;
  /** By id: a shared one, or the vendor's name in kebab case. In the order in which they are offered. */
  readonly filters: Readonly<Record<string, FilterDefinition>>;
  readonly sorting?: Sorting;
  /** The query key of a text search that matches exactly as the catalogue's own does. None of the built-in clouds has one. */
  readonly search?: string;
  /**
   * What a row says besides the name, the most telling first: fields that can be sorted by, filters, and `requirements`, the least
   * disk and memory. The status is not among them: a row says it by itself where an image is not ready.
   */
  readonly columns: readonly (Exclude<SortField, 'name' | 'status'> | (string & {}))[];
  /** One image on the wire. */
  readonly image: ZodMiniType<Wire>;
  readonly toImage: (wire: Wire) => Omit<CloudImage, 'source'>;
  /** Finds the rows in a body of status 200. Throws where the body has the wrong shape, or none of a list's keys. */
  readonly readPage: (body: unknown) => WirePage;
  /**
   * Reads an error body, parsed JSON or plain text. Asked for every answer, whatever its status, because some clouds
   * put errors into a 200: `undefined` where the body is none.
   */
  readonly readError: (body: unknown, status: number) => ErrorReading | undefined;
}

/** A cloud, ready to be asked. */
export interface Provider<Wire = unknown> extends Omit<ProviderDefinition<Wire>, 'image' | 'toImage'> {
  /** Validates one row and adapts it; `undefined` where it cannot be read. */
  readonly readImage: (row: unknown) => CloudImage<Wire> | undefined;
}

/** Describes a cloud. A portal's own provider has every feature of the built-in ones. */
export function defineProvider<Wire>({ image, toImage, ...rest }: ProviderDefinition<Wire>): Provider<Wire> {
  return {
    ...rest,
    readImage: (row) => {
      try {
        const wire = image.safeParse(row);
        return wire.success ? { ...toImage(wire.data), source: wire.data } : undefined;
      } catch {
        // An adapter that stumbles over one row must not cost the others.
        return undefined;
      }
    },
  };
}
