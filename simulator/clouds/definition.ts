import type { IncomingHttpHeaders } from 'node:http';
import type { GeneratedImage, ImagePosition } from '../catalogues/generated-image.js';
import type { CloudId, CredentialsCheck } from '../credentials.js';
import type { QueryRules } from '../query.js';
import type { Reply } from '../replies.js';
import type { SignInService } from '../sign-in.js';

/** Why a cloud refuses a request. */
export type Refusal =
  /** An unknown path, parent or method. */
  | { readonly why: 'path' | 'parent' | 'method' }
  | { readonly why: 'query'; readonly detail: string }
  | { readonly why: 'sign-in'; readonly state: 'missing' | 'wrong' | 'expired' }
  /** A requested fault: a status, or the cloud's most detailed error. */
  | { readonly why: 'status'; readonly status: number }
  | { readonly why: 'business' };

/** What a reply needs to know about its request. */
export interface Context {
  /** The provider's path, without the query. */
  readonly path: string;
  /** The query as received, including its question mark. */
  readonly search: string;
  readonly seed: number;
  /** The cloud's own id of the request. */
  readonly requestId: string;
}

/** The requested part of a list. */
export interface Window {
  readonly start: number;
  readonly count: number;
}

/** The data for the body of a page. */
export interface Page extends Window {
  /** The images as JSON, without the brackets around the list. */
  readonly list: string;
  /** The number of images on the page. */
  readonly length: number;
  /** The number of images in all. */
  readonly found: number;
  /** The total that the cloud states, if it does. */
  readonly total: number | undefined;
  /** The marker of the next page, if pages are found by markers and there is one. */
  readonly next?: string | undefined;
  readonly query: URLSearchParams;
  readonly odd: boolean;
  readonly requestId: string;
}

/** The filter and order of a query. */
export interface Selection<Wire> {
  /** The same for equal queries. */
  readonly key: string;
  /** Absent: every image. */
  readonly matches?: ((wire: Wire, hiddenType: string | undefined) => boolean) | undefined;
  /** Absent: in server order. */
  readonly compare?: ((a: Wire, b: Wire) => number) | undefined;
}

/**
 * The description of a cloud's service. Everything that clouds share is done in `defineCloud`.
 *
 * @typeParam Wire - one image as the cloud sends it
 */
export interface CloudDefinition<Wire> {
  readonly id: CloudId;
  /** Path templates, as in the vendor's document. */
  readonly paths: readonly string[];
  readonly query: QueryRules;
  /** Headers of every answer that has a JSON body. */
  readonly headers: (context: Context) => Readonly<Record<string, string>>;
  readonly signIn: (headers: IncomingHttpHeaders) => CredentialsCheck;
  /** The token service, if the cloud has one. */
  readonly tokens?: SignInService;
  /** Required headers and their accepted values. */
  readonly requires?: QueryRules;
  /** Whether the parent named in the path, for example the account, exists. */
  readonly hasParent?: (path: Readonly<Record<string, string>>) => boolean;
  /** One image of the catalogue: a pure function. */
  readonly generate: (place: ImagePosition) => GeneratedImage<Wire>;
  /** The key of an image's id on the wire. */
  readonly idKey: keyof Wire & string;
  /** The number of images outside a catalogue of a size. They are listed only if a query asks for them. */
  readonly extras?: (size: number) => number;
  /** Keys of an image that only newer versions of the service send. */
  readonly newerKeys?: readonly (keyof Wire & string)[];
  /** Serializes an image if the vendor's JSON is unusual. */
  readonly serialize?: (wire: Wire, place: ImagePosition) => string;
  /** Reads filters and sort from a valid query. */
  readonly select: (query: URLSearchParams) => Selection<Wire>;
  /** Reads the page from a valid query. */
  readonly window: (query: URLSearchParams) => Window;
  /** The query key for the last image of the previous page, if pages are found by markers; then `window` sets only the length. */
  readonly marker?: string;
  /** Whether an empty list is refused like an unknown parent. */
  readonly emptyIsMissing?: boolean;
  /** The example of the vendor's document, including its oddities. */
  readonly example: unknown;
  readonly body: (page: Page) => string;
  /** The key of the list in a body. */
  readonly listKey: string;
  readonly refuse: (refusal: Refusal, context: Context) => Reply;
  /** The path of a single image, if the cloud has one. */
  readonly single?: SingleImage;
}

/** One image at a path of its own. */
export interface SingleImage {
  /** With `{id}`. */
  readonly path: string;
  /** The pattern of an id. */
  readonly pattern: RegExp;
  /** The reply if there is no such image. */
  readonly missing: (id: string, context: Context) => Reply;
}
