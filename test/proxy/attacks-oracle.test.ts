import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { behindQuoting, inPieces, json, spellings, type Shown } from './quoting-cloud.js';

/** A signed token as services hand it out: everybody knows how it begins. */
const HEADER = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url');
const CLAIMS = Buffer.from('{"iss":"https://iam.example","sub":"portal","exp":1893456000}').toString('base64url');
const JWT = `${HEADER}.${CLAIMS}.Zm9y-X2dlZHVsZGlnZV9sZXNlci1kaWVzZXJfemVpbGVuX2FiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6MDEyMzQ1Njc4OQ`;
const UUID = 'a3f8c1d07b5e4926b8e0d4c9f1a27365';
const BASIC = 'Sommer-Regen.2024!';

const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

interface Attack {
  readonly secret: string;
  readonly provider?: string;
  /** What the next character can be. */
  readonly alphabet: string;
  /** So many characters the attacker knows. */
  readonly known: readonly number[];
}

const attacks: Readonly<Record<string, Attack>> = {
  'a JWT': { secret: JWT, alphabet: BASE64_URL, known: [9, HEADER.length + 1, 100, JWT.length - 5] },
  'a hexadecimal session': { secret: UUID, alphabet: '0123456789abcdef', known: [7, 8, 15, 26] },
  'a password': { secret: BASIC, provider: 'hostway', alphabet: `${BASE64_URL}!?$ `, known: [3, 7, 8, 12] },
};

type Echo = (said: string, secret: string) => Response;

const list = (text: unknown): Response =>
  json(200, { images: [{ id: 'a', name: 'Ubuntu', description: text }], links: [text] });

/** The ways in which clouds say again what a page has said. */
const echoes: Readonly<Record<string, Echo>> = {
  'in an error': (said) => json(400, { error_code: 'X.1', error_msg: `The value ${said} is not valid.` }),
  'in an error, quoted': (said) => json(400, { error_msg: `Invalid value "${said}" for key os_type` }),
  'in an error, beside words': (said) => json(400, { error_msg: `os_type=${said}&limit` }),
  'in an error, without signs between it and other words': (said) => json(400, { error_msg: `value${said}value` }),
  'in an error, cut': (said) => json(400, { error_msg: `Invalid value ${said.slice(0, 24)}…` }),
  'in an error, in capitals': (said) => json(400, { error_msg: said.toUpperCase() }),
  'in an error, in small letters': (said) => json(400, { error_msg: `Unknown: ${said.toLowerCase()}` }),
  'in an error, without its signs': (said) => json(400, { error_msg: `Unknown: ${said.replace(/\W/g, '')}` }),
  'in an error, letter by letter': (said) => json(400, { error_msg: said.split('').join(' ') }),
  'in an error, beside the secret': (said, secret) => json(403, { error_msg: `Token ${secret} may not see ${said}` }),
  'in an error, behind the secret': (said, secret) => json(403, { error_msg: `${secret}${said}` }),
  'in an error, before the secret': (said, secret) => json(403, { error_msg: `${said}${secret}` }),
  'in an error of status 200': (said) => json(200, { error_msg: `Invalid value ${said}` }),
  'in the code of an error': (said) => json(400, { error_code: said, error_msg: 'No.' }),
  'in the key of an error': (said) => json(400, { [said]: { message: said } }),
  'as the name of the request': (said) => json(400, { error_msg: 'No.', request_id: said }, { 'X-Request-Id': said }),
  'in a page of HTML': (said) => new Response(`<html><p>${said}</p></html>`, { status: 400 }),
  'in plain text': (said) => new Response(`No such type: ${said}`, { status: 400 }),
  'in an entity tag': (said) => json(200, { images: [] }, { ETag: `"${said.replace(/[^!#-~]/g, '')}"` }),
  'in a list': (said) => list(said),
  'in a list, beside words': (said) => list(`https://cloud.example/images?os_type=${said}&limit=100`),
  'in a list, without signs between it and other words': (said) => list(`value${said}value`),
  'in a list, in small letters': (said) => list(said.toLowerCase()),
  'in a list, without its signs': (said) => list(said.replace(/\W/g, '')),
  'in a list, cut': (said) => list(said.slice(0, 24)),
  'in a list, as a key': (said) => json(200, { images: [], [said]: 1 }),
  'in a list, beside the secret': (said, secret) => list(`${said} ${secret}`),
  'in a list, behind the secret': (said, secret) => list(`${secret}${said}`),
  'in a list, twice': (said) => list(said + said),
  'in a long list, cut into pieces': (said) =>
    new Response(
      inPieces(
        Buffer.from(
          JSON.stringify({ images: Array.from({ length: 3000 }, (_, id) => ({ id, name: 'n'.repeat(90), said })) }),
        ),
        [270_000, 275_000],
      ),
    ),
};

