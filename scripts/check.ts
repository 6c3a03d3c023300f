import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

type Step = readonly [name: string, script: string];

/** Of the sources: the longest first, as many at a time as there are processors. */
const ofSources: readonly Step[] = [
  ['lint', 'check:lint'],
  ['types', 'check:types'],
  ['format', 'check:format'],
  ['unused code', 'check:unused'],
  ['manifest', 'check:manifest'],
  ['audit', 'check:audit'],
];

/** One after the other: what is checked was built just before. */
const ofBuild: readonly Step[] = [
  ['build', 'build'],
  ['package', 'check:package'],
  ['size', 'check:size'],
];

function run(script: string): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      // Packing must not build what was built one step before.
      env: {
        ...process.env,
        npm_config_ignore_scripts: 'true',
        [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1',
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', (error) => resolve({ passed: false, output: String(error) }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

const failed: string[] = [];

async function take(steps: Step[]): Promise<void> {
  for (let step = steps.shift(); step; step = steps.shift()) {
    const [name, script] = step;
    const start = performance.now();
    const { passed, output } = await run(script);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${passed ? '✔' : '✖'} ${name} (${seconds} s)`);
    if (!passed || name === 'size' || name === 'audit') console.log(output.trimEnd().replace(/^/gm, '    '));
    if (!passed) failed.push(script);
  }
}

const left = [...ofSources];
await Promise.all(Array.from({ length: availableParallelism() }, () => take(left)));
await take([...ofBuild]);

console.log(
  failed.length === 0 ? '\nAll checks passed' : `\nFailed: ${failed.map((name) => `npm run ${name}`).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
