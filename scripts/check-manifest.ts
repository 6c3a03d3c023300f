import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { validateCem } from '@wc-toolkit/cem-validator';

// Checks that the manifest matches the doc comments and is valid: each type that it names is exported, each element has its module.

const file = 'custom-elements.json';
const fresh = '.cache/manifest';
const { status } = spawnSync('npm', ['run', '--silent', 'manifest', '--', '--quiet', '--outdir', fresh], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) throw new Error('The manifest cannot be made.');
const committed = readFileSync(file, 'utf8');
if (committed !== readFileSync(`${fresh}/${file}`, 'utf8')) {
  throw new Error(`${file} is not what the doc comments say: run \`npm run manifest\`.`);
}

await validateCem(JSON.parse(committed) as Parameters<typeof validateCem>[0], {
  rules: {
    packageJson: { packageType: 'error', exports: 'error', customElementsProperty: 'error', publishedCem: 'error' },
    manifest: {
      schemaVersion: 'error',
      tagName: 'error',
      exportTypes: 'error',
      // The files are built while this runs. A test of the manifest compares the paths with the package's exports.
      modulePath: 'off',
      definitionPath: 'off',
    },
  },
});
