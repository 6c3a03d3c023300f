#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { cloudIds, startSimulator } from './index.js';

/** Starts the simulator from the command line: `npx cloud-image-picker-simulator --port 8787 --host 127.0.0.1`. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8787' }, host: { type: 'string', default: '127.0.0.1' } },
});

const simulator = await startSimulator({ port: Number(values.port), host: values.host });
for (const cloud of cloudIds) process.stdout.write(`${simulator.endpoint(cloud)}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close();
  });
}
