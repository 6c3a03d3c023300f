import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { behindQuoting, inPieces, json, leaksIn, spellings, type Shown } from './quoting-cloud.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ALPHABETS: Readonly<Record<string, string>> = {
  Base64: BASE64,
  'Base64 of URLs': BASE64.replace('+/', '-_'),
  'of tokens in three parts': `${BASE64.replace('+/', '-_')}....`,
  hexadecimal: '0123456789abcdef',
  letters: 'abcdefghijklmnopqrstuvwxyz',
  capitals: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  passwords: `${BASE64}!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
  signs: `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
};

function secretOf(letters: string, length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return letters.charAt((state >>> 8) % letters.length);
  }).join('');
}

const image = (description: string) => ({ id: 'a', name: 'Ubuntu', description });
const FILLING = Array.from({ length: 2300 }, (_, index) => ({ id: `id-${index}`, name: 'n'.repeat(100) }));

/** Where a cloud may quote. In a list only texts are its own to fill. */
const places: Readonly<Record<string, (quote: string, cuts: readonly number[]) => Response>> = {
  'the words of an error': (quote) => json(403, { error_code: 'X.1', error_msg: `The token ${quote} is not valid.` }),
  'an error without words around it': (quote) => json(401, { error_msg: quote }),
  'the code of an error': (quote) => json(400, { error_code: quote, error_msg: 'No.' }),
  'the name of the request': (quote) => json(500, { error_msg: 'No.', request_id: quote }),
  'the key of an error': (quote) => json(400, { [quote]: 'No.', error_msg: 'No.' }),
  'an error of status 200': (quote) => json(200, { error_code: 'X.1', error_msg: `Bad token "${quote}"` }),
  'an error in plain text': (quote) => new Response(`Bad token ${quote}`, { status: 400 }),
  'an error in HTML': (quote) => new Response(`<html><p>Bad token <b>${quote}</b></html>`, { status: 502 }),
  'an error in UTF-16': (quote) =>
    new Response(Buffer.from(JSON.stringify({ error_msg: quote }), 'utf16le'), { status: 400 }),
  'a page of HTML with status 200': (quote) => new Response(`<html><p>Bad token ${quote}</html>`),
  'a list': (quote, cuts) =>
    new Response(inPieces(Buffer.from(JSON.stringify({ images: [image(`Made with ${quote}.`)] })), cuts)),
  'a list whose texts are escaped': (quote, cuts) =>
    new Response(
      inPieces(
        Buffer.from(
          JSON.stringify({ images: [image(quote)] }).replace(
            /[+/=<>&]/g,
            (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
          ),
        ),
        cuts,
      ),
    ),
  'a long list': (quote, cuts) =>
    new Response(inPieces(Buffer.from(JSON.stringify({ images: [...FILLING, image(quote), image(quote)] })), cuts)),
  'a long list that breaks off': (quote, cuts) =>
    new Response(inPieces(Buffer.from(JSON.stringify({ images: [...FILLING, image(quote)] }).slice(0, -8)), cuts)),
  'a header': (quote) => {
    const value = encodeURIComponent(quote);
    return json(
      200,
      { images: [] },
      { ETag: `"${value}"`, 'X-Request-Id': value, 'Retry-After': value, 'X-Debug': value },
    );
  },
};

async function shownBy(place: string, spelling: string, secret: string, cuts: readonly number[] = []): Promise<Shown> {
  const quote = spellings[spelling]?.(secret) ?? '';
  return behindQuoting({ secret, respond: () => places[place]?.(quote, cuts) ?? json(404, {}) })();
}

void describe('no eight characters of a token in a row come through', () => {
  const token = secretOf(`${BASE64}=`, 4056, 1);
  for (const place of Object.keys(places)) {
    test(`that stands in ${place}, in any spelling`, async () => {
      for (const spelling of Object.keys(spellings)) {
        const shown = await shownBy(place, spelling, token, [270_000, 280_000, 281_000]);
        assert.deepEqual(leaksIn(shown, token), [], `${spelling}: ${shown.body.slice(0, 300)}`);
      }
    });
  }

  test('whatever it is made of, however long, wherever it stands and however the answer is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(ALPHABETS)),
        fc.oneof(fc.integer({ min: 16, max: 80 }), fc.integer({ min: 80, max: 1500 })),
        fc.nat(),
        fc.constantFrom(...Object.keys(places).filter((place) => !place.includes('long'))),
        fc.constantFrom(...Object.keys(spellings)),
        fc.array(fc.nat(), { maxLength: 6 }),
        async (letters, length, seed, place, spelling, cuts) => {
          const secret = secretOf(letters, length, seed).replace(/^\s+|\s+$/g, 'x');
          assert.deepEqual(leaksIn(await shownBy(place, spelling, secret, cuts), secret), []);
        },
      ),
      { numRuns: 600 },
    );
  });

  test('nor of a part of it that is all a message has room for', async () => {
    const token = secretOf(BASE64, 600, 7);
    for (let length = 8; length < 200; length += 7) {
      for (const from of [0, 100]) {
        const quote = token.slice(from, from + length);
        for (const words of [quote, `Bad token ${quote}`, `Bad token ${quote}…`, `[${quote}...]`, `a${quote}`]) {
          const ask = behindQuoting({ secret: token, respond: () => json(401, { error_msg: words }) });
          assert.deepEqual(leaksIn(await ask(), token), [], words);
        }
      }
    }
  });

  test('of a list that is cut anywhere', async () => {
    const token = secretOf(`${BASE64}=`, 120, 3);
    const whole = Buffer.from(JSON.stringify({ images: [image(`${token} é`)] }));
    for (let cut = 0; cut <= whole.length; cut++) {
      const ask = behindQuoting({ secret: token, respond: () => new Response(inPieces(whole, [cut])) });
      const shown = await ask();
      assert.deepEqual([leaksIn(shown, token), JSON.parse(shown.body)], [[], { images: [image('…')] }]);
    }
  });
});

