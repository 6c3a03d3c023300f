import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { cloudIds, credentials, longToken, type CloudId } from '../../simulator/index.js';
import type { ProviderError } from '../../src/providers/errors.js';
import type { Credentials } from '../../src/providers/provider.js';
import { factsOf } from '../clouds/index.js';
import { errorOf, firstPage, startClouds } from './clouds.js';
import { startTinyServer } from './tiny-server.js';

const { source } = await startClouds();
const tiny = await startTinyServer();

/** Long, and with every character that base64 has. */
const token = Array.from({ length: 10 }, (_, at) => createHash('sha256').update(`${at}`).digest('base64')).join('');
const user = { username: 'jürgen@example', password: 'pässwort:&<密码>"geheim' };
const given = (cloud: CloudId): Credentials => (typeof credentials[cloud] === 'string' ? token : user);
const secretOf = (cloud: CloudId): string => (given(cloud) === token ? token : user.password);

const hex = (code: number) => code.toString(16).padStart(4, '0');
const each = (text: string, write: (character: string) => string) =>
  text.replace(/[^\w]/gu, (character) => write(character));

/** How a cloud can write a secret. */
const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in a URL': encodeURIComponent,
  'in a URL, in small letters': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'in a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in HTML, by number': (secret) => each(secret, (character) => `&#${character.charCodeAt(0)};`),
  'in HTML, in hexadecimal': (secret) => each(secret, (character) => `&#x${hex(character.charCodeAt(0))};`),
  'in HTML, by name': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('=', '&equals;'),
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON, in ASCII': (secret) => each(secret, (character) => `\\u${hex(character.charCodeAt(0))}`),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64, for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'in base64, after a scheme': (secret) => Buffer.from(`Bearer ${secret}, and more`).toString('base64'),
  'in base64, after a name': (secret) => Buffer.from(`me:${secret}`).toString('base64'),
  'in capitals': (secret) => secret.toUpperCase(),
  'cut off': (secret) => secret.slice(0, 14),
  'from its middle': (secret) => secret.slice(3, -3),
  'in lines': (secret) => secret.replace(/.{5}/gu, '$&\n'),
};

/** Where a cloud can put a text: a body, and headers. */
const places: Readonly<Record<string, (text: string) => { body: string; headers?: Record<string, string> }>> = {
  'the text of an answer': (text) => ({ body: `refused: ${text}` }),
  'a page of HTML': (text) => ({ body: `<html><body><p>refused: ${text}</p></body></html>` }),
  'JSON that is cut off': (text) => ({ body: `{"message":"refused: ${text}", "mess` }),
  'the fields of JSON': (text) => {
    const fields = { code: text, message: text, details: text, error_code: text, error_msg: text, request_id: text };
    return { body: JSON.stringify({ ...fields, error: { ...fields, guid: text }, traceId: text }) };
  },
  'a key of JSON': (text) => ({ body: JSON.stringify({ [text]: { message: 'refused', code: 401, guid: 'g-1' } }) }),
  'the name of the request': (text) => ({
    body: '{"code":"E1","message":"refused"}',
    headers: { 'X-Request-Id': /^[!-~]+$/.test(text) ? text : encodeURIComponent(text) },
  }),
};

/** Everything that a log, a person or a serialiser could see of an error. */
const everythingOf = (error: ProviderError) =>
  [error.message, error.stack, JSON.stringify(error), String(error), String(error.cause)].join();

/** Eight letters of a quotation in a row, apart from the words around it. */
function piecesIn(told: string, quotation: string): string[] {
  const pieces = Array.from({ length: quotation.length - 7 }, (_, at) => quotation.slice(at, at + 8));
  return pieces.filter((piece) => /[\p{L}\p{N}]{2}/u.test(piece) && told.includes(piece));
}

for (const cloud of cloudIds) {
  test(`${cloud}: no error shows a secret, wherever the cloud quotes it, and in whatever spelling`, async () => {
    for (const [place, put] of Object.entries(places)) {
      for (const [spelling, spell] of Object.entries(spellings)) {
        const secret = secretOf(cloud);
        const quotation = spell(secret);
        const { body, headers } = put(quotation);
        const { endpoint } = tiny.serve((_, response) => response.writeHead(400, headers).end(body));
        const error = await errorOf(firstPage(source(cloud, {}, { endpoint, credentials: () => given(cloud) })));
        const told = everythingOf(error);
        const seen = [...piecesIn(told, quotation), ...piecesIn(told, secret)];
        assert.deepEqual(seen, [], `${place}, ${spelling}: ${told}`);
      }
    }
  });

  test(`${cloud}: the header that was sent is not shown either`, async () => {
    for (const [place, put] of Object.entries(places)) {
      const { endpoint } = tiny.serve(({ headers: sent }, response) => {
        const header = String(sent.authorization ?? sent['x-auth-token']);
        const { body, headers } = put(header);
        response.writeHead(403, headers).end(body);
      });
      const error = await errorOf(firstPage(source(cloud, {}, { endpoint, credentials: () => given(cloud) })));
      const sent =
        typeof given(cloud) === 'string' ? token : Buffer.from(`jürgen@example:${secretOf(cloud)}`).toString('base64');
      assert.deepEqual(piecesIn(everythingOf(error), sent), [], place);
    }
  });

  test(`${cloud}: what quotes nothing is shown as it was said`, async () => {
    const message = 'The images of jürgen@example could not be listed: ask request 4f1c2a9e-77aa';
    const facts = { code: 'X.0001', message, details: message };
    const body = JSON.stringify({ ...facts, error: cloud === 'zstack' ? facts : undefined });
    const { endpoint } = tiny.serve((_, response) =>
      response.writeHead(400, { 'X-Request-Id': 'r-4f1c2a9e77aa' }).end(body),
    );
    const error = await errorOf(firstPage(source(cloud, {}, { endpoint, credentials: () => given(cloud) })));
    assert.match(error.detail ?? '', /The images of jürgen@example could not be listed/);
    assert.equal(error.requestId, 'r-4f1c2a9e77aa');
  });
}

