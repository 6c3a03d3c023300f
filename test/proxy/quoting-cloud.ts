import { after } from 'node:test';
import type { Credentials } from '../../src/providers/provider.js';
import { createProxy } from '../../src/proxy/index.js';

/** What a page gets to see. */
export interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Quoting {
  readonly secret: string;
  /** What the cloud answers; it may quote the request in it, and the secret. */
  readonly respond: (request: Request) => Response;
  readonly provider?: string;
  /** As the portal sets them, if not as usual. */
  readonly credentials?: Credentials;
}

/** A proxy in front of a cloud that quotes, without the network between them: asks for a list with such a query. */
export function behindQuoting({
  secret,
  respond,
  provider = 'huawei-workspace',
  credentials = provider === 'hostway' ? { username: 'portal', password: secret } : secret,
}: Quoting): (query?: Readonly<Record<string, string>>, headers?: Record<string, string>) => Promise<Shown> {
  const proxy = createProxy({
    upstreams: { cloud: { provider, endpoint: 'https://cloud.example', credentials } },
    authorize: () => true,
    fetch: async (input, init) => respond(new Request(input, init)),
  });
  after(() => proxy.close());
  const path = provider === 'hostway' ? '/cloud/images/detail' : '/cloud/v2/project/images';
  return async (query = {}, headers = {}) => {
    const search = new URLSearchParams(query).toString();
    const response = await proxy(
      new Request(`https://portal.example${path}${search && `?${search}`}`, {
        headers: { 'X-Request-Id': 'page-1', ...headers },
      }),
    );
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  };
}

/** JSON of any status. */
export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

/** The same bytes in pieces that end at these places. */
export function inPieces(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let piece = 0;
  return new ReadableStream({
    pull(controller) {
      const end = ends[piece];
      if (end === undefined) return controller.close();
      controller.enqueue(bytes.slice(ends[piece - 1] ?? 0, end));
      piece += 1;
    },
  });
}

const each = (text: string, write: (code: number) => string): string =>
  Array.from(text, (character) => write(character.codePointAt(0) ?? 0)).join('');
const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const signs = (text: string, write: (code: number) => string): string =>
  text.replace(/[^A-Za-z0-9]/gu, (sign) => write(sign.codePointAt(0) ?? 0));

/** The ways in which a message may write a secret. */
export const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON within JSON': (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  'in JSON with slashes escaped': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON with signs as \\u': (secret) => signs(secret, (code) => `\\u${hex(code, 4)}`),
  'in JSON with signs as \\U': (secret) => signs(secret, (code) => `\\u${hex(code, 4).toUpperCase()}`),
  'in JSON with everything escaped': (secret) => each(secret, (code) => `\\u${hex(code, 4)}`),
  'in a URL': encodeURIComponent,
  'in a URL in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'in a URL twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  'in a URL with everything escaped': (secret) =>
    Array.from(Buffer.from(secret), (byte) => `%${hex(byte, 2)}`).join(''),
  'in HTML by number': (secret) => signs(secret, (code) => `&#${code};`),
  'in HTML by hexadecimal number': (secret) => signs(secret, (code) => `&#x${hex(code, 2).toUpperCase()};`),
  'in HTML with everything escaped': (secret) => each(secret, (code) => `&#${code};`),
  'in HTML by name': (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('+', '&plus;')
      .replaceAll('=', '&equals;')
      .replaceAll('/', '&sol;'),
  'in Base64': (secret) => Buffer.from(secret).toString('base64'),
  'in Base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  'in Base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'in Base64 with a name before it': (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  'in Base64 with more before it': (secret) => Buffer.from(`{"t":"${secret}"}`).toString('base64'),
  'in Base64 in a URL': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  'with a zero after each character': (secret) => each(secret, (code) => `${String.fromCodePoint(code)}\0`),
};

/** As many characters in a row as are told from chance. */
const TELLING = 8;

let known: { readonly secret: string; readonly pieces: ReadonlySet<string> } = { secret: '', pieces: new Set() };

/** All pieces of a secret in all its spellings; those of the last secret are kept. */
function piecesOf(secret: string): ReadonlySet<string> {
  if (known.secret === secret) return known.pieces;
  const pieces = new Set(Object.values(spellings).flatMap((spell) => piecesIn(spell(secret))));
  known = { secret, pieces };
  return pieces;
}

const piecesIn = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - TELLING + 1) }, (_, at) => text.slice(at, at + TELLING));

/** The pieces of a secret, in any spelling, that stand in what a page is shown. */
export function leaksIn({ headers, body }: Shown, secret: string): string[] {
  const pieces = piecesOf(secret);
  const shown = [...textsOf(body), ...Object.values(headers)].join('\n');
  const leaks: string[] = [];
  for (let at = 0; at + TELLING <= shown.length; at++) {
    const piece = shown.slice(at, at + TELLING);
    if (pieces.has(piece)) leaks.push(piece);
  }
  return leaks;
}

/** Every text in a body of JSON, keys included; any other body as it is. In JSON, a quotation mark would be counted as two characters. */
function textsOf(body: string): string[] {
  const texts: string[] = [];
  try {
    JSON.parse(body, (key, value: unknown) => {
      texts.push(key, String(value));
      return value;
    });
    return texts;
  } catch {
    return [body];
  }
}
