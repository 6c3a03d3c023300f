import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A program that runs beside the tests. */
export interface BackgroundProcess {
  /** Its output. */
  readonly output: Readable;
  /** Ends it and everything that it started. */
  stop(): void;
}

/** A shell that reads until its input ends, and then ends its process group: the program and its children. */
const watched = '"$@" & exec >&-; read -r _; kill 0';

/**
 * Starts a program that ends when it is stopped or when this process ends, however that happens. execa does not end the program's
 * own children, and ends nothing if this process is killed.
 */
export function startInBackground(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): BackgroundProcess {
  const { stdin, stdout } = spawn('/bin/sh', ['-c', watched, command, command, ...args], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return { output: stdout, stop: () => stdin.end() };
}
