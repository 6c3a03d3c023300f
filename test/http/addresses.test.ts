import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Catalog } from '../../src/catalog/index.js';
import { CatalogPool, type ImageSource } from '../../src/controllers/catalog-pool.js';
import type { CredentialsOption } from '../../src/providers/credentials.js';
import { providerOf } from './clouds.js';
import { sendJson, startTinyServer } from './tiny-server.js';

const places = ['a', 'b'] as const;
type Place = (typeof places)[number];

/** Two servers of one cloud. What they list never ends before a walk does. */
const servers = { a: await startTinyServer(), b: await startTinyServer() };

/** Something that a portal does, and how much of the walk goes by before it does the next. */
const step = fc.record({
  set: fc.constantFrom('endpoint', 'credentials', 'endpoint then credentials', 'credentials then endpoint', 'nothing'),
  to: fc.constantFrom(...places),
  given: fc.constantFrom('token', 'function', 'promise', 'late promise', 'present token', 'late present token'),
  wait: fc.oneof(
    fc.record({ turns: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ milliseconds: fc.integer({ min: 0, max: 6 }) }),
  ),
});

/** A field as far as its source is concerned: what is set takes effect with the next rendering. */
class Field {
  /** A token, and an address that it was in force with. */
  readonly stood = new Set<string>();
  readonly #pool = new CatalogPool(() => this.#source);
  readonly #endpoints: Readonly<Record<Place, string>>;
  #place: Place = 'a';
  #credentials: CredentialsOption | undefined;
  #token = 0;
  #catalog: Catalog | undefined;
  #abort = new AbortController();
  #due = false;

  constructor(endpoints: Readonly<Record<Place, string>>) {
    this.#endpoints = endpoints;
  }

  set(what: string, to: Place, given: string): void {
    for (const property of what.split(' then ')) {
      if (property === 'endpoint') this.#place = to;
      if (property === 'credentials') this.#credentials = this.#give(given);
      // As `state` does, when the portal looks at it between two properties.
      this.#pool.get(this.#source);
    }
    if (!this.#due) queueMicrotask(() => this.#render());
    this.#due = true;
  }

  close(): void {
    this.#abort.abort();
  }

  get #source(): ImageSource {
    const provider = providerOf('huawei-workspace');
    const endpoint = this.#endpoints[this.#place];
    return { provider, params: { projectId: 'p' }, endpoint, credentials: this.#credentials };
  }

  /** Each time another token, so that it tells when it was given. */
  #give(given: string): CredentialsOption {
    const token = `token-${++this.#token}`;
    if (given === 'present token') return this.#present;
    if (given === 'late present token') return this.#latePresent;
    if (given === 'token') return token;
    const renew = ({ refresh }: { readonly refresh: boolean }) => (refresh ? `${token}+` : token);
    if (given === 'function') return renew;
    return async (context) => {
      if (given === 'late promise') await sleep(2);
      return renew(context);
    };
  }

  /** Of a portal whose functions know nothing of addresses. */
  readonly #present = () => Promise.resolve().then(() => `token-${this.#token}`);
  readonly #latePresent = () => new Promise(setImmediate).then(() => `token-${this.#token}`);

  #render(): void {
    this.#due = false;
    const source = this.#source;
    this.#pool.authorize();
    this.stood.add(`token-${this.#token} ${this.#place}`);
    const { catalog } = this.#pool.get(source);
    if (catalog === this.#catalog) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#catalog = catalog;
    const query = { text: 'zzz', filters: {}, page: 1, pageSize: 20 };
    void catalog?.find(query, { signal: this.#abort.signal }).catch(() => undefined);
  }
}

test('no token is ever seen at an address that it was not given for, however they are set while a list is read', async () => {
  let seen = 0;
  const record = (place: Place, pairs: Set<string>) =>
    servers[place].serve((request: IncomingMessage, response, count) => {
      seen++;
      const token = String(request.headers['x-auth-token']);
      pairs.add(`${token.replace('+', '')} ${place}`);
      // Now and then a token has expired.
      if (count % 7 === 0 && !token.endsWith('+')) return sendJson(response, 401, {});
      const images = Array.from({ length: 100 }, (_, index) => ({ id: `${count}-${index}`, name: 'image' }));
      return sendJson(response, 200, { images, total_count: 10_000 });
    }).endpoint;
  const walk = async (steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
    const pairs = new Set<string>();
    const field = new Field({ a: record('a', pairs), b: record('b', pairs) });
    field.set('endpoint then credentials', 'a', 'token');
    for (const { set, to, given, wait } of steps) {
      if ('milliseconds' in wait) await sleep(wait.milliseconds);
      else for (let turns = wait.turns; turns > 0; turns--) await Promise.resolve();
      field.set(set, to, given);
    }
    await sleep(3);
    field.close();
    await sleep(3);
    assert.deepEqual(
      [...pairs].filter((pair) => !field.stood.has(pair)),
      [],
    );
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), walk), { numRuns: 60 });
  assert.ok(seen > 300, `${seen} requests`);
});
