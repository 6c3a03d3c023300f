import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** To make the tables of a service takes longer than to start it, so they are kept, empty, beside its unpacked package. */
const keptIn = (root: string): string => join(root, '..', 'tables.sqlite');

/** @returns whether there were any */
export function takeTables(root: string, database: string): boolean {
  const kept = keptIn(root);
  if (!existsSync(kept)) return false;
  copyFileSync(kept, database);
  return true;
}

/**
 * Copies tables while they are empty.
 *
 * @returns what keeps the copy for the next run: to be called once the service has shown that they are all there
 */
export function setTablesAside(root: string, database: string): () => void {
  const copy = `${keptIn(root)}.${process.pid}`;
  if (existsSync(database)) copyFileSync(database, copy);
  return () => {
    if (existsSync(copy)) renameSync(copy, keptIn(root));
  };
}