test('a password that was set in base64 is not shown either', async () => {
  for (const password of [user.password, 'short']) {
    const credentials = `Basic ${Buffer.from(`${user.username}:${password}`).toString('base64')}`;
    const body = JSON.stringify({
      unauthorized: { message: `${user.username} has another password than ${password}` },
    });
    const { endpoint } = tiny.serve((_, response) => response.writeHead(401).end(body));
    const error = await errorOf(firstPage(source('hostway', {}, { endpoint, credentials: () => credentials })));
    assert.deepEqual([error.kind, error.detail], ['credentials', undefined]);
  }
  const { endpoint } = tiny.serve((_, response) => response.writeHead(403).end('not for you'));
  const error = await errorOf(firstPage(source('hostway', {}, { endpoint, credentials: 'Basic no base64' })));
  assert.deepEqual([error.kind, error.detail], ['forbidden', 'not for you']);
});

test('a long token is found as quickly as a short one', async () => {
  for (const credentials of [longToken, token]) {
    const body = JSON.stringify({
      error_code: 'APIGW.0301',
      error_msg: `Incorrect IAM authentication: ${credentials}`,
    });
    const { endpoint } = tiny.serve((_, response) => response.writeHead(401).end(body));
    const error = await errorOf(
      firstPage(source('huawei-workspace', {}, { endpoint, credentials: () => credentials })),
    );
    assert.deepEqual([error.kind, error.code, error.detail], ['credentials', 'APIGW.0301', undefined]);
  }
});

test('how much of a text was a secret cannot be told from what is left of it', async () => {
  const shown = new Set<unknown>();
  for (const length of [12, 13, 30, token.length]) {
    const body = JSON.stringify({ error_code: 'E', error_msg: `filter ${token.slice(0, length)}X is unknown` });
    const { endpoint } = tiny.serve((_, response) => response.writeHead(400).end(body));
    const error = await errorOf(firstPage(source('huawei-workspace', {}, { endpoint, credentials: () => token })));
    shown.add(JSON.stringify([error.code, error.detail]));
  }
  assert.equal(shown.size, 1);
});

test('a short password costs an error its words at most, and a list nothing', async () => {
  for (const password of ['images', 'a', 'Ubuntu', '密码', '!']) {
    const credentials = { username: 'me', password };
    const images = { images: [{ id: 'a', name: 'Ubuntu images', 密码: 'a' }] };
    const { endpoint } = tiny.serve((_, response) => response.end(JSON.stringify(images)));
    const [image] = await firstPage(source('hostway', {}, { endpoint, credentials: () => credentials }));
    assert.deepEqual(image?.source, images.images[0]);
    const failing = tiny.serve((_, response) => response.writeHead(403).end(`no images for ${password}`));
    const error = await errorOf(
      firstPage(source('hostway', {}, { endpoint: failing.endpoint, credentials: () => credentials })),
    );
    assert.deepEqual([error.kind, error.detail], ['forbidden', undefined]);
  }
});

for (const cloud of cloudIds) {
  test(`${cloud}: what an image quotes of the header is left out of it, and the rest is shown`, async () => {
    const { listKey: list, idKey: id } = factsOf(cloud);
    for (const [spelling, spell] of Object.entries(spellings)) {
      // A part of it in the midst of an image is not looked for; the header itself is base64 where there is a password.
      if (['cut off', 'in capitals', 'in lines'].includes(spelling)) continue;
      const { endpoint } = tiny.serve(({ headers }, response) => {
        const header = String(headers.authorization ?? headers['x-auth-token']).replace(/^\w+ /, '');
        const quotation = spell(header);
        const row = { [id]: 'i-1', name: 'kept', echo: quotation, deep: { [quotation]: 1, list: ['kept', quotation] } };
        response.end(JSON.stringify({ [list]: [row, { [id]: 'i-2' }] }));
      });
      const images = await firstPage(source(cloud, {}, { endpoint, credentials: () => given(cloud) }));
      assert.deepEqual(
        images.map((image) => image.id),
        ['i-1', 'i-2'],
      );
      const raw = JSON.stringify(images[0]?.source);
      assert.equal(raw, JSON.stringify({ [id]: 'i-1', name: 'kept', deep: { list: ['kept', null] } }), spelling);
    }
  });
}

test('a list that is nested too deep to be looked through is no list, where it quotes a secret', async () => {
  const deep = `${'{"in":'.repeat(6000)}1${'}'.repeat(6000)}`;
  const ask = (quotation: string) => {
    const body = `{"images":[{"id":"a","echo":"${quotation}","deep":${deep}}]}`;
    const { endpoint } = tiny.serve((_, response) => response.end(body));
    return firstPage(source('huawei-workspace', {}, { endpoint, credentials: () => token }));
  };
  assert.equal((await errorOf(ask(token))).kind, 'malformed');
  assert.equal((await ask('nothing')).length, 1);
});
