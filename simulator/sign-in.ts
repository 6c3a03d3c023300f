import type { IncomingHttpHeaders } from 'node:http';
import type { RunState } from './log.js';
import type { Options } from './options.js';
import type { Reply } from './replies.js';
import type { ServiceRequest } from './request.js';

/** A request to a token service. */
export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly options: Options;
  readonly breach: (what: string) => void;
  readonly sessions: Sessions;
}

/** A token service of a cloud; returns `undefined` for other paths. */
export type SignInService = (request: SignInRequest) => Reply | undefined | Promise<Reply | undefined>;

/** The tokens that sign-ins of one run have issued. */
export class Sessions {
  readonly #expiryTimes = new Map<string, number>();

  /** Issues a token that is new in this run, and that the cloud accepts. */
  begin(first: string, seconds: number): string {
    const number = this.#expiryTimes.size + 1;
    const token = number === 1 ? first : `${first}-${String(number)}`;
    this.#expiryTimes.set(token, performance.now() + seconds * 1000);
    return token;
  }

  /** @returns whether there was such a session */
  end(token: string): boolean {
    const known = this.#expiryTimes.has(token);
    if (known) this.#expiryTimes.set(token, -Infinity);
    return known;
  }

  hasEnded(token: string): boolean {
    return performance.now() >= (this.#expiryTimes.get(token) ?? Infinity);
  }
}

const sessionsOf = new WeakMap<RunState, Sessions>();

/** Whether a token was issued by a sign-in and has expired. */
export function isSessionOver(token: string, state: RunState): boolean {
  return sessionsOf.get(state)?.hasEnded(token) ?? false;
}

interface SignInCall extends Pick<SignInRequest, 'path' | 'query' | 'options' | 'breach'> {
  readonly request: ServiceRequest;
  readonly state: RunState;
}

/** The reply of the cloud's token service; `undefined` if the request is not for it. */
export async function answerSignIn(
  service: SignInService | undefined,
  { request, state, ...call }: SignInCall,
): Promise<Reply | undefined> {
  const { method, headers } = request;
  // Images are requested by GET only, so nothing else needs the body that is read here.
  if (!service || method === 'GET' || method === 'OPTIONS') return undefined;
  const sessions = sessionsOf.get(state) ?? new Sessions();
  sessionsOf.set(state, sessions);
  const body = await request.text();
  if (body === undefined) {
    call.breach('the body is longer than any sign-in');
    return { status: 413, headers: {}, body: '' };
  }
  return service({ ...call, method, headers, body, sessions });
}

/** The value if it is an object, or else an empty object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether the body of a request has a media type. */
export function isOfType({ headers }: SignInRequest, type: string): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type;
}
