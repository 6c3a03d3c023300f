import type { Dice } from '../random.js';

/** The current date of all catalogues: fixed, so that they never change. */
const today = Date.UTC(2026, 4, 20, 9, 30);
const day = 86_400_000;

/** A time in the last `days` days; recent ones are more frequent, as images are replaced. */
export function pastDate(dice: Dice, days = 1200): Date {
  const age = dice.next() * dice.next();
  return new Date(today - Math.floor(age * days * day) - dice.int(0, 59_999));
}

/** A time after a date, but not in the future. */
export function laterDate(dice: Dice, date: Date, days = 30): Date {
  return new Date(Math.min(today, date.getTime() + Math.floor(dice.next() * days * day)));
}

/** `20250312` */
export function compactDay(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}

/** `2025-03-12T08:15:30` */
export function toSeconds(date: Date): string {
  return date.toISOString().slice(0, 19);
}
