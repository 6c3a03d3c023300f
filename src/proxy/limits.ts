import * as z from 'zod/mini';
import { must } from './check.js';

export interface Limits {
  /** Characters of a request's path and query; the default is 8,192. */
  readonly urlLength: number;
  /** Characters of a request's headers, names and values; the default is 32,768. */
  readonly headersLength: number;
  /** Bytes of a decompressed response body; the default is 64 MiB. */
  readonly bodyBytes: number;
  /** Milliseconds to wait for a cloud's headers, signing in included; the default is 14,000, just less than a picker waits. */
  readonly headersTimeout: number;
  /** Milliseconds for the body after that; the default is 60,000. */
  readonly bodyTimeout: number;
  /** Milliseconds for one sign-in; the default is 10,000. */
  readonly signInTimeout: number;
  /** The most accounts from a credentials function to keep; the default is 1,000. The least recently used is dropped first. */
  readonly accounts: number;
  /** Concurrent requests to one upstream, unless it has its own `concurrency`; the default is 64. */
  readonly concurrency: number;
  /** Concurrent requests of one client to all upstreams together; the default is 16. Pickers send four at a time. */
  readonly clientConcurrency: number;
  /** The most requests to queue for an upstream, and for a client; further ones are rejected. The default is 64. */
  readonly queueLength: number;
  /** Milliseconds that a request waits in a queue before it is rejected; the default is 5,000. */
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

/** The most that a timer takes; with more it fires at once. */
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
