import { delimiter, join } from 'node:path';
import { startInNode, startServer } from '../examples/started.js';
import { installedApp } from './installed.js';

type Order = readonly (readonly [name: string, value: string])[];

/** An example in which orders are placed. */
export interface ServedApp {
  /** Without a slash at the end. */
  readonly url: string;
  /** The entries of each order that the portal has got. */
  orders(): Promise<readonly Order[]>;
}

/**
 * Builds an example and serves it under the strict policy of `examples/portal`: the files in its `dist`, or what its script
 * `start` serves on the port `PORT`. That asks the portal at `PORTAL` for the clouds, and sends it the orders.
 */
export async function servedApp(name: string): Promise<ServedApp> {
  const { folder, scripts, environment } = installedApp(name);
  const portal = await startInNode('portal/server.ts', { PAGES: join(folder, 'dist') });
  const { start } = scripts;
  // Not by npm, which would leave it behind when it is ended.
  const command = (): ['sh', '-c', string] => ['sh', '-c', `cd '${folder}' && exec ${start}`];
  const PATH = join(folder, 'node_modules/.bin') + delimiter + environment.PATH;
  const url = start === undefined ? portal : await startServer(command, { ...environment, PATH, PORTAL: portal });
  return {
    url,
    orders: async () => (await (await fetch(`${portal}/orders`)).json()) as Order[],
  };
}
