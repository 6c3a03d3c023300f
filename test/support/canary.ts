import type { ImageField } from '../../src/components/image-field.js';

/** A token with every character of base64, such as no cloud makes up by chance. */
export const canary = 'c4Nary/7bQ+Zk9TfWx2Lm5Rv8Yp1Hs6Jd3Gq0Eu4Ao/iX7nB+wC2vK9zM5Tq8w==';
export const username = 'someone@example';
/** What goes over the wire where there is a password. */
export const basic = btoa(`${username}:${canary}`);

const each = (text: string, write: (code: number) => string): string =>
  [...text].map((letter) => write(letter.charCodeAt(0))).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const marks = (text: string, write: (code: number) => string): string =>
  text.replace(/\W/g, (letter) => write(letter.charCodeAt(0)));

/** How a cloud could quote a whole secret. JSON is told apart, as it decodes a spelling of its own. */
export const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in a URL': encodeURIComponent,
  'in a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in HTML': (secret) => marks(secret, (code) => `&#${code};`),
  'in HTML, in hexadecimal': (secret) => marks(secret, (code) => `&#x${hex(code, 2)};`),
  'in base64': btoa,
  'in base64, after a scheme': (secret) => btoa(`Bearer ${secret}`),
  'in base64, after a name': (secret) => btoa(`${username}:${secret}`),
  'in base64, for URLs': (secret) => btoa(secret).replaceAll('+', '-').replaceAll('/', '_'),
  'in a header': (secret) => `X-Auth-Token: ${secret}, Authorization: Bearer ${secret}`,
  'in an address': (secret) => `https://cloud.example/images?token=${encodeURIComponent(secret)}#${secret}`,
};

/** Only parts of it, or all of it with something in between, or other letters. */
export const parts: Readonly<Record<string, (secret: string) => string>> = {
  'in capitals': (secret) => secret.toUpperCase(),
  'cut off': (secret) => secret.slice(0, 14),
  'from its middle': (secret) => secret.slice(7, -7),
  'in two halves': (secret) => `${secret.slice(0, 30)} ${secret.slice(30)}`,
  'in lines': (secret) => secret.replace(/.{5}/g, '$&\n'),
  'in HTML, each letter': (secret) => each(secret, (code) => `&#${code};`),
  'in a URL, each letter': (secret) => each(secret, (code) => `%${hex(code, 2)}`),
  'in JSON, each letter': (secret) => each(secret, (code) => `\\u${hex(code, 4)}`),
};

const TELLING = 8;
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Eight letters in a row of the secret, or of what it is in base64. */
const pieces = new Set(
  [canary, basic, ...['', ' ', '  '].map((before) => btoa(before + canary))]
    .map(letters)
    .flatMap((text) => Array.from({ length: text.length - TELLING + 1 }, (_, at) => text.slice(at, at + TELLING))),
);

const decoded = (text: string): string =>
  text
    .replace(/&#x([\da-f]+);|\\u([\da-f]{4})|%([\da-f]{2})/gi, (_, ...codes: string[]) =>
      String.fromCharCode(parseInt(codes.slice(0, 3).find(Boolean) ?? '', 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** Where a text tells of the canary, in any spelling: a few letters before and after. */
export function toldIn(text: string): string[] {
  return [text, decoded(text)].map(letters).flatMap((plain) => {
    for (let at = 0; at + TELLING <= plain.length; at++) {
      if (pieces.has(plain.slice(at, at + TELLING))) return [plain.slice(Math.max(0, at - 30), at + 40)];
    }
    return [];
  });
}

/** What a person, a script or an extension can read of a page, apart from the property in which the portal has put the canary. */
export function visibleOf(picker: ImageField): string {
  const { form, shadowRoot, validationMessage, value, values, state, images, selectedImages } = picker;
  const fields = [...(shadowRoot?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select') ?? [])];
  const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify(Object.entries(storage)));
  const error = state.status === 'error' ? [state.error.message, state.error.stack, String(state.error)] : [];
  return [
    document.documentElement.outerHTML,
    shadowRoot?.innerHTML,
    ...fields.map((field) => field.value),
    JSON.stringify([validationMessage, value, values, state, images, selectedImages]),
    ...error,
    form && JSON.stringify([...new FormData(form)]),
    ...kept,
    document.cookie,
    document.title,
    location.href,
    window.name,
    JSON.stringify(history.state),
  ].join('\n');
}
