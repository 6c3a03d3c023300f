import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { defineProvider, type Paging, type Provider } from '../../src/providers/provider.js';

/** An image of the random cloud, as its API writes it. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly os: string;
  readonly zone: string;
  readonly edition: string;
  readonly scope: string;
  readonly created: number;
}

/** What goes wrong with one request: a failure, an empty page, or a marker that is not known any more. */
export type Trouble = '500' | 'empty' | 'lost';

/** How one cloud behaves. */
export interface Behaviour {
  readonly style: Paging['style'];
  /** Images on a page, as the provider asks for. */
  readonly max: number;
  /** Images on a page, as the server sends; less than asked for. */
  readonly cap: number | undefined;
  readonly rows: readonly Row[];
  /** Ids of the rows that are sent broken. */
  readonly broken: ReadonlySet<string>;
  readonly total: 'honest' | 'absent' | 'low' | 'high';
  /** Whether the server says, beside what its paging needs, that there is a next page: `always`, also on the last. */
  readonly next: boolean | 'always';
  /** Whether the server says how many pages there are, where pages have numbers. */
  readonly counts: boolean;
  /** A list that is not filtered by `scope` leaves out the rows whose scope is `far`. */
  readonly partial: boolean;
  /** Every so many pages, one comes empty and names the next, where pages are found by markers. */
  readonly hollow: number | undefined;
  /** Whatever is asked for, the first page is answered. */
  readonly stuck: boolean;
  /** At this position the marker of an earlier page is given. */
  readonly loop: number | undefined;
  /** From this request on the list is another one. */
  readonly change: { readonly after: number; readonly rows: readonly Row[] } | undefined;
  /** By the number of the request, from 1. */
  readonly troubles: Readonly<Record<number, Trouble>>;
}

/** A cloud that does nothing odd. */
export const plain = {
  cap: undefined,
  broken: new Set<string>(),
  total: 'honest',
  next: false,
  counts: false,
  partial: false,
  hollow: undefined,
  stuck: false,
  loop: undefined,
  change: undefined,
  troubles: {},
} as const satisfies Partial<Behaviour>;

/** The list as it stands when a request comes, filtered and ordered by what the server itself can judge. */
export function serverRows(behaviour: Behaviour, request: number, query: URLSearchParams): (Row | 'broken')[] {
  const { change, partial } = behaviour;
  const rows = change && request > change.after ? change.rows : behaviour.rows;
  const kept = rows.filter(
    (row) =>
      (query.get('os') ?? row.os) === row.os &&
      (query.get('edition') ?? row.edition) === row.edition &&
      (query.get('scope') ?? (partial && row.scope === 'far' ? 'near' : row.scope)) === row.scope,
  );
  const sign = query.get('sort') === 'created,desc' ? -1 : 1;
  if (query.has('sort')) kept.sort((a, b) => sign * (a.created - b.created));
  return kept.map((row) => (behaviour.broken.has(row.id) ? 'broken' : row));
}

