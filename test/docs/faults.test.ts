import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { format } from 'prettier';
import { providers } from '../../src/providers/registry.js';
import { cloudIds } from '../clouds/index.js';
import { cloudsOf, faults, type Outcome } from '../support/fault-matrix.js';

const file = 'docs/faults.md';
const [start, end] = ['<!-- made from test/support/fault-matrix.ts -->', '<!-- end -->'];

const words = ({ state, requests, found, says }: Outcome): string[] => [
  state === 'ready' ? (found ?? '') : `\`${state}\``,
  says,
  requests === undefined ? 'one per page' : String(requests),
];

const row = (name: string, outcome: Outcome): string => `| ${[name, ...words(outcome)].join(' | ')} |`;

function table(): string {
  const rows = faults.flatMap((fault) => [
    row(fault.name, fault.outcome),
    ...cloudIds.flatMap((cloud) => {
      const outcome = fault.except?.[cloud];
      return outcome ? [row(`– ${providers.get(cloud)?.name ?? cloud}`, outcome)] : [];
    }),
  ]);
  const heading = ['| Fault | Images, or error kind | Message | Requests |', '| - | - | - | - |'];
  const cases = faults.reduce((sum, fault) => sum + cloudsOf(fault).length, 0);
  return [...heading, ...rows, '', `${faults.length} faults, ${cases} cases.`].join('\n');
}

it(`${file} shows what the tests hold`, async () => {
  const page = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = page.split(start);
  const after = rest.split(end)[1] ?? '';
  const made = await format(`${before}${start}\n\n${table()}\n\n${end}${after}`, {
    parser: 'markdown',
    printWidth: 120,
  });
  // `UPDATE=1 npx tsx --test test/docs/faults.test.ts` writes it.
  if (process.env['UPDATE']) writeFileSync(file, made);
  assert.equal(readFileSync(file, 'utf8'), made);
});
