import { after } from 'node:test';
import { credentials, startSimulator } from '../../simulator/index.js';
import type { AddressOptions, CloudId, Simulator } from '../../simulator/index.js';
import { factsOf } from '../clouds/index.js';

/** The address of a list in a cloud, with parents that exist. */
export const listPath = (cloud: CloudId): string => factsOf(cloud).path;

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Headers that each cloud asks for; `suffix` is that of a refreshed token. */
export function signedIn(cloud: CloudId, suffix = ''): Readonly<Record<string, string>> {
  const { headers, header, scheme } = factsOf(cloud);
  const known = credentials[cloud];
  const value =
    typeof known === 'string' ? `${scheme}${known}${suffix}` : basic(known.username, `${known.password}${suffix}`);
  return { ...headers, [header]: value };
}

export interface Question {
  readonly options?: AddressOptions;
  readonly path?: string;
  /** With the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, parsed; `undefined` where it is not JSON. */
  readonly json: unknown;
}

/** A simulator that ends with the test file, and a way to ask it. */
export async function startAsking(): Promise<{
  readonly simulator: Simulator;
  readonly ask: (cloud: CloudId, question?: Question) => Promise<Answer>;
}> {
  const simulator = await startSimulator();
  after(() => simulator.close());
  return {
    simulator,
    ask: async (
      cloud,
      { options, path = listPath(cloud), query = '', headers = signedIn(cloud), method = 'GET' } = {},
    ) => {
      const address = simulator.endpoint(cloud, options) + path + query;
      const response = await fetch(address, { headers, method, redirect: 'manual' });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parse(text) };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value somewhere in parsed JSON: `at(body, 'content', 0, 'id')`. */
export function at(json: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([own]) => own === String(key))?.[1]
        : undefined,
    json,
  );
}

/** Waits until something holds that other turns of the event loop bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

/** The list in the body of a cloud. */
export function rowsOf(cloud: CloudId, json: unknown): readonly unknown[] {
  const rows = at(json, factsOf(cloud).listKey);
  return Array.isArray(rows) ? rows : [];
}

/** The value of one key in every row. */
export function column(rows: readonly unknown[], key: string): readonly unknown[] {
  return rows.map((row) => at(row, key));
}

/** The key of an image's id. */
export const idKey = (cloud: CloudId): string => factsOf(cloud).idKey;
