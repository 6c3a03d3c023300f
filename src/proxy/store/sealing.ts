const text = new TextEncoder();

/** Bytes of the initialization vector of AES-GCM. */
const IV_LENGTH = 12;

/** Encrypts stored values and hashes their names, with two keys derived from one secret. */
export class Sealing {
  readonly #keys: Promise<{ readonly seal: CryptoKey; readonly names: CryptoKey }>;

  constructor(secret: string) {
    this.#keys = keysOf(secret);
    // Callers handle the rejection.
    this.#keys.catch(() => undefined);
  }

  /** The same for equal parts, in every instance. */
  async name(parts: readonly string[]): Promise<string> {
    const { names } = await this.#keys;
    return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', names, text.encode(JSON.stringify(parts)))));
  }

  /** @param name - the name of the value, under which alone it can be decrypted */
  async seal(value: unknown, name: string): Promise<string> {
    const { seal } = await this.#keys;
    const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
    const additionalData = text.encode(name);
    const plain = text.encode(JSON.stringify(value));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, seal, plain));
    const whole = new Uint8Array(IV_LENGTH + sealed.length);
    whole.set(iv);
    whole.set(sealed, IV_LENGTH);
    return base64url(whole);
  }

  /** @returns `undefined` unless the value was encrypted with this secret and name */
  async open(value: unknown, name: string): Promise<unknown> {
    if (typeof value !== 'string') return undefined;
    const { seal } = await this.#keys;
    try {
      const bytes = fromBase64url(value);
      const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, IV_LENGTH), additionalData: text.encode(name) };
      const plain = await crypto.subtle.decrypt(algorithm, seal, bytes.slice(IV_LENGTH));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return undefined;
    }
  }
}

async function keysOf(secret: string): Promise<{ readonly seal: CryptoKey; readonly names: CryptoKey }> {
  const master = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, ['deriveKey']);
  const salted = (info: string): HkdfParams => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: text.encode(`cloud-image-picker proxy store 1: ${info}`),
  });
  const [seal, names] = await Promise.all([
    crypto.subtle.deriveKey(salted('seal'), master, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(salted('names'), master, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ]);
  return { seal, names };
}

/** A loop, because a long token would exceed the number of arguments that a function takes. */
function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(value: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
