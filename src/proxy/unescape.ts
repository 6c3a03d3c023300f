/** Named entities for characters of tokens and passwords. */
export const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', plus: '+', equals: '=', sol: '/', bsol: '\\' },
  ...{ lowbar: '_', period: '.', comma: ',', colon: ':', semi: ';', excl: '!', quest: '?', num: '#', dollar: '$' },
  ...{ percnt: '%', lpar: '(', rpar: ')', ast: '*', lsqb: '[', rsqb: ']', lbrack: '[', rbrack: ']', lcub: '{' },
  ...{ rcub: '}', verbar: '|', vert: '|', grave: '`', Hat: '^', commat: '@', hyphen: '-', dash: '-' },
};

const ESCAPE = /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|([/\\"'&=+<>]))/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));?/gi;
const PERCENT_ENCODED = /(?:%[\da-f]{2})+/gi;
/** Invisible characters, among them the NULs of UTF-16 read as UTF-8. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

const decoder = new TextDecoder();

/** Undoes the escapes of JSON, URLs and HTML, nested ones included. */
export function unescapeAll(text: string): string {
  let decoded = text;
  for (let depth = 0; depth < 4; depth++) {
    const before = decoded;
    if (/[\\&%\p{Cc}\p{Cf}]/u.test(decoded)) decoded = unescapeOnce(decoded);
    if (decoded === before) break;
  }
  return decoded;
}

function unescapeOnce(text: string): string {
  return text
    .replace(/\s/g, ' ')
    .replace(INVISIBLE, '')
    .replace(
      ESCAPE,
      (_, four?: string, any?: string, two?: string, sign?: string) => sign ?? character(four ?? any ?? two),
    )
    .replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
      if (name === undefined) return character(hex, decimal);
      return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? entity) : entity;
    })
    .replace(PERCENT_ENCODED, (bytes) =>
      decoder.decode(Uint8Array.from(bytes.slice(1).split('%'), (hex) => parseInt(hex, 16))),
    );
}

function character(hex: string | undefined, decimal?: string): string {
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

export interface Letter {
  readonly letter: string;
  /** Its position in the text. */
  readonly at: number;
}

/** The letters and digits of a text, with case and width normalized. */
export function alphanumerics(text: string): Letter[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]/gu), ({ 0: letter, index }) => ({
    letter: letter.normalize('NFKC').toLowerCase(),
    at: index,
  }));
}

/** The parts of a secret's Base64 that do not depend on the neighbouring bytes, for each alignment and both alphabets. */
export function base64Fragments(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  return [0, 1, 2].flatMap((before) => {
    const binary = Array.from([...new Uint8Array(before), ...bytes], (byte) => String.fromCharCode(byte)).join('');
    const whole = Math.floor((binary.length * 8) / 6);
    const text = btoa(binary).slice(before === 0 ? 0 : before + 1, whole);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
