import type { ErrorFacts, ErrorKind } from './errors.js';
import type { CloudImage } from './image.js';

/** A parameter of a provider: part of the path, or a query key that every request carries. */
export interface ParamDefinition {
  readonly in: 'path' | 'query';
  /** Its name in the vendor's document. */
  readonly name: string;
  /** No request can be sent without it. */
  readonly required?: boolean;
  /** Sent once per value, as in `systemTags=a&systemTags=b`. */
  readonly repeated?: boolean;
  /** Formats the portal's value for the request; the default is `String`. */
  readonly format?: (value: string | number | Date) => string;
  /**
   * For a parameter that an older version of the service may not support: whether an image would be listed with this value. If the
   * service rejects a request with it, the request is sent without it, and the images are filtered here.
   */
  readonly newer?: (image: CloudImage, value: string) => boolean;
}

export type ParamValue = string | number | Date | readonly string[];
export type Params = Readonly<Record<string, ParamValue | undefined>>;

/** A token; for Hostway a user name and password. */
export type Credentials = string | { readonly username: string; readonly password: string };

/**
 * How the provider's list is paged. `max` is the number of images to request; if a server sends fewer, the list is still read to its
 * end.
 */
export type Paging =
  /** One body contains the whole list. */
  | { readonly style: 'none' }
  /** `limit` and `offset`, counted in images. The vendor lists nothing beyond `maxOffset`. */
  | {
      readonly style: 'offset';
      readonly limit: string;
      readonly offset: string;
      readonly max: number;
      readonly maxOffset?: number;
    }
  /** `page` and `size`. `first` is the number of the first page; the default is 0. */
  | {
      readonly style: 'page';
      readonly page: string;
      readonly size: string;
      readonly max: number;
      readonly first?: number;
    }
  /** `limit` and a marker from the page before (`WirePage.next`). */
  | { readonly style: 'marker'; readonly limit: string; readonly marker: string; readonly max: number }
  /**
   * Each page links to the next one: `WirePage.next` is its address, which may be relative. A link to another origin is followed only
   * without credentials. A first page without a link is the whole list.
   */
  | { readonly style: 'link' };

/**
 * A filter by the values of the images. The shared ids `os`, `status`, `visibility`, `architecture`, `format` and
 * `location` read the `CloudImage` fields of that meaning; any other id reads `CloudImage.facets`.
 */
export interface FilterDefinition {
  /**
   * The server's query key, and its words for the values by which it filters exactly. Without `words` any value is sent unchanged.
   */
  readonly query?: { readonly key: string; readonly words?: Readonly<Record<string, string>> };
  /** Images do not contain the value, so only the server can filter by it, with one request per value. */
  readonly serverOnly?: boolean;
  /** Values to offer before any image is loaded; others are added as images have them. A single value is enough. */
  readonly options?: readonly string[];
  /**
   * Values whose images the server omits from a list without this filter, as OpenStack does with `community` images. Each of them is
   * requested, and an image that is in no other list is not reported as gone. Requires `query`.
   */
  readonly unlisted?: readonly string[];
  /**
   * Values that a list without this filter may or may not include: the document does not say. They count as unlisted until such a
   * list has included one. Requires `query`.
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
  /** The vendor's word for each field that it sorts exactly as the catalogue would: dates and identifiers, rarely names. */
  readonly fields: Readonly<Partial<Record<SortField, string>>>;
  readonly entries: (field: string, direction: SortDirection) => readonly QueryEntry[];
  /** An older version may not support it. If it rejects a sorted request, or answers in another order, images are sorted here. */
  readonly newer?: boolean;
}

/**
 * How one image is asked for by its id.
 *
 * With a `query` key in the list's own request, or at a `path` of its own with `{id}`, whose answer is the image. A path cannot carry
 * query parameters, so it is not used where any is set.
 */
export type ById = ({ readonly query: string } | { readonly path: string }) & {
  /** What an id looks like. Nothing is asked about any other value. */
  readonly pattern: RegExp;
};

/** A page as it was received, with rows not yet validated. */
export interface WirePage {
  readonly rows: readonly unknown[];
  /**
   * The total number of images. Only a hint: more rows refute it, and if fewer arrive, the result says that some are missing.
   */
  readonly total?: number | undefined;
  /** Rows on a full page, if the cloud states it: it may allow fewer than requested. */
  readonly size?: number | undefined;
  /** The number of pages, if the cloud counts them reliably. A short page before the last one does not end the list then. */
  readonly pages?: number | undefined;
  /** Certainly the last page, unless it is empty. */
  readonly last?: boolean | undefined;
  /**
   * The marker or the address of the next page, for `marker` and `link` paging; absent on the last one. With other paging any text, if the cloud links to a
   * next page: it overrules every other sign of the end.
   */
  readonly next?: string | undefined;
  /** The cloud's own explanation of an empty list. */
  readonly detail?: string | undefined;
}

