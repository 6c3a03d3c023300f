const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export function median(values: readonly number[]): number {
  return sorted(values)[Math.floor(values.length / 2)] ?? NaN;
}

/** Between which half of the values lie. */
export function middleHalf(values: readonly number[]): readonly [low: number, high: number] {
  const all = sorted(values);
  const at = (share: number): number => {
    const place = share * (all.length - 1);
    const [below = NaN, above = NaN] = [all[Math.floor(place)], all[Math.ceil(place)]];
    return below + (above - below) * (place % 1);
  };
  return [at(0.25), at(0.75)];
}

export const ms = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

export const verdict = (value: number, budget: number): string => `${budget} ${value <= budget ? 'kept' : 'MISSED'}`;

export function print(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of [heads, ...rows]) {
    console.log(`  ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('   ')}`);
  }
}
