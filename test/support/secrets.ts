import { createHash } from 'node:crypto';
import { accounts, credentials, longToken } from '../../simulator/index.js';

/** So many characters of a secret in a row are told from chance. */
const TELLING = 8;

const { username, password } = credentials.hostway;
const { horizon, huawei, openstack, zstack } = accounts;

/** What a cloud takes as it stands. */
const tokens = Object.fromEntries(
  Object.entries(credentials).flatMap(([cloud, known]) =>
    typeof known === 'string' ? [[`the token of ${cloud}`, known]] : [],
  ),
);

/** All that the server has and a page must not: tokens, those of a refresh included as they begin so, and what is signed in with. */
const secrets: Readonly<Record<string, string>> = {
  ...tokens,
  'the long token of Huawei': longToken,
  'the password of Hostway': password,
  'user and password of Hostway': Buffer.from(`${username}:${password}`).toString('base64'),
  'the password of Huawei': huawei.password,
  'the password of OpenStack': openstack.password,
  'the password of ZStack': zstack.password,
  'the hash of the password of ZStack': createHash('sha512').update(zstack.password).digest('hex'),
  'the refresh token of Horizon': horizon.refreshToken,
  'the secret of Horizon': horizon.clientSecret,
  'id and secret of Horizon': Buffer.from(`${horizon.clientId}:${horizon.clientSecret}`).toString('base64'),
};

/** Which secret a run of characters belongs to, in each spelling. */
const pieces = new Map<string, string>();
for (const [name, secret] of Object.entries(secrets)) {
  if (secret.length < TELLING) throw new Error(`${name} is too short to be told from chance`);
  for (const text of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
    for (let at = 0; at + TELLING <= text.length; at++) pieces.set(text.slice(at, at + TELLING), name);
  }
}

/** The secrets of which a piece stands in a text. */
export function secretsIn(text: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at + TELLING <= text.length; at++) {
    const name = pieces.get(text.slice(at, at + TELLING));
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

/** Finds the secrets in a body as it comes by, those that two chunks share included. */
export class SecretFinder {
  readonly #decoder = new TextDecoder();
  readonly #found: (secret: string) => void;
  #tail = '';

  constructor(found: (secret: string) => void) {
    this.#found = found;
  }

  read(chunk: Uint8Array): void {
    const text = this.#tail + this.#decoder.decode(chunk, { stream: true });
    for (const name of secretsIn(text)) this.#found(name);
    this.#tail = text.slice(1 - TELLING);
  }
}
