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
  readonly created: number;
}

/** How one cloud behaves. */
export interface Behaviour {
  readonly style: Paging['style'];
  /** Images on a page, as the provider asks for. */
  readonly max: number;
  /** Images on a page, as the server sends; less than asked for. */
  readonly cap: number | undefined;
  readonly rows: readonly Row[];
  /** Positions whose row is sent broken. */
  readonly broken: ReadonlySet<number>;
  readonly total: 'honest' | 'absent' | 'low' | 'high';
  /** From this request on the list is another one. */
  readonly change: { readonly after: number; readonly rows: readonly Row[] } | undefined;
}

/** The list as it stands when a request comes, filtered and ordered by what the server itself can judge. */
export function serverRows(behaviour: Behaviour, request: number, query: URLSearchParams): (Row | 'broken')[] {
  const { change } = behaviour;
  const rows = change && request > change.after ? change.rows : behaviour.rows;
  const marked = rows.map((row, position) => ({ row, broken: behaviour.broken.has(position) }));
  const kept = marked.filter(
    ({ row }) => (query.get('os') ?? row.os) === row.os && (query.get('edition') ?? row.edition) === row.edition,
  );
  const sign = query.get('sort') === 'created,desc' ? -1 : 1;
  if (query.has('sort')) kept.sort((a, b) => sign * (a.row.created - b.row.created));
  return kept.map(({ row, broken }) => (broken ? 'broken' : row));
}

/** A server over real HTTP that is a different cloud under each path. */
export class RandomCloud {
  readonly #server: Server;
  readonly #clouds = new Map<string, { behaviour: Behaviour; requests: number }>();

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
    this.#clouds.set(id, { behaviour, requests: 0 });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${id}`;
  }

  requests(endpoint: string): number {
    return this.#clouds.get(endpoint.slice(endpoint.lastIndexOf('/') + 1))?.requests ?? 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const cloud = this.#clouds.get(url.pathname.split('/')[1] ?? '');
    if (!cloud) {
      response.writeHead(404).end();
      return;
    }
    cloud.requests++;
    const { behaviour } = cloud;
    const { style, max, cap = max, total } = behaviour;
    const rows = serverRows(behaviour, cloud.requests, url.searchParams);
    const asked = Number(url.searchParams.get('n') ?? Infinity);
    const size = Math.min(asked, cap);
    const from =
      style === 'offset' || style === 'marker'
        ? Number(url.searchParams.get('at') ?? 0)
        : style === 'page'
          ? Number(url.searchParams.get('at')) * size
          : 0;
    const to = style === 'none' ? rows.length : from + size;
    const totals = {
      honest: rows.length,
      absent: undefined,
      low: Math.floor(rows.length / 3),
      high: rows.length * 2 + 5,
    };
    response.end(
      JSON.stringify({
        rows: rows.slice(from, to).map((row) => (row === 'broken' ? { broken: true } : row)),
        total: totals[total],
        next: style === 'marker' && to < rows.length ? String(to) : undefined,
      }),
    );
  }
}

const body = z.object({ rows: z.array(z.unknown()), total: z.optional(z.number()), next: z.optional(z.string()) });
const image = z.looseObject({
  id: z.string(),
  name: z.string(),
  os: z.string(),
  zone: z.string(),
  edition: z.string(),
  created: z.number(),
});

const paging = (style: Paging['style'], max: number): Paging => {
  if (style === 'none') return { style };
  if (style === 'offset') return { style, max, limit: 'n', offset: 'at' };
  if (style === 'page') return { style, max, size: 'n', page: 'at' };
  return { style, max, limit: 'n', marker: 'at' };
};

/** The provider of the random cloud: judges `os` on either side, `edition` on the server only, `location` and text locally only. */
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
    },
    sorting: {
      fields: { createdAt: 'created' },
      entries: (field, direction) => [['sort', `${field},${direction}`]],
    },
    columns: ['os', 'createdAt'],
    image,
    toImage: ({ id, name, os, zone, created }) => ({
      id,
      name,
      os: { family: os === 'windows' || os === 'linux' ? os : 'other' },
      status: 'ready',
      createdAt: new Date(created),
      locations: [zone],
    }),
    readPage: (page) => body.parse(page),
    readError: () => undefined,
  });
}