/**
 * What an error body says. Set `kind` if the body is more specific than the status, and to `empty` if the cloud itself, and not a
 * gateway in front of it, says that there are no images. `detail` is shown in either case.
 */
export interface ErrorReading extends ErrorFacts {
  readonly kind?: ErrorKind | 'empty' | undefined;
  /** The cloud understood the request and rejected it: a retry does not help, whatever the status says. */
  readonly final?: boolean | undefined;
}

/** As much of Standard Schema (https://standardschema.dev) as a provider needs. */
export interface StandardSchema<Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
  };
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/**
 * The description of a cloud. It never sends a request itself: the client does that for all providers.
 *
 * @typeParam Wire - one image as the cloud sends it, after validation
 */
export interface ProviderDefinition<Wire> {
  /** Kebab case, for example `huawei-workspace`. */
  readonly id: string;
  /** The display name of the cloud. */
  readonly name: string;
  /**
   * Path templates with `{placeholders}`, each the key of a path parameter below. The first one whose placeholders all
   * have values is used.
   */
  readonly paths: readonly string[];
  readonly params: Readonly<Record<string, ParamDefinition>>;
  /** Headers of every request to the cloud, from the page or from a proxy: `{ 'Content-Type': 'application/json' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The headers that carry the credentials. */
  readonly authorize: (credentials: Credentials) => Readonly<Record<string, string>>;
  /**
   * Requests may also be sent without credentials, where the portal sets none: the list is public, or on the page's own origin, for which
   * the browser adds its cookies.
   */
  readonly optionalCredentials?: boolean;
  readonly paging: Paging;
  /** By id: a shared one, or the vendor's name in kebab case. In display order. */
  readonly filters: Readonly<Record<string, FilterDefinition>>;
  readonly sorting?: Sorting;
  /** Without it, an image that no page has contained is known by its id only. */
  readonly byId?: ById;
  /** The query key of a text search that matches exactly as the catalogue's own does. None of the built-in clouds has one. */
  readonly search?: string;
  /**
   * What a row shows besides the name, the most important first: fields to sort by, filters, and `requirements`, the minimum disk and
   * memory. The status is not among them: a row shows it by itself if an image is not ready.
   */
  readonly columns: readonly (Exclude<SortField, 'name' | 'status'> | (string & {}))[];
  /** One image on the wire: a schema of any library that speaks Standard Schema, such as zod. It has to validate synchronously. */
  readonly image: StandardSchema<Wire>;
  readonly toImage: (wire: Wire) => Omit<CloudImage, 'source'>;
  /**
   * Finds the rows in a body of status 200. Throws if the body has the wrong shape, or none of a list's keys. `headers` are those of the
   * response, in which some services link to the next page.
   */
  readonly readPage: (body: unknown, headers?: Headers) => WirePage;
  /**
   * Reads an error body, parsed JSON or plain text. Called for every answer, whatever its status, because some clouds send errors
   * with a 200. Returns `undefined` if the body is not an error; a reading in which every field is empty means the same.
   */
  readonly readError: (body: unknown, status: number) => ErrorReading | undefined;
}

/** A described cloud, ready for requests. */
export interface Provider<Wire = unknown> extends Omit<ProviderDefinition<Wire>, 'image' | 'toImage'> {
  /** Validates one row and converts it; `undefined` if it cannot be read. */
  readonly readImage: (row: unknown) => CloudImage<Wire> | undefined;
  /** The same provider for other names of the fields: `fields` of `<image-picker>`. */
  readonly withFields?: (fields: unknown) => Provider;
}

/** Describes a cloud. A portal's own provider has every feature of the built-in ones. */
export function defineProvider<Wire>({ image, toImage, readError, ...rest }: ProviderDefinition<Wire>): Provider<Wire> {
  return {
    ...rest,
    readError: (body, status) => {
      const reading = readError(body, status);
      return reading && Object.values(reading).some(Boolean) ? reading : undefined;
    },
    readImage: (row) => {
      try {
        const result = image['~standard'].validate(row);
        if (result instanceof Promise) void result.catch(() => undefined);
        else if (!result.issues) return { ...toImage(result.value), source: result.value };
      } catch {
        // If the adapter throws on one row, the others are still shown.
      }
      return undefined;
    },
  };
}
