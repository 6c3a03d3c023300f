import * as z from 'zod/mini';
import { must } from './check.js';

export interface Limits {
  /** Characters of a request's path and query; the default is 8,192. */
  readonly urlLength: number;
  /** Characters of a request's headers, names and values; the default is 32,768. */
  readonly headersLength: number;
  /** Bytes of an answer's body, unpacked; the default is 64 MiB. */
  readonly bodyBytes: number;
  /** Milliseconds until a cloud's headers must have come, signing in included; the default is 14,000, just less than a picker waits. */
  readonly headersTimeout: number;
  /** Milliseconds for the body after that; the default is 60,000. */
  readonly bodyTimeout: number;
  /** Milliseconds for one sign-in; the default is 10,000. */
  readonly signInTimeout: number;
  /** Cloud accounts that a function for credentials gave, kept at a time; the default is 1,000. The one used longest ago goes first. */
  readonly accounts: number;
  /** Requests to one upstream at a time, unless it has a `concurrency` of its own; the default is 64. */
  readonly concurrency: number;
  /** Requests of one client at a time, to all upstreams together; the default is 16. Pickers send four at a time. */
  readonly clientConcurrency: number;
  /** Requests that wait for an upstream, and those of one client that wait, beyond which they are refused; the default is 64. */
  readonly queueLength: number;
  /** Milliseconds that a request waits so before it is refused; the default is 5,000. */
  readonly queueTimeout: number;
}

export const LIMITS: Limits = {
  urlLength: 8_192,
  headersLength: 32_768,
  bodyBytes: 64 * 2 ** 20,
  headersTimeout: 14_000,
  bodyTimeout: 60_000,
  signInTimeout: 10_000,
  accounts: 1_000,
  concurrency: 64,
  clientConcurrency: 16,
  queueLength: 64,
  queueTimeout: 5_000,
};

/** Timers take no more, and are over at once where they are given more. */
const MAX_TIMER = 2 ** 31 - 1;

const positive = z.optional(must<number>((value) => typeof value === 'number' && value > 0, 'must be more than 0'));
const milliseconds = z.optional(
  must<number>(
    (value) => typeof value === 'number' && value > 0 && value <= MAX_TIMER,
    'must be more than 0 and at most 2,147,483,647 milliseconds',
  ),
);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

export const countSchema = must<number>(isCount, 'must be a whole number of at least 1');

export const limitsSchema = z.strictObject({
  urlLength: positive,
  headersLength: positive,
  bodyBytes: positive,
  headersTimeout: milliseconds,
  bodyTimeout: milliseconds,
  signInTimeout: milliseconds,
  accounts: positive,
  concurrency: z.optional(countSchema),
  clientConcurrency: z.optional(countSchema),
  queueLength: z.optional(must((value) => value === 0 || isCount(value), 'must be a whole number')),
  queueTimeout: milliseconds,
});