void describe('a password', () => {
  test('is told neither as it is, nor as it is sent', async () => {
    for (const secret of [
      'Sommer-Regen 2024',
      'geheim',
      'korrektpferdbatterie',
      'correct horse battery staple',
      '$$$"\\<&>',
    ]) {
      for (const quote of [secret, `portal:${secret}`, Buffer.from(`portal:${secret}`).toString('base64')]) {
        const error = behindQuoting({
          secret,
          provider: 'hostway',
          respond: () => json(401, { unauthorized: { code: 401, message: `No user with password ${quote} here` } }),
        });
        const shown = await error();
        assert.equal(JSON.stringify(shown).includes(JSON.stringify(secret).slice(1, -1)), false, shown.body);
        assert.deepEqual(leaksIn(shown, secret), []);
      }
    }
  });

  test('is not told either if the portal has set it in base64', async () => {
    const secret = 'Sommer-Regen 2024';
    const credentials = `Basic ${Buffer.from(`portal:${secret}`).toString('base64')}`;
    const message = `No user with password ${secret} here`;
    for (const respond of [
      () => json(401, { unauthorized: { code: 401, message } }),
      () => json(200, { images: [image(message)] }),
    ]) {
      const shown = await behindQuoting({ secret, provider: 'hostway', credentials, respond })();
      assert.deepEqual(leaksIn(shown, secret), [], shown.body);
    }
  });

  test('that is an ordinary word changes no list that has the word in it', async () => {
    const body = {
      images: [
        { id: 'images', name: 'images-of-ubuntu', links: [{ href: 'https://images.example/images', rel: 'images' }] },
        { id: 'standard', name: 'Standard images, standardized', status: 'ACTIVE' },
      ],
      inventories: [],
      image_infos: [{}],
    };
    for (const secret of [
      'images',
      'image',
      'name',
      'ACTIVE',
      'id',
      'image_infos',
      'inventories',
      'href":"h',
      '"images":',
      'links',
    ]) {
      const ask = behindQuoting({ secret, provider: 'hostway', respond: () => json(200, body) });
      assert.deepEqual(JSON.parse((await ask()).body), body, secret);
    }
  });
});

