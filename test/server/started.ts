import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

const cli = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  /** Lines of the log so far. */
  readonly lines: Record<string, unknown>[];
  readonly complaints: () => string;
  /** The code with which it ends. */
  readonly ended: Promise<unknown>;
}

/** Starts the server with a configuration, which is written to a file. */
export function start(config: unknown, environment: Readonly<Record<string, string>> = {}): Started {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  const file = join(folder, 'clouds.json');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  after(() => rmSync(folder, { recursive: true }));
  const line = ['--import', 'tsx', cli, 'proxy', '--config', file];
  return follow(spawn(process.execPath, line, { env: { ...process.env, ...environment } }));
}

/** Follows a server that was started. */
export function follow(child: ChildProcessWithoutNullStreams): Started {
  const lines: Record<string, unknown>[] = [];
  createInterface({ input: child.stdout }).on('line', (line) =>
    lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  after(() => child.kill('SIGKILL'));
  return { child, lines, complaints: () => complaints, ended: once(child, 'close').then(([code]) => code as unknown) };
}

/** Where a started server listens. */
export async function listening({ child, lines, complaints }: Started): Promise<{ url: string; admin: string }> {
  for (;;) {
    const line = lines.find(({ type }) => type === 'listening');
    if (line) return { url: String(line['url']), admin: String(line['admin']) };
    if (child.exitCode !== null) throw new Error(`The server did not start: ${complaints()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
