import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const file = 'custom-elements.json';
const outdir = '.cache/manifest';

execFileSync('npm', ['run', '--silent', 'manifest', '--', '--quiet', '--outdir', outdir], {
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
if (readFileSync(file, 'utf8') !== readFileSync(`${outdir}/${file}`, 'utf8')) {
  console.error(`${file} is out of date: run \`npm run manifest\` and commit it.`);
  process.exitCode = 1;
}