/** The same, in each spelling. */
const spelledEchoes: Readonly<Record<string, Echo>> = Object.fromEntries(
  Object.entries(spellings).flatMap(([name, spell]): [string, Echo][] => [
    [`in an error, ${name}`, (said) => json(400, { error_msg: `Invalid value ${spell(said)}` })],
    [`in a list, ${name}`, (said) => list(spell(said))],
  ]),
);

/** What an attacker can compare: what is shown, without the guess itself in whatever spelling. */
function comparable({ status, headers, body }: Shown, said: string): string {
  const ways = [
    said,
    said.toLowerCase(),
    said.toUpperCase(),
    said.replace(/\W/g, ''),
    said.replace(/\W/g, '').toLowerCase(),
  ];
  const guesses = [...ways, said.slice(0, 24), ...Object.values(spellings).map((spell) => spell(said))];
  let shown = JSON.stringify([status, headers, body]);
  for (const guess of guesses.sort((a, b) => b.length - a.length)) {
    if (guess === '') continue;
    for (const text of [
      JSON.stringify(JSON.stringify(guess)).slice(3, -3),
      JSON.stringify(guess).slice(1, -1),
      guess,
    ]) {
      shown = shown.replaceAll(text, '<guess>');
    }
  }
  return shown;
}

/** Some wrong guesses that nothing but the secret tells from the right one. */
function ofTheSameKind(right: string, alphabet: string): string[] {
  const kind = [/[a-z]/, /[A-Z]/, /\d/, /[._-]/].find((letters) => letters.test(right)) ?? /[!?$ ]/;
  return alphabet
    .split('')
    .filter((letter) => letter !== right && kind.test(letter))
    .slice(0, 4);
}

for (const [name, { secret, provider, alphabet, known }] of Object.entries(attacks)) {
  void describe(`a page that guesses ${name} character by character`, () => {
    const all = name === 'a JWT' ? { ...echoes, ...spelledEchoes } : echoes;
    for (const [place, echo] of Object.entries(all)) {
      test(`learns nothing where the cloud says it again ${place}`, async () => {
        const key = provider === 'hostway' ? 'name' : 'os_type';
        const ask = behindQuoting({
          secret,
          ...(provider !== undefined && { provider }),
          respond: ({ url }) => echo(new URL(url).searchParams.get(key) ?? '', secret),
        });
        for (const length of known) {
          const right = secret.charAt(length);
          const prefix = secret.slice(Math.max(0, length - 40), length);
          const outcomes = new Map<string, string[]>();
          for (const guess of [right, ...ofTheSameKind(right, alphabet)]) {
            const said = prefix + guess;
            const outcome = comparable(await ask({ [key]: said }), said);
            outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), guess]);
          }
          assert.equal(outcomes.size, 1, `after ${length}: ${JSON.stringify([...outcomes], null, 1)}`);
        }
      });
    }
  });
}

void describe('a page that takes a token apart', () => {
  /** As in the attack on what was masked character by character: whatever differs from the most is taken for right. */
  async function recover(echo: Echo, letters: number): Promise<string> {
    const ask = behindQuoting({
      secret: JWT,
      respond: ({ url }) => echo(new URL(url).searchParams.get('os_type') ?? '', JWT),
    });
    let found: string = HEADER;
    while (found.length < HEADER.length + letters) {
      const outcomes = new Map<string, string[]>();
      for (const letter of BASE64_URL) {
        // A mask that takes the letter along, or leaves it, changes the length.
        const outcome = String((await ask({ os_type: found + letter })).body.length);
        outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), letter]);
      }
      const [rarest = []] = [...outcomes.values()].sort((a, b) => a.length - b.length);
      // Where nothing differs, all are as likely.
      found += rarest[found.length % rarest.length] ?? '';
    }
    return found.slice(HEADER.length);
  }

  for (const place of ['in an error', 'in a list, beside words', 'in an error, beside the secret']) {
    test(`does no better than chance where the cloud says its guess again ${place}`, async () => {
      const letters = 12;
      const found = await recover(echoes[place] ?? (() => json(404, {})), letters);
      const right = Array.from(found).filter((letter, at) => letter === JWT.charAt(HEADER.length + at)).length;
      // One in 65 by chance; the first is a dot, which a page can see to be another kind of character.
      assert.ok(right <= 3, `${right} of ${letters} right`);
    });
  }
});

test('a page cannot make the proxy show a secret by saying parts of it', async () => {
  const pieces = Array.from({ length: JWT.length }, (_, at) => JWT.slice(at, at + 5));
  for (const respond of [() => list(JWT), () => json(403, { error_msg: `Bad token ${JWT}` })]) {
    const ask = behindQuoting({ secret: JWT, respond });
    for (const said of [pieces.join(' '), pieces.join(''), pieces.slice(0, 50).join('.'), HEADER, JWT.slice(0, 60)]) {
      const { body } = await ask({ os_type: said.slice(0, 1500) });
      for (let at = HEADER.length; at + 8 <= JWT.length; at++)
        assert.equal(body.includes(JWT.slice(at, at + 8)), false);
    }
  }
});
