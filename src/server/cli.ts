#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { SettingsError } from './config-issues.js';
import { startServer, type Line } from './server.js';
import { readJson } from './settings.js';

const USAGE = 'Usage: cloud-image-picker proxy --config clouds.json\n';

const write = (line: Line): void =>
  void process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { config: { type: 'string' } }, allowPositionals: true });
  if (positionals.join(' ') !== 'proxy' || values.config === undefined) throw new SettingsError([USAGE.trim()]);
  const server = await startServer(readJson(values.config), process.env, write);
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const issues = error instanceof SettingsError ? error.issues : [error instanceof Error ? error.message : 'failed'];
  process.stderr.write(`${issues.join('\n')}\n`);
  process.exit(2);
});
