/** An own property of a record. Keys from outside may be `constructor`, which every object inherits. */
export const getOwn = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
