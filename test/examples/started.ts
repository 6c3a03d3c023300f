import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { credentials, startSimulator, type Simulator } from '../../simulator/index.js';
import { answering, end } from '../servers/child.js';

/** A file of an example. */
export const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

/** The clouds, for one test file. */
export async function startClouds(): Promise<Simulator> {
  const simulator = await startSimulator();
  after(() => simulator.close());
  return simulator;
}

/** What the examples in front of Hostway expect in their environment. */
export function hostwayEnvironment(simulator: Simulator, run: string): Readonly<Record<string, string>> {
  const { username, password } = credentials.hostway;
  return { HOSTWAY: simulator.endpoint('hostway', { run }), HOSTWAY_USER: username, HOSTWAY_PASSWORD: password };
}

/** Starts a command that listens on a port of this machine, and ends it after the file's tests. */
export async function startServer(
  commandFor: (port: number) => readonly [command: string, ...args: string[]],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const port = await getPort();
  const [command, ...args] = commandFor(port);
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment, PORT: String(port) },
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  after(() => end(child));
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child).catch((error: unknown) => {
    throw new Error(`${command} did not start: ${complaints}`, { cause: error });
  });
  return url;
}

/** Starts an example in Node, from its source. */
export const startInNode = (path: string, environment: Readonly<Record<string, string>>): Promise<string> =>
  startServer(() => [process.execPath, '--max-http-header-size=131072', '--import', 'tsx', example(path)], environment);

/** What a picker asks at first, by somebody who is signed in to the portal: how many images it finds. */
export async function imagesAt(url: string): Promise<number> {
  const response = await fetch(url, { headers: { Cookie: 'session=valid' } });
  const body: unknown = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  assert.match(response.headers.get('Cache-Control') ?? '', /^private/);
  assert.ok(typeof body === 'object' && body);
  const lists: unknown[] = Object.values(body).filter((value) => Array.isArray(value));
  assert.ok(Array.isArray(lists[0]));
  return lists[0].length;
}

/** What the proxy says to somebody who is not. */
export async function refusalAt(url: string, init: RequestInit = {}): Promise<readonly [number, unknown]> {
  const response = await fetch(url, init);
  const body: unknown = await response.json();
  return [response.status, typeof body === 'object' && body && 'error_code' in body ? body.error_code : undefined];
}
