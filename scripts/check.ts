import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** In this order: the package is checked as it was built just before. */
const steps = [
  ['types', 'check:types'],
  ['lint', 'check:lint'],
  ['format', 'check:format'],
  ['unused code', 'check:unused'],
  ['manifest', 'check:manifest'],
  ['build', 'build'],
  ['package', 'check:package'],
  ['size', 'check:size'],
] as const;

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
for (const [name, script] of steps) {
  const start = performance.now();
  const { passed, output } = await run(script);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${passed ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (!passed || name === 'size') console.log(output.trimEnd().replace(/^/gm, '    '));
  if (!passed) failed.push(script);
}

console.log(
  failed.length === 0 ? '\nAll checks passed' : `\nFailed: ${failed.map((name) => `npm run ${name}`).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
