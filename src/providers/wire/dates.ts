import type { CloudImage } from '../image.js';
import { asText } from './readers.js';

/** A date in UTC, with months from 1; `undefined` if there is no such date. */
export function utcDate(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
): Date | undefined {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCHours() === hour;
  return same ? date : undefined;
}

const ISO =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(?:Z|UTC|([+-])(\d\d):?(\d\d)?)?$/i;

/** A date, and whether it has a time zone. Without one, its UTC fields hold the written date. */
export interface ParsedDate {
  readonly date: Date;
  readonly hasZone: boolean;
}

/** Parses ISO 8601 or milliseconds since 1970; `undefined` if invalid. */
export function parseDate(value: unknown): ParsedDate | undefined {
  const text = asText(value)?.trim() ?? '';
  const parts = ISO.exec(text);
  if (!parts) return /^\d{12,14}$/.test(text) ? { date: new Date(Number(text)), hasZone: true } : undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = 0, sign, hours = 0, minutes = 0] = parts;
  const milliseconds = Number(`${fraction}00`.slice(0, 3));
  const date = utcDate(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const zoned = sign !== undefined || /[zc]$/i.test(text);
  return date && { date: new Date(date.getTime() + (sign === '-' ? offset : -offset)), hasZone: zoned };
}

/** Parses a date that is in UTC whether or not it says so. */
export const asDate = (value: unknown): Date | undefined => parseDate(value)?.date;

/** The dates of an image. */
export function imageDates(
  created: ParsedDate | undefined,
  updated: ParsedDate | undefined,
): Pick<CloudImage, 'createdAt' | 'updatedAt' | 'datesWithoutZone'> {
  const written = { createdAt: created, updatedAt: updated };
  const datesWithoutZone = (['createdAt', 'updatedAt'] as const).filter((field) => written[field]?.hasZone === false);
  return {
    createdAt: created?.date,
    updatedAt: updated?.date,
    ...(datesWithoutZone.length > 0 && { datesWithoutZone }),
  };
}

/** The day as the picker shows it: in the user's zone, or as written if there is no zone. */
export function isoDay({ date, hasZone: zoned }: ParsedDate): string {
  const offset = zoned ? date.getTimezoneOffset() * 60_000 : 0;
  return new Date(date.getTime() - offset).toISOString().slice(0, 10);
}
