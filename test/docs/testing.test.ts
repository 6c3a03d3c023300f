import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { execaNode } from 'execa';

/** Where the example finds the package before it is built. */
const sources: Readonly<Record<string, string>> = {
  'cloud-image-picker/simulator': '../../simulator/index.js',
  'cloud-image-picker/proxy': '../../src/proxy/index.js',
};

it('the test that the page on testing shows passes as it stands', async () => {
  const [, example = ''] = /^```ts\n([^]*?)^```/m.exec(readFileSync('docs/testing.md', 'utf8')) ?? [];
  const text = example.replaceAll(/'cloud-image-picker\/[^']+'/g, (name) => `'${sources[name.slice(1, -1)] ?? ''}'`);
  const file = '.cache/docs/testing.test.ts';
  mkdirSync('.cache/docs', { recursive: true });
  writeFileSync(file, text);
  const { stdout } = await execaNode(file, { nodeOptions: ['--import', 'tsx'], env: { NODE_TEST_CONTEXT: '' } });
  assert.match(stdout, /^# pass 1$|^ℹ pass 1$/m);
});