void describe('what quotes nothing comes through', () => {
  const secret = secretOf(`${BASE64}=`, 400, 5);

  test('as it is, byte for byte, however a list is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        fc.constantFrom(0, 2),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (images, spaces, cuts) => {
          const body = JSON.stringify({ images }, null, spaces);
          const ask = behindQuoting({ secret, respond: () => new Response(inPieces(Buffer.from(body), cuts)) });
          assert.equal((await ask()).body, body);
        },
      ),
      { numRuns: 300 },
    );
    for (const text of [
      '\uFEFF{"images":[]}',
      ' {"images" : [1, -2.5e+10, true, false, null, "\\ud800", "\\"", ""] } ',
      '{"images":[0]}',
    ]) {
      const ask = behindQuoting({ secret, respond: () => new Response(inPieces(Buffer.from(text), [3, 5, 9, 20])) });
      assert.equal((await ask()).body, text.replace('\uFEFF', ''));
    }
  });

  test('as words, where it is an error of a cloud', async () => {
    for (const [words, shown = words] of [
      ['Invalid parameter limit.'],
      ['Incorrect IAM authentication information: verify aksk signature fail'],
      ['The throttling threshold has been reached: policy user over ratelimit,limit:100,time:1 minute'],
      ['Copies are not found for versionId and imageId'],
      ['Provider type UNSUPPORTED_PROVIDER_TYPE is not supported (package_type, os-hidden)'],
      ['java.lang.NullPointerException at org.zstack.rest.RestServer.handle(RestServer.java:512)'],
      ['This server could not verify that you are authorized to access the document you requested.'],
      ['物理机[uuid:77aa]失联'],
      ['Le jeton d’accès a expiré : veuillez vous reconnecter'],
      ['missing header &#39;Authorization&#39;', "missing header 'Authorization'"],
      ['VM instance[uuid:4d3b1a9c6e2f48c7a5b0d9e8f7c61234] failed', 'VM instance[uuid:…] failed'],
      ['no token at /v2/29dfe82ada564ac2b927e1ff036d9a9b/images', 'no token at …'],
    ]) {
      const ask = behindQuoting({ secret, respond: () => json(400, { error_code: 'APIGW.0301', error_msg: words }) });
      const { status, body } = await ask();
      assert.equal(status, 400);
      assert.deepEqual(JSON.parse(body), { error_kind: 'credentials', error_code: 'APIGW.0301', error_msg: shown });
    }
  });

  test('as the name of a request, in the body and in a header', async () => {
    const ids = ['c0ffee11223344556677889900aabbcc', '23684df5-0532-4794-802d-fdc82e4e7e7c', 'e-4711', 'page-1'];
    for (const id of ids) {
      const ask = behindQuoting({
        secret,
        respond: () => json(404, { error_msg: 'No.', request_id: id }, { 'X-Request-Id': id }),
      });
      const { headers, body } = await ask();
      assert.deepEqual(JSON.parse(body), { error_kind: 'not-found', error_msg: 'No.', request_id: id });
      assert.equal(headers['x-request-id'], id);
    }
  });
});

test('a text of many megabytes is left out, and costs nothing else of the list', async () => {
  const secret = secretOf(BASE64, 400, 5);
  for (const text of ['x'.repeat(3_000_000), '\\"'.repeat(1_000_000), '\\'.repeat(2_000_002), secret.repeat(5000)]) {
    const body = Buffer.from(`{"images":[{"id":"a","name":"${text}","b":[1,"c"]}]}`);
    const cuts = Array.from({ length: 60 }, (_, index) => index * 65_537);
    const ask = behindQuoting({ secret, respond: () => new Response(inPieces(body, cuts)) });
    assert.equal((await ask()).body, '{"images":[{"id":"a","name":"…","b":[1,"c"]}]}');
  }
});

test('a long list is looked through at the speed of the network', async () => {
  const token = secretOf(`${BASE64}=`, 40_000, 9);
  const line = {
    id: '4d3b1a9c-6e2f-48c7-a5b0-d9e8f7c61234',
    name: 'M'.repeat(60),
    url: 'https://a.example/b?c=d&e=%20',
    at: 1e12,
  };
  const body = Buffer.from(JSON.stringify({ images: Array.from({ length: 60_000 }, () => line) }));
  const cuts = Array.from({ length: 200 }, (_, index) => index * 65_536);
  const ask = behindQuoting({ secret: token, respond: () => new Response(inPieces(body, cuts)) });
  const started = performance.now();
  assert.equal((await ask()).body.length, body.length);
  assert.ok(performance.now() - started < 5000);
});
