import type { ErrorFacts, ErrorKind } from './errors.js';
import type { CloudImage } from './image.js';

/** A parameter of a provider: part of the path, or a query key that every request carries. */
export interface ParamDefinition {
  readonly in: 'path' | 'query';
  /** The parameter's name in the vendor's documentation. */
  readonly name: string;
  /** Whether requests need the parameter. */
  readonly required?: boolean;
  /** Sent once per value, as in `systemTags=a&systemTags=b`. */
  readonly repeated?: boolean;
  /** Formats a value for the request. Defaults to `String`. */
  readonly format?: (value: string | number | Date) => string;
  /**
   * For a parameter that older versions of the service may not support: returns whether an image matches the value. If the service
   * rejects the parameter, requests are sent without it, and the images are filtered on the client.
   */
  readonly newer?: (image: CloudImage, value: string) => boolean;
}

export type ParamValue = string | number | Date | readonly string[];
export type Params = Readonly<Record<string, ParamValue | undefined>>;

/** A token, or for Hostway, a user name and password. */
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
  /** The query key of the server, and its names for the values that it filters exactly. Without `words`, values are sent unchanged. */
  readonly query?: { readonly key: string; readonly words?: Readonly<Record<string, string>> };
  /** Set to `true` if images do not contain the value, so that only the server can filter by it. Each value takes a request. */
  readonly serverOnly?: boolean;
  /** Values to offer before any image is loaded. Other values are added as images with them are loaded. */
  readonly options?: readonly string[];
  /**
   * Values whose images the server omits from a list without this filter, as OpenStack does with `community` images. Each of them is
   * requested, and an image that is in no other list is not reported as gone. Requires `query`.
   */
  readonly unlisted?: readonly string[];
  /**
   * Values that a list without this filter may or may not include, if the vendor's documentation does not say. They are treated as
   * `unlisted` until such a list has included one. Requires `query`.
   */
  readonly maybeUnlisted?: readonly string[];
}

/** The fields that images can be sorted by. */
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
  /** The vendor's name of each field that it sorts exactly as the catalogue does: usually dates and IDs, rarely names. */
  readonly fields: Readonly<Partial<Record<SortField, string>>>;
  readonly entries: (field: string, direction: SortDirection) => readonly QueryEntry[];
  /** Set to `true` if older versions of the service may not support sorting. If they reject or ignore it, the client sorts the images. */
  readonly newer?: boolean;
}

/**
 * How to request one image by its ID.
 *
 * Either a `query` key to add to the list request, or a separate `path` with `{id}`, which returns the image. The path cannot have query
 * parameters, so it is not used if any of the provider's query parameters is set.
 */
export type ById = ({ readonly query: string } | { readonly path: string }) & {
  /** The format of an ID. Values that do not match are not requested. */
  readonly pattern: RegExp;
};

/** A page as it was received, with rows not yet validated. */
export interface WirePage {
  readonly rows: readonly unknown[];
  /** The total number of images. A hint: more rows override it, and if fewer arrive, the result reports that images are missing. */
  readonly total?: number | undefined;
  /** Rows on a full page, if the cloud states it. It may be fewer than requested. */
  readonly size?: number | undefined;
  /** The number of pages, if the cloud counts them reliably. If set, a short page does not end the list. */
  readonly pages?: number | undefined;
  /** Whether this is certainly the last page. Ignored if the page is empty. */
  readonly last?: boolean | undefined;
  /**
   * For `marker` and `link` paging, the marker or URL of the next page; absent on the last page. For other styles, any string if the
   * cloud links to a next page, which overrides every other sign that the list has ended.
   */
  readonly next?: string | undefined;
  /** The cloud's own explanation of an empty list. */
  readonly detail?: string | undefined;
}

/**
 * The contents of an error body. Set `kind` if the body is more specific than the status. Set it to `empty` if the cloud itself, and not
 * a gateway in front of it, reports that there are no images. `detail` is shown in either case.
 */
export interface ErrorReading extends ErrorFacts {
  readonly kind?: ErrorKind | 'empty' | undefined;
  /** Whether a retry cannot help, regardless of the status, because the cloud understood the request and rejected it. */
  readonly final?: boolean | undefined;
}

/** The part of Standard Schema (https://standardschema.dev) that providers use. */
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
 * Describes a cloud. A definition sends no requests itself: the client sends them for all providers.
 *
 * @typeParam Wire - An image as the cloud sends it, after validation.
 */
export interface ProviderDefinition<Wire> {
  /** The ID of the provider in kebab case, for example `huawei-workspace`. */
  readonly id: string;
  /** The display name of the cloud. */
  readonly name: string;
  /**
   * Path templates with `{placeholders}`, which are the keys of path parameters in `params`. The first template whose placeholders all
   * have values is used.
   */
  readonly paths: readonly string[];
  readonly params: Readonly<Record<string, ParamDefinition>>;
  /** Headers to send with every request to the cloud, from the page or the proxy: `{ 'Content-Type': 'application/json' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Returns the headers that carry the credentials. */
  readonly authorize: (credentials: Credentials) => Readonly<Record<string, string>>;
  /**
   * Set to `true` to allow requests without credentials if none are set: for a public list, or one on the page's own origin, where the
   * browser adds cookies.
   */
  readonly optionalCredentials?: boolean;
  readonly paging: Paging;
  /** Filters in display order, by ID: a shared ID, or the vendor's name in kebab case. */
  readonly filters: Readonly<Record<string, FilterDefinition>>;
  readonly sorting?: Sorting;
  /** Without it, a selected image that is on no loaded page is shown by its ID only. */
  readonly byId?: ById;
  /** The query key of a text search that matches exactly as the catalogue's search does. No built-in cloud has one. */
  readonly search?: string;
  /**
   * The columns after the name, most important first: sort fields, filter IDs, and `requirements` for the minimum disk and memory. Leave
   * out the status: rows show it automatically if an image is not ready.
   */
  readonly columns: readonly (Exclude<SortField, 'name' | 'status'> | (string & {}))[];
  /** The schema of an image as the cloud sends it, from any Standard Schema library, such as Zod. It must validate synchronously. */
  readonly image: StandardSchema<Wire>;
  /** Converts a validated image. If it throws, the image counts as unreadable. */
  readonly toImage: (wire: Wire) => Omit<CloudImage, 'source'>;
  /**
   * Reads the rows from a successful response body. Must throw if the body has the wrong shape, or none of the keys of a list. `headers`
   * are the response headers, in which some services link to the next page. May be called twice for one response.
   */
  readonly readPage: (body: unknown, headers?: Headers) => WirePage;
  /**
   * Reads an error from a body, which is parsed JSON or a string. Called for every response, because some clouds send errors with status
   * 200. Returns `undefined`, or an object without values, if the body is not an error.
   */
  readonly readError: (body: unknown, status: number) => ErrorReading | undefined;
}

/** A cloud that pickers can load images from, created by `defineProvider()`. */
export interface Provider<Wire = unknown> extends Omit<ProviderDefinition<Wire>, 'image' | 'toImage'> {
  /** Validates and converts a row. Returns `undefined` if it cannot be read. */
  readonly readImage: (row: unknown) => CloudImage<Wire> | undefined;
  /** Returns a copy of the provider with another field mapping, from `fields` of `<image-picker>`. */
  readonly withFields?: (fields: unknown) => Provider;
}

/** Creates a provider from its definition. Custom providers support every feature of the built-in ones. */
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
