import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { answering, end } from './child.js';
import type { Keystone } from './keystone.js';
import { python } from './python.js';
import { setTablesAside, takeTables } from './tables.js';
import { unpacked } from './unpacked.js';

/** Rows of Glance's tables, by the names of their columns. */
export type Tables = Readonly<
  Record<
    'images' | 'image_tags' | 'image_properties' | 'image_members',
    readonly Readonly<Record<string, string | number | boolean | null>>[]
  >
>;

/** A real OpenStack Glance that runs on this machine. */
export interface Glance {
  /** Without the path of the API. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Glance that has its tables, and does not run yet. */
export interface PreparedGlance {
  /** @param tables - the images that it begins with: its API would take minutes to be told of so many, and of some statuses not at all */
  start(keystone: Keystone, tables: Tables): Promise<Glance>;
  stop(): Promise<void>;
}

/** Those of the installed service, and who it asks about a token. */
function configuration(state: string, root: string, port: number, keystone?: Keystone): string {
  const signIn = keystone && [
    '[keystone_authtoken]',
    'auth_type = password',
    `auth_url = ${keystone.url}/v3`,
    `www_authenticate_uri = ${keystone.url}/v3`,
    `username = ${keystone.user.user}`,
    `password = ${keystone.user.password}`,
    `project_name = ${keystone.user.project}`,
    `user_domain_name = ${keystone.user.domain}`,
    `project_domain_name = ${keystone.user.domain}`,
  ];
  return [
    '[DEFAULT]',
    'bind_host = 127.0.0.1',
    `bind_port = ${port}`,
    'workers = 0',
    'enabled_backends = fs:file',
    `log_file = ${state}/glance.log`,
    '[database]',
    `connection = sqlite:///${state}/glance.sqlite`,
    '[glance_store]',
    'default_backend = fs',
    ...['fs', 'os_glance_tasks_store', 'os_glance_staging_store'].flatMap((store) => [
      `[${store}]`,
      `filesystem_store_datadir = ${state}/${store}`,
    ]),
    '[paste_deploy]',
    'flavor = keystone',
    `config_file = ${root}/usr/share/glance-common/glance-api-paste.ini`,
    '[oslo_concurrency]',
    `lock_path = ${state}`,
    ...(signIn ?? []),
    '',
  ].join('\n');
}

const FILL = `
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
for table, rows in json.load(sys.stdin).items():
    for row in rows:
        names = ', '.join(row)
        database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
database.commit()
`;

/** Makes the tables of a Glance; meanwhile its Keystone can be started. */
export function prepareGlance(): PreparedGlance {
  const root = unpacked('glance-api');
  const state = mkdtempSync(join(tmpdir(), 'glance-'));
  const config = join(state, 'glance-api.conf');
  const { command, env: own } = python(root);
  const env = { ...own, HOME: state };
  writeFileSync(config, configuration(state, root, 0));

  const running = new Set<ChildProcess>();
  const run = (args: readonly string[], input?: string): ChildProcess => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(command, ['-W', 'ignore', ...args], { cwd: state, env, stdio: [stdin, 'ignore', 'ignore'] });
    child.stdin?.end(input);
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const program = (name: string): string[] => [join(root, 'usr/bin', name), '--config-file', config];
  const kill = (): void => running.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await Promise.all(Array.from(running, (child) => end(child)));
    rmSync(state, { recursive: true, force: true });
  };

  const database = join(state, 'glance.sqlite');
  const isNew = !takeTables(root, database);
  const synced = isNew && once(run([...program('glance-manage'), 'db_sync']), 'exit');
  return {
    stop,
    start: async (keystone, tables) => {
      await synced;
      const keepTables = isNew ? setTablesAside(root, database) : undefined;
      await once(run(['-c', FILL, database], JSON.stringify(tables)), 'exit');
      const port = await getPort();
      const url = `http://127.0.0.1:${port}`;
      writeFileSync(config, configuration(state, root, port, keystone));
      const server = run(program('glance-api'));
      try {
        await answering(`${url}/versions`, server);
        keepTables?.();
      } catch (error) {
        const log = join(state, 'glance.log');
        const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-4000) : '';
        await stop();
        throw new Error(`Glance did not start: ${said}`, { cause: error });
      }
      return { url, stop };
    },
  };
}
