import { hash } from './random.js';

/** The clouds that are simulated, by their provider ids. */
export const cloudIds = [
  'horizon',
  'zstack',
  'huawei-workspace',
  'hostway',
  'huawei-cloud-phone',
  'openstack',
] as const;

/** The id of a simulated cloud: that of its provider. */
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(text: string): text is CloudId {
  return cloudIds.some((id) => id === text);
}

/**
 * The credentials that the simulator accepts, made up for it.
 *
 * With `-2`, `-3` and so on at the end (of the password, for Hostway) they are accepted too: what a refresh would bring.
 * A token, a user name or a password that contains `expired` is answered as the cloud answers an expired one.
 */
export const credentials = {
  horizon: [
    base64url('{"alg":"RS256","typ":"JWT"}'),
    base64url('{"sub":"simulator","context_name":"5a1e0f6c","exp":4102444800}'),
    base64url('signature of the simulator'),
  ].join('.'),
  zstack: 'b86c9016b4f24953a9edefb53ca0678c',
  'huawei-workspace': `MIIF${base64url('token of the simulator for the desktops')}`,
  hostway: { username: 'jürgen@größe.example', password: 'pässwort-密码' },
  'huawei-cloud-phone': `MIIF${base64url('token of the simulator for the phones')}`,
  openstack: `gAAAAABm${base64url('token of the simulator for OpenStack, as long as they are')}`,
} as const;

/** A token of 40,000 characters, the longest that Huawei Cloud gives out. Accepted by both of its clouds. */
export const longToken = makeLongToken();

function makeLongToken(): string {
  let token = 'MIIl';
  while (token.length < 40_000) token += hash(`${token.length}`).toString(36);
  return token.slice(0, 40_000);
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

/** What the credentials of a request are worth. `token` tells one sign-in from the next; it is never logged. */
export type SignIn =
  { readonly state: 'missing' | 'wrong' | 'expired' } | { readonly state: 'accepted'; readonly token: string };

/** Judges a token against those that are known, with or without the number of a refresh at the end. */
export function judgeToken(token: string, known: readonly string[]): SignIn {
  if (token === '') return { state: 'missing' };
  if (token.includes('expired')) return { state: 'expired' };
  const accepted = known.some(
    (start) => token === start || (token.startsWith(`${start}-`) && /^\d+$/.test(token.slice(start.length + 1))),
  );
  return accepted ? { state: 'accepted', token } : { state: 'wrong' };
}

/** Judges an `Authorization: Scheme token` header. */
export function judgeAuthorization(header: string | undefined, scheme: string, known: readonly string[]): SignIn {
  if (header === undefined) return { state: 'missing' };
  if (!header.startsWith(`${scheme} `)) return { state: 'wrong' };
  return judgeToken(header.slice(scheme.length + 1), known);
}
