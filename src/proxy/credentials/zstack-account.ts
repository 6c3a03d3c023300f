import * as z from 'zod/mini';
import { asText, isJsonObject, lookUp } from '../../providers/wire.js';
import { check, secret, serverAddress } from '../check.js';
import { SignInError, type CredentialSource } from './source.js';
import { askTokenService } from './token-service.js';

/** An account of ZStack. */
export interface ZstackAccountOptions {
  /** The base URL of the management node, without the API path, for example `http://zstack.example:8080`. */
  readonly endpoint: string;
  readonly account: string;
  /** The password in plain text. The proxy sends its SHA-512 hash, as the API requires. */
  readonly password: string;
}

const options = z.strictObject({ endpoint: serverAddress, account: secret, password: secret });

const answer = z.object({
  inventory: z.object({ uuid: z.string(), createDate: z.nullish(z.string()), expiredDate: z.nullish(z.string()) }),
});

/** ZStack's default; an administrator can change it. */
const DEFAULT_LIFETIME = 7_200_000;
const MAX_LIFETIME = 30 * 86_400_000;

/**
 * Returns a source of sessions, by account and password. A session is valid for two hours. Closing the proxy signs it out.
 *
 * @throws TypeError if the options are invalid
 */
export function zstackAccount(given: ZstackAccountOptions): CredentialSource {
  check('zstackAccount', options, given);
  const { endpoint, account, password } = given;
  const base = `${endpoint.replace(/\/+$/, '')}/zstack/v1/accounts`;
  return {
    name: 'zstack-account',
    identity: [endpoint, account, password],
    issue: async (context) => {
      const login = { accountName: account, password: await sha512(password) };
      const { body } = await askTokenService(
        { method: 'PUT', url: `${base}/login`, body: { logInByAccount: login }, refusal },
        context,
      );
      const read = answer.safeParse(body);
      if (!read.success) throw new SignInError('the token service responded without a session');
      const { uuid, createDate, expiredDate } = read.data.inventory;
      return { credentials: uuid, expiresAt: Date.now() + lifetime(createDate, expiredDate) };
    },
    revoke: async ({ credentials: session }, context) => {
      if (typeof session !== 'string') return;
      const url = `${base}/sessions/${encodeURIComponent(session)}`;
      await askTokenService({ method: 'DELETE', url, headers: { Authorization: `OAuth ${session}` } }, context);
    },
  };
}

/** ZStack's error codes for a rejected account. The status is 503, as for temporary errors. */
const REFUSALS: Readonly<Record<string, string>> = {
  'ID.1000': 'the account or the password is wrong (ID.1000)',
  'ID.1005': 'the password has to be changed (ID.1005)',
};

function refusal(body: unknown): string | undefined {
  let error = isJsonObject(body) ? body['error'] : undefined;
  for (let depth = 0; isJsonObject(error) && depth < 50; depth++, error = error['cause']) {
    const code = asText(error['code']) ?? '';
    // All codes of this form are about the account.
    if (/^ID\.\d{4}$/.test(code)) return lookUp(REFUSALS, code) ?? `the account is refused (${code})`;
  }
  return undefined;
}

async function sha512(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-512', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Dates are in the server's local time without a zone, so only their difference is meaningful. */
function lifetime(from: string | null | undefined, to: string | null | undefined): number {
  const [start, end] = [from, to].map((date) => Date.parse((date ?? '').replace(/\s/g, ' ')));
  const milliseconds = (end ?? NaN) - (start ?? NaN);
  return milliseconds > 0 && milliseconds < MAX_LIFETIME ? milliseconds : DEFAULT_LIFETIME;
}
