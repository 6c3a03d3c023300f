import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { inPath } from '../../scripts/packages.js';
import { end } from './child.js';
import { architecture, unpacked, whyNotUnpacked } from './unpacked.js';

/** A Redis, or a Valkey, that runs on this machine and keeps nothing on disk. */
export interface Redis {
  readonly url: string;
  readonly port: number;
  /** Ends it as a crash would. */
  stop(): Promise<void>;
}

const installed = (): string | undefined => inPath('redis-server') ?? inPath('valkey-server');

/** Why Redis cannot run here, or `undefined` where it can. */
export const whyNoRedis = (): string | undefined => (installed() ? undefined : whyNotUnpacked('Redis'));

/** @param port - default: any that is free */
export async function startRedis(port?: number): Promise<Redis> {
  const root = installed() === undefined ? unpacked('redis-server') : '';
  const libraries = [join(root, 'usr/lib', architecture()), join(root, 'lib', architecture())].join(':');
  const chosen = port ?? (await getPort());
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const options = [
    '--port',
    String(chosen),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const child = spawn(installed() ?? join(root, 'usr/bin/redis-server'), options, {
    stdio: 'ignore',
    env: { ...process.env, ...(root && { LD_LIBRARY_PATH: libraries }) },
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await end(child);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  };
  for (let waited = 0; !(await accepts(chosen)); waited += 50) {
    if (child.exitCode !== null || waited > 30_000) {
      await stop();
      throw new Error('Redis did not start');
    }
    await sleep(50);
  }
  return { url: `redis://127.0.0.1:${chosen}`, port: chosen, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