/** A server over real HTTP that is a different cloud under each path. */
export class RandomCloud {
  readonly #server: Server;
  readonly #clouds = new Map<string, { behaviour: Behaviour; requests: number; underWay: number; most: number }>();

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<RandomCloud> {
    const cloud = new RandomCloud();
    await new Promise<void>((resolve) => cloud.#server.listen(0, '127.0.0.1', resolve));
    return cloud;
  }

  /** @returns the endpoint of a new cloud */
  add(behaviour: Behaviour): string {
    const id = String(this.#clouds.size);
    this.#clouds.set(id, { behaviour, requests: 0, underWay: 0, most: 0 });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${id}`;
  }

  requests(endpoint: string): number {
    return this.#at(endpoint)?.requests ?? 0;
  }

  /** How many requests were under way at the same time, at the busiest moment. */
  mostAtOnce(endpoint: string): number {
    return this.#at(endpoint)?.most ?? 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #at(endpoint: string) {
    return this.#clouds.get(endpoint.slice(endpoint.lastIndexOf('/') + 1));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const cloud = this.#clouds.get(url.pathname.split('/')[1] ?? '');
    if (!cloud) {
      response.writeHead(404).end();
      return;
    }
    cloud.most = Math.max(cloud.most, ++cloud.underWay);
    response.on('close', () => cloud.underWay--);
    const { behaviour } = cloud;
    const number = ++cloud.requests;
    const trouble = behaviour.troubles[number];
    if (trouble === '500') response.writeHead(500).end('{}');
    else if (trouble === 'lost' && url.searchParams.has('at') && behaviour.style === 'marker')
      response.writeHead(400).end('{}');
    else response.end(JSON.stringify(pageOf(behaviour, number, url.searchParams, trouble === 'empty')));
  }
}

function pageOf(behaviour: Behaviour, request: number, query: URLSearchParams, empty: boolean): object {
  const { style, max, cap = max, total, hollow, loop } = behaviour;
  const rows = serverRows(behaviour, request, query);
  const size = Math.min(Number(query.get('n') ?? Infinity), cap);
  const at = Number((query.get('at') ?? '0').replace('+', ''));
  const from = behaviour.stuck || style === 'none' ? 0 : style === 'page' ? at * size : at;
  // The marker of a hollow page stands for the place where it is, once it has been seen to be hollow.
  const isHollow =
    hollow !== undefined && query.get('at') === String(at) && Math.floor(from / size) % hollow === hollow - 1;
  const to = style === 'none' ? rows.length : style === 'marker' && isHollow ? from : from + size;
  const third = Math.floor(rows.length / 3);
  const totals = {
    honest: rows.length,
    absent: undefined,
    // One that is just the length of a page that was cut short could not be told from the truth.
    low: third === size ? third - 1 : third,
    high: rows.length * 2 + 5,
  };
  const more = to < rows.length;
  const marker = to === from ? `+${to}` : String(loop !== undefined && to >= loop ? Math.max(size, to - 3 * size) : to);
  const named = behaviour.next === 'always' || (behaviour.next && more) ? 'there is more' : undefined;
  return {
    rows: empty ? [] : rows.slice(from, to).map((row) => (row === 'broken' ? { broken: true } : row)),
    total: totals[total],
    pages: behaviour.counts && style === 'page' ? Math.ceil(rows.length / size) : undefined,
    next: empty ? undefined : style === 'marker' ? (more ? marker : undefined) : named,
  };
}

const body = z.object({
  rows: z.array(z.unknown()),
  total: z.optional(z.number()),
  pages: z.optional(z.number()),
  next: z.optional(z.string()),
});
const image = z.looseObject({
  id: z.string(),
  name: z.string(),
  os: z.string(),
  zone: z.string(),
  edition: z.string(),
  scope: z.string(),
  created: z.number(),
});

const paging = (style: Paging['style'], max: number): Paging => {
  if (style === 'none') return { style };
  if (style === 'offset') return { style, max, limit: 'n', offset: 'at' };
  if (style === 'page') return { style, max, size: 'n', page: 'at' };
  return { style, max, limit: 'n', marker: 'at' };
};

/**
 * The provider of the random cloud: judges `os` on either side, `edition` on the server only, `scope` on the server where it is
 * `far`, `location` and text locally only.
 */
export function randomProvider({ style, max }: Behaviour): Provider {
  return defineProvider({
    id: 'random',
    name: 'Random',
    paths: ['/images'],
    params: {},
    authorize: (token) => ({ Authorization: typeof token === 'string' ? token : token.username }),
    paging: paging(style, max),
    filters: {
      os: { query: { key: 'os', words: { windows: 'windows', linux: 'linux' } }, options: ['windows', 'linux'] },
      location: {},
      edition: { query: { key: 'edition' }, serverOnly: true, options: ['a', 'b'] },
      scope: { query: { key: 'scope' }, options: ['near', 'far'], unlisted: ['far'] },
    },
    sorting: {
      fields: { createdAt: 'created' },
      entries: (field, direction) => [['sort', `${field},${direction}`]],
    },
    columns: ['os', 'createdAt'],
    image,
    toImage: ({ id, name, os, zone, scope, created }) => ({
      id,
      name,
      os: { family: os === 'windows' || os === 'linux' ? os : 'other' },
      status: 'ready',
      createdAt: new Date(created),
      locations: [zone],
      facets: { scope },
    }),
    readPage: (page) => body.parse(page),
    readError: () => undefined,
  });
}
