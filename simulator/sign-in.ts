import type { IncomingMessage } from 'node:http';
import type { Reply } from './clouds/cloud.js';
import type { RunState } from './log.js';
import type { Options } from './options.js';

/** A request to a token service. */
export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly options: Options;
  readonly breach: (what: string) => void;
  readonly sessions: Sessions;
}

/** A token service of a cloud; `undefined` where the path is none of its own. */
export type SignInService = (request: SignInRequest) => Reply | undefined;

/** The tokens that sign-ins of one run have brought. */
export class Sessions {
  readonly #ends = new Map<string, number>();

  /** A token that no sign-in has brought before, of those that `credentials` makes valid. */
  begin(first: string, seconds: number): string {
    const number = this.#ends.size + 1;
    const token = number === 1 ? first : `${first}-${String(number)}`;
    this.#ends.set(token, performance.now() + seconds * 1000);
    return token;
  }

  /** @returns whether there was such a session */
  end(token: string): boolean {
    const known = this.#ends.has(token);
    if (known) this.#ends.set(token, -Infinity);
    return known;
  }

  hasEnded(token: string): boolean {
    return performance.now() >= (this.#ends.get(token) ?? Infinity);
  }
}

const sessionsOf = new WeakMap<RunState, Sessions>();

/** Whether a token was brought by a sign-in, and its time is over. */
export function hasEnded(token: string, state: RunState): boolean {
  return sessionsOf.get(state)?.hasEnded(token) ?? false;
}

/** Longer than any form or password. */
const longestBody = 64 * 1024;

interface Call extends Pick<SignInRequest, 'path' | 'query' | 'options' | 'breach'> {
  readonly request: IncomingMessage;
  readonly state: RunState;
}

/** The answer of the cloud's token service; `undefined` where the request is none for it. */
export async function answerSignIn(
  service: SignInService | undefined,
  { request, state, ...call }: Call,
): Promise<Reply | undefined> {
  const { method = '', headers } = request;
  // Images are read by GET only, so no body is kept from them.
  if (!service || method === 'GET' || method === 'OPTIONS') return undefined;
  const sessions = sessionsOf.get(state) ?? new Sessions();
  sessionsOf.set(state, sessions);
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > longestBody) {
      call.breach('the body is longer than any sign-in');
      return { status: 413, headers: {}, body: '' };
    }
  }
  return service({ ...call, method, headers, body, sessions });
}

/** A JSON object, or an empty one where the text is none. */
export function readFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return readFields(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether a request says that its body is of a media type. */
export function isOfType({ headers }: SignInRequest, type: string): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type;
}
