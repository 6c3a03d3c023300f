import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// `npm audit`, but without failing if a registry publishes no advisories (a mirror, no network).

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly nodes: readonly string[] }>>;
  /** The registry's error, if it rejected the request. */
  readonly statusCode?: number;
  readonly error?: { readonly code?: string; readonly summary?: string };
  readonly message?: string;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

const unavailable = [404, 405, 501, 'ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN'];
const severe = ['high', 'critical'];

/**
 * @param folder - the folder of a package with its lockfile
 * @param shipped - whether portals install its dependencies
 */
function check(folder: string, shipped: boolean): void {
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_audit: 'true', npm_config_fetch_retries: '0' },
  });
  const { vulnerabilities, statusCode, error, message } = JSON.parse(stdout) as Report;
  const { packages } = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as Lockfile;

  if (vulnerabilities) {
    // Portals install the runtime dependencies, so each of their vulnerabilities counts; those of tools only if they are severe.
    const found = Object.entries(vulnerabilities).filter(
      ([, { severity, nodes }]) =>
        severe.includes(severity) || (shipped && nodes.some((path) => packages[path]?.dev !== true)),
    );
    for (const [name, { severity }] of found) console.error(`${name}: ${severity}`);
    console.log(`Vulnerable packages that matter: ${found.length}, of ${Object.keys(vulnerabilities).length} known`);
    if (found.length > 0) process.exitCode = 1;
  } else if ([statusCode, error?.code].some((reason) => reason !== undefined && unavailable.includes(reason))) {
    console.log(`Not checked: the registry publishes no advisories here (${statusCode ?? error?.code ?? ''})`);
  } else {
    console.error(`npm audit failed: ${error?.summary ?? message ?? 'without a reason'}`);
    process.exitCode = 1;
  }
}

check('.', true);
check('site', false);
