import * as z from 'zod/mini';
import { must } from './check.js';

export interface Limits {
  /** Maximum characters of a request's path and query. Defaults to 8,192. */
  readonly urlLength: number;
  /** Maximum characters of a request's headers, names and values. Defaults to 32,768. */
  readonly headersLength: number;
  /** Maximum bytes of a decompressed response body. Defaults to 64 MiB. */
  readonly bodyBytes: number;
  /** Milliseconds to wait for a cloud's headers, including sign-in. Defaults to 14,000, slightly less than pickers wait. */
  readonly headersTimeout: number;
  /** Milliseconds to wait for the body after the headers. Defaults to 60,000. */
  readonly bodyTimeout: number;
  /** Milliseconds to wait for a sign-in. Defaults to 10,000. */
  readonly signInTimeout: number;
  /** Maximum number of accounts from a credentials function to keep. Defaults to 1,000. The least recently used are dropped first. */
  readonly accounts: number;
  /** Maximum concurrent requests to an upstream that does not set its own `concurrency`. Defaults to 64. */
  readonly concurrency: number;
  /** Maximum concurrent requests of a client to all upstreams together. Defaults to 16. A picker sends four at a time. */
  readonly clientConcurrency: number;
  /** Maximum number of requests to queue for an upstream, and for a client. Further requests are rejected. Defaults to 64. */
  readonly queueLength: number;
  /** Milliseconds that a request waits in a queue before it is rejected. Defaults to 5,000. */
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

/** The maximum delay of a timer. With a longer one, it fires immediately. */
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
