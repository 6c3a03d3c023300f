import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { answering, end } from './child.js';
import { python } from './python.js';
import { setTablesAside, takeTables } from './tables.js';
import { unpacked } from './unpacked.js';

/** A real OpenStack Keystone that runs on this machine. Its one user is in the domain `Default`. */
export interface Keystone {
  /** Without the path of the API. */
  readonly url: string;
  readonly user: {
    readonly domain: string;
    readonly user: string;
    readonly password: string;
    readonly project: string;
  };
  stop(): Promise<void>;
}

function configuration(state: string): string {
  return [
    '[DEFAULT]',
    `log_file = ${state}/keystone.log`,
    '[database]',
    `connection = sqlite:///${state}/keystone.sqlite`,
    '[fernet_tokens]',
    `key_repository = ${state}/fernet`,
    // It ends where the directory of these is missing, too, though nothing here asks for a receipt.
    '[fernet_receipts]',
    `key_repository = ${state}/fernet`,
    '[credential]',
    `key_repository = ${state}/credential`,
    '[token]',
    'provider = fernet',
    'expiration = 86400',
    '[cache]',
    'enabled = false',
    '',
  ].join('\n');
}

const fernetKey = (): string => randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/** Starts a Keystone of its own: an empty database, Fernet tokens, one user. The first time it takes a minute. */
export async function startKeystone(): Promise<Keystone> {
  const root = unpacked('keystone');
  const state = mkdtempSync(join(tmpdir(), 'keystone-'));
  const user = { domain: 'Default', user: 'admin', password: 'sésame & "ouvre"-toi', project: 'admin' };
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(state, 'keystone.conf');
  for (const keys of ['fernet', 'credential']) {
    mkdirSync(join(state, keys), { mode: 0o700 });
    // The next key, and the one in use.
    for (const name of ['0', '1']) writeFileSync(join(state, keys, name), fernetKey(), { mode: 0o600 });
  }
  writeFileSync(config, configuration(state));

  const { command, env: own } = python(root);
  const env = { ...own, HOME: state, OS_KEYSTONE_CONFIG_FILES: config, OS_KEYSTONE_CONFIG_DIR: state };
  const log = join(state, 'keystone.log');
  const manage = (...args: string[]): void => {
    const line = ['-W', 'ignore', join(root, 'usr/bin/keystone-manage'), '--config-file', config, ...args];
    const { stdout, stderr } = spawnSync(command, line, { cwd: state, env, encoding: 'utf8' });
    // It complains at its end without harm, so only its server shows whether it went well.
    appendFileSync(log, `${stdout}${stderr}`);
  };
  const database = join(state, 'keystone.sqlite');
  const isNew = !takeTables(root, database);
  if (isNew) manage('db_sync');
  const keepTables = isNew ? setTablesAside(root, database) : undefined;
  const addresses = ['admin', 'public', 'internal'].flatMap((kind) => [`--bootstrap-${kind}-url`, `${url}/v3/`]);
  const names = ['--bootstrap-username', user.user, '--bootstrap-project-name', user.project];
  manage(
    'bootstrap',
    ...names,
    '--bootstrap-password',
    user.password,
    ...addresses,
    '--bootstrap-region-id',
    'RegionOne',
  );

  const server = join(root, 'usr/bin/keystone-wsgi-public');
  const child = spawn(command, ['-W', 'ignore', server, '--host', '127.0.0.1', '--port', String(port)], {
    cwd: state,
    env,
    stdio: 'ignore',
  });
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(state, { recursive: true, force: true });
  };
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await answering(`${url}/v3`, child);
    keepTables?.();
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-4000) : '';
    await stop();
    throw new Error(`Keystone did not start: ${said}`, { cause: error });
  }
  return { url, user, stop };
}
