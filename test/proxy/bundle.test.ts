import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** Every module that is loaded with these, and every package. */
function loadedWith(...entries: string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!existsSync(file)) return;
    const code = readFileSync(file, 'utf8').replace(/^(import|export) type [^;]*;/gm, '');
    for (const [, path = ''] of code.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)) {
      visit(path.startsWith('.') ? join(dirname(file), path.replace(/\.js$/, '.ts')) : path);
    }
  };
  for (const entry of entries) visit(join(src, entry));
  return Array.from(seen, (file) => (file.startsWith(src) ? relative(src, file) : file));
}

test('no page loads any of the proxy', () => {
  const registered = readdirSync(join(src, 'register')).map((file) => join('register', file));
  const loaded = loadedWith('index.ts', 'catalog/index.ts', ...registered);
  assert.ok(loaded.includes('providers/route.ts'));
  assert.deepEqual(
    loaded.filter((file) => file.startsWith('proxy/')),
    [],
  );
});

test('the proxy needs no runtime of its own: neither Node nor a document', () => {
  const loaded = loadedWith('proxy/index.ts', 'proxy/node.ts');
  assert.ok(loaded.includes('proxy/proxy.ts'));
  assert.deepEqual(
    loaded.filter((file) => !file.endsWith('.ts')),
    ['zod/mini'],
  );
});
