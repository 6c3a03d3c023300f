import type { IncomingHttpHeaders } from 'node:http';

/** More than any form or password needs. */
export const maxBodyLength = 64 * 1024;

/** A request, wherever it comes from. */
export interface ServiceRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Reads the body; `undefined` if it is longer than `maxBodyLength`. */
  readonly text: () => Promise<string | undefined>;
}
