import { Secrets } from './redaction.js';

/** Why something failed, for the operator's log and never for a page. */
export interface Cause {
  /** The platform's error code, for example `ECONNREFUSED` or `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly code?: string;
  readonly message: string;
}

const MAX_LENGTH = 500;
/** An error of `fetch` has a cause, which may be an AggregateError over several addresses. */
const MAX_DEPTH = 5;

/**
 * The code and message of an error and its causes.
 *
 * @param secrets - a message that quotes one of them is left out
 */
export function causeOf(error: unknown, secrets: readonly string[]): Cause {
  const links = chainOf(error);
  const code = links.findLast((link) => link.code !== undefined)?.code;
  const messages = new Set(links.map(({ message }) => message).filter((message) => message !== ''));
  const whole = [...messages].join(': ');
  const message = new Secrets(secrets).occurIn(whole) ? 'left out, as it quotes a secret' : whole.slice(0, MAX_LENGTH);
  return { ...(code !== undefined && { code }), message };
}

interface ChainedError {
  readonly code: string | undefined;
  readonly message: string;
}

function chainOf(error: unknown): ChainedError[] {
  const links: ChainedError[] = [];
  for (let link = error; link !== undefined && links.length < MAX_DEPTH; link = nextOf(link)) {
    const code: unknown = typeof link === 'object' && link !== null && 'code' in link ? link.code : undefined;
    const message = link instanceof Error ? link.message : typeof link === 'string' ? link : '';
    links.push({
      code: typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : undefined,
      message: message.replace(/[\p{Cc}\s]+/gu, ' ').trim(),
    });
  }
  return links;
}

function nextOf(link: unknown): unknown {
  if (link instanceof AggregateError && link.errors.length > 0) return link.errors[0];
  return link instanceof Error ? link.cause : undefined;
}
