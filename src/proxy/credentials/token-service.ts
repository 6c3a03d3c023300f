import { readAll } from '../body.js';
import { SignInError, type IssueContext } from './source.js';

/** More than the longest service catalogue that a token service adds. */
const MAX_BYTES = 8 * 2 ** 20;

export interface TokenRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as a form. */
  readonly body?: object | URLSearchParams;
  /** Reads from an error why the service rejects this user, in our own words, if the status alone does not say so. */
  readonly refusal?: (body: unknown) => string | undefined;
}

/** The answer of a token service. */
export interface TokenAnswer {
  readonly headers: Headers;
  /** Parsed JSON; `undefined` if it is not JSON. */
  readonly body: unknown;
}

/** For a wrong user, password or secret, or a locked account. */
const REFUSAL_STATUSES = [400, 401, 403, 423];

/**
 * Sends a request to a token service. Redirects are not followed, as they could take a password elsewhere.
 *
 * @throws SignInError
 */
export async function askTokenService(
  { method, url, headers, body, refusal }: TokenRequest,
  { fetch, signal }: Pick<IssueContext, 'fetch' | 'signal'>,
): Promise<TokenAnswer> {
  const form = body instanceof URLSearchParams;
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': type }), ...headers },
      ...(body && { body: form ? body.toString() : JSON.stringify(body) }),
      redirect: 'manual',
      signal,
    });
    text = new TextDecoder().decode(await readAll(response.body, MAX_BYTES));
  } catch (error) {
    throw new SignInError(whyUnreachable(error, signal));
  }
  if (!response.ok) {
    const why = refusal?.(parse(text));
    const refused = why !== undefined || REFUSAL_STATUSES.includes(response.status);
    throw new SignInError(`the token service answered ${response.status}${why === undefined ? '' : `: ${why}`}`, {
      refused,
    });
  }
  return { headers: response.headers, body: parse(text) };
}

function whyUnreachable(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'the token service did not answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return 'the token is longer than this Node reads from a header: start it with --max-http-header-size=131072';
  }
  return `the token service cannot be reached${code && ` (${code})`}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
