import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const page = readFileSync('docs/dependencies.md', 'utf8');

interface Installed {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

const read = (path: string): Installed => JSON.parse(readFileSync(path, 'utf8')) as Installed;
const installed = (name: string): Installed => read(`node_modules/${name}/package.json`);

/** Each row of the table, by the dependency. */
const rows = new Map(
  Array.from(
    page.matchAll(/^\| `([^`]+)` +\| [^|]+ \| ([^|]+?) +\| ([\d.]+) kB +\|$/gm),
    ([, name = '', licence, size]) => [name, { licence, size: Number(size) }],
  ),
);

/** What the browser's part of the source takes from a dependency, as one line of code. */
function importsOf(dependency: string): string {
  const names = new Map<string, Set<string>>();
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /^(proxy|server)/.test(file)) continue;
    const source = readFileSync(join('src', file), 'utf8');
    for (const [, imported = '', module = ''] of source.matchAll(/^import ([^;]+?) from '([^']+)';/gms)) {
      if (module !== dependency && !module.startsWith(`${dependency}/`)) continue;
      const found = names.get(module) ?? new Set();
      names.set(module, found);
      const namespace = /^\* as (\w+)$/.exec(imported)?.[1];
      const used = namespace
        ? Array.from(source.matchAll(new RegExp(`\\b${namespace}\\.([a-z]\\w*)\\(`, 'g')), ([, name = '']) => name)
        : imported.startsWith('type ')
          ? []
          : imported.replace(/[{}\s]/g, ' ').split(',');
      for (const name of used) if (name.trim() && !name.trim().startsWith('type ')) found.add(name.trim());
    }
  }
  return Array.from(names, ([module, used]) => `export { ${[...used].sort().join(', ')} } from '${module}';`).join(
    '\n',
  );
}

/** Kilobytes of some code with all that it imports, as a page loads it. */
async function sizeOf(code: string): Promise<number> {
  mkdirSync('.cache', { recursive: true });
  // Beside the installed packages, as a page of this project would be.
  const entry = join(mkdtempSync('.cache/imports-'), 'entry.js');
  writeFileSync(entry, code);
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { minify: true, comments: false } },
    },
  }).finally(() => rmSync(dirname(entry), { recursive: true }));
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('not built');
  return gzipSync(output.output[0].code, { level: 9 }).length / 1000;
}

describe('docs/dependencies.md', () => {
  it('has a row for each runtime dependency, and for nothing else', () => {
    assert.deepEqual([...rows.keys()].sort(), Object.keys(read('package.json').dependencies ?? {}).sort());
  });

  it('names the licences that the packages have, and every package that they bring', () => {
    const waiting = Object.keys(read('package.json').dependencies ?? {});
    const all = new Set<string>();
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (all.has(name)) continue;
      all.add(name);
      waiting.push(...Object.keys(installed(name).dependencies ?? {}));
    }
    for (const name of all) {
      const { license = '', scripts = {} } = installed(name);
      assert.ok(page.includes(`\`${name}\``), `${name} is not mentioned`);
      assert.ok(page.includes(license), `${name} has the licence ${license}`);
      assert.equal(rows.get(name)?.licence ?? license, license, name);
      assert.deepEqual(
        Object.keys(scripts).filter((script) => ['preinstall', 'install', 'postinstall'].includes(script)),
        [],
        name,
      );
    }
  });

  it('says what each adds to a page', async () => {
    let code = '';
    let before = 0;
    for (const [name, { size }] of rows) {
      code += `\n${importsOf(name)}`;
      const after = await sizeOf(code);
      assert.ok(Math.abs(after - before - size) < 0.15, `${name} adds ${(after - before).toFixed(1)} kB, not ${size}`);
      before = after;
    }
  });
});
