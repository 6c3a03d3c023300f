import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { dice, type Dice } from '../../simulator/random.js';
import type { CredentialsOption } from '../../src/index.js';
import { needs } from '../support/engine.js';
import { newRun, settled } from '../support/picker.js';
import { address, credentialsOf } from '../support/simulator.js';

/** What a portal sets to make a field ask somewhere else. */
interface Sourced {
  endpoint: string | null | undefined;
  credentials: CredentialsOption | undefined;
}

/** Two addresses of one cloud, and the tokens that are given for each. */
const places = ['a', 'b'] as const;
type Place = (typeof places)[number];

const SWITCHES = 8;

/** Which place a token was given for: the accepted ones of `b` begin with a two. */
const tokenOf = (place: Place, refreshed = false): string =>
  `${credentialsOf('huawei-workspace')}-${place === 'a' ? 1 : 2}${refreshed ? 7 : 0}`;

/** Watches every request of this page that carries a token. */
class Wire {
  /** `a a` is a token of `a`, seen at `a`. */
  readonly seen = new Map<string, number>();
  readonly #endpoints: Readonly<Record<Place, string>>;
  readonly #fetch = window.fetch;

  constructor(endpoints: Readonly<Record<Place, string>>) {
    this.#endpoints = endpoints;
    window.fetch = (input, init) => {
      const token = new Headers(init?.headers).get('X-Auth-Token');
      if (token !== null) this.#see(new Request(input).url, token);
      return this.#fetch.call(window, input, init);
    };
  }

  get requests(): number {
    return [...this.seen.values()].reduce((sum, count) => sum + count, 0);
  }

  close(): void {
    window.fetch = this.#fetch;
  }

  #see(url: string, token: string): void {
    const at = places.find((place) => url.startsWith(`${this.#endpoints[place]}/`));
    const given = places.find((place) => token.startsWith(tokenOf(place).slice(0, -1)));
    const pair = `${String(given)} ${String(at)}`;
    this.seen.set(pair, (this.seen.get(pair) ?? 0) + 1);
  }
}

/** Credentials in each form that a portal may give them. */
function credentialsFor(place: Place, chance: Dice, expires = false): CredentialsOption {
  const token = tokenOf(place);
  const renew = ({ refresh }: { readonly refresh: boolean }) => tokenOf(place, refresh);
  return chance.pick([
    expires ? renew : token,
    renew,
    async (context: { readonly refresh: boolean }) => {
      await aTimeout(chance.int(0, 4));
      return renew(context);
    },
  ]);
}

/** Lets a random part of the walk go by: some turns of the event loop, or some promises. */
async function pause(chance: Dice): Promise<void> {
  if (chance.chance(0.3)) await aTimeout(chance.int(0, 12));
  for (let turns = chance.int(0, 6); turns > 0; turns--) await Promise.resolve();
}

const set: Readonly<
  Record<keyof Sourced, (source: Sourced, endpoint: string, credentials: CredentialsOption) => void>
> = {
  endpoint: (source, endpoint) => (source.endpoint = endpoint),
  credentials: (source, _, credentials) => (source.credentials = credentials),
};

describe('credentials stay with their address', () => {
  /** @param around - the pickers are within an `<image-provider>`, which is told instead of them */
  async function walkAbout(
    seed: number,
    around: boolean,
    expires: boolean,
    move: (source: Sourced, to: Place, endpoint: string, chance: Dice, peek: () => unknown) => Promise<void> | void,
  ): Promise<Wire> {
    const chance = dice(seed, 0);
    const endpointOf = (place: Place) => {
      const options = {
        size: 3000,
        run: newRun(`place-${place}`),
        latency: '0-3',
        ...(expires && { 'expire-after': 40 }),
      };
      const { endpoint } = { endpoint: undefined, ...address('huawei-workspace', options) };
      return endpoint ?? '';
    };
    const endpoints = { a: endpointOf('a'), b: endpointOf('b') };
    const wire = new Wire(endpoints);
    const provider = document.createElement('image-provider');
    const pickers = Array.from({ length: around ? 2 : 1 }, () => document.createElement('workspace-images'));
    for (const picker of pickers) Object.assign(picker, { projectId: 'p1', search: 'zzz' });
    const [first] = pickers;
    const source: Sourced | undefined = around ? provider : first;
    if (!source || !first) throw new Error('no picker');
    provider.append(...pickers);
    document.body.append(provider);
    try {
      for (let count = 0; count < SWITCHES; count++) {
        const to = places[count % 2] ?? 'a';
        await move(source, to, endpoints[to], chance, () => first.state);
        // A walk that goes on is what a switch has to catch.
        const enough = wire.requests + chance.int(1, 12);
        await waitUntil(() => wire.requests >= enough, 'a walk', { interval: 1 });
        await pause(chance);
      }
    } finally {
      provider.remove();
      await aTimeout(20);
      wire.close();
    }
    return wire;
  }

  it(
    'those of an <image-provider> serve a picker whose own are set to nothing',
    needs('credentials of its own', async () => {
      const provider = document.createElement('image-provider');
      const picker = document.createElement('workspace-images');
      Object.assign(provider, address('huawei-workspace'));
      const nothing = picker as { credentials?: unknown };
      nothing.credentials = null;
      picker.projectId = 'p1';
      provider.append(picker);
      document.body.append(provider);
      await settled(picker);
      expect(picker.images).to.have.length(10);
      provider.remove();
    }),
  );

  for (const around of [false, true]) {
    const where = around ? 'on an <image-provider>' : 'on a picker';
    it(
      `when both are set at once, in either order, while a list is read: ${where}`,
      needs('credentials of its own', async () => {
        for (const expires of [false, true]) {
          const { seen, requests } = await walkAbout(1, around, expires, (source, to, endpoint, chance, peek) => {
            const credentials = credentialsFor(to, chance, expires);
            const order = chance.chance(0.5)
              ? (['endpoint', 'credentials'] as const)
              : (['credentials', 'endpoint'] as const);
            for (const property of order) {
              set[property](source, endpoint, credentials);
              // To look at the state in between must not make it one.
              if (chance.chance(0.5)) peek();
            }
          });
          expect([...seen.keys()].sort(), `${requests} requests`).to.deep.equal(['a a', 'b b']);
          expect(requests).to.be.greaterThan(SWITCHES * 2);
        }
      }),
    );

    it(
      `when the old ones are taken away first, and the new come one by one: ${where}`,
      needs('credentials of its own', async () => {
        const { seen } = await walkAbout(2, around, false, async (source, to, endpoint, chance) => {
          source.credentials = undefined;
          await pause(chance);
          source.endpoint = endpoint;
          await pause(chance);
          source.credentials = credentialsFor(to, chance);
        });
        expect([...seen.keys()].sort()).to.deep.equal(['a a', 'b b']);
      }),
    );

    it(
      `when one function answers for every address that it is asked for: ${where}`,
      needs('credentials of its own', async () => {
        const endpoints = new Map<string, Place>();
        const answer = async ({ refresh, endpoint }: { readonly refresh: boolean; readonly endpoint: string }) => {
          await aTimeout(1);
          return tokenOf(endpoints.get(endpoint) ?? 'a', refresh);
        };
        const { seen } = await walkAbout(3, around, true, async (source, to, endpoint, chance) => {
          endpoints.set(endpoint, to);
          source.credentials = answer;
          source.endpoint = endpoint;
          await pause(chance);
        });
        expect([...seen.keys()].sort()).to.deep.equal(['a a', 'b b']);
      }),
    );
  }
});
