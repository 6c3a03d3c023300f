import { toBase64Url } from './base64.js';
import { hash } from './random.js';

/** The simulated clouds, by their provider ids. */
export const cloudIds = [
  'horizon',
  'zstack',
  'huawei-workspace',
  'hostway',
  'huawei-cloud-phone',
  'openstack',
] as const;

/** The id of a simulated cloud, which is that of its provider. */
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(text: string): text is CloudId {
  return cloudIds.some((id) => id === text);
}

/**
 * The invented credentials that the simulator accepts.
 *
 * It also accepts them with the suffix `-2`, `-3` and so on (of the password, for Hostway), like refreshed ones. A token, user name or
 * password that contains `expired` is answered like an expired one.
 */
export const credentials = {
  horizon: [
    toBase64Url('{"alg":"RS256","typ":"JWT"}'),
    toBase64Url('{"sub":"simulator","context_name":"5a1e0f6c","exp":4102444800}'),
    toBase64Url('signature of the simulator'),
  ].join('.'),
  zstack: 'b86c9016b4f24953a9edefb53ca0678c',
  'huawei-workspace': `MIIF${toBase64Url('token of the simulator for the desktops')}`,
  hostway: { username: 'jürgen@größe.example', password: 'pässwort-密码' },
  'huawei-cloud-phone': `MIIF${toBase64Url('token of the simulator for the phones')}`,
  openstack: `gAAAAABm${toBase64Url('token of the simulator for OpenStack, as long as they are')}`,
} as const;

/** A token of 40,000 characters, the longest that Huawei Cloud issues. Both of its clouds accept it. */
export const longToken = makeLongToken();

function makeLongToken(): string {
  let token = 'MIIl';
  while (token.length < 40_000) token += hash(`${token.length}`).toString(36);
  return token.slice(0, 40_000);
}

/** The outcome of checking a request's credentials. `token` distinguishes sign-ins; it is never logged. */
export type CredentialsCheck =
  { readonly state: 'missing' | 'wrong' | 'expired' } | { readonly state: 'accepted'; readonly token: string };

/** Compares a token with the known ones, which may have the number of a refresh appended. */
export function checkToken(token: string, known: readonly string[]): CredentialsCheck {
  if (token === '') return { state: 'missing' };
  if (token.includes('expired')) return { state: 'expired' };
  const accepted = known.some(
    (start) => token === start || (token.startsWith(`${start}-`) && /^\d+$/.test(token.slice(start.length + 1))),
  );
  return accepted ? { state: 'accepted', token } : { state: 'wrong' };
}

/** Checks an `Authorization: Scheme token` header. */
export function checkAuthorization(
  header: string | undefined,
  scheme: string,
  known: readonly string[],
): CredentialsCheck {
  if (header === undefined) return { state: 'missing' };
  if (!header.startsWith(`${scheme} `)) return { state: 'wrong' };
  return checkToken(header.slice(scheme.length + 1), known);
}
