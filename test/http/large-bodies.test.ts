import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { cloudIds, type CloudId } from '../../simulator/index.js';
import { Catalog, type CloudImage } from '../../src/catalog/index.js';
import type { Provider } from '../../src/providers/provider.js';
import { factsOf } from '../clouds/index.js';
import { firstPage, providerOf, startClouds } from './clouds.js';
import { startTinyServer } from './tiny-server.js';

// The first images of a large body are shown before the rest of it has been searched for long numbers and secrets.

const { source } = await startClouds();
const tiny = await startTinyServer();

const ROWS = 100;
const PAGE = 10;
const token = createHash('sha256').update('token').digest('hex');
/** 100 rows of 3,000 characters. */
const padding = 'x'.repeat(3000);
/** In the rows that are shown first, behind them, and on both sides of where they end. */
const places = [0, 19, 20, ROWS - 1];

/** Every image that is reported while the whole list is being read and turned over. */
async function seenIn(cloud: CloudId, rows: readonly string[], lead = ''): Promise<readonly CloudImage[][]> {
  const body = `{${lead}"${factsOf(cloud).listKey}":[${rows.join()}]}`;
  const { endpoint } = tiny.serve((_, response) => response.end(body));
  const catalog = new Catalog(source(cloud, {}, { endpoint, credentials: () => token }));
  const seen: CloudImage[][] = [];
  for (let page = 1; page <= ROWS / PAGE; page++) {
    const query = { page, pageSize: PAGE };
    const { images } = await catalog.find(query, { onProgress: (part) => seen.push([...part.images]) });
    seen.push([...images]);
  }
  return seen;
}

for (const cloud of cloudIds) {
  const { idKey } = factsOf(cloud);
  const rowOf = (id: string, more = '') => `{"${idKey}":${id},"name":"kept","padding":"${padding}"${more}}`;
  const plain = Array.from({ length: ROWS }, (_, at) => rowOf(`"i-${at}"`));

  test(`${cloud}: in a large body, ids that are long numbers are exact wherever they are`, async () => {
    for (const place of places) {
      const ids = ['9007199254740992', '9007199254740993', '123456789012345678901234567890', '9'.repeat(400)];
      for (const id of ids) {
        const seen = await seenIn(cloud, plain.with(place, rowOf(id)));
        const shown = new Set(seen.flat().map((image) => image.id));
        assert.ok(shown.has(id), `${id} in row ${place}`);
        for (const other of shown) assert.match(other, other === id ? /./ : /^i-\d+$/, `${id} in row ${place}`);
      }
    }
  });

  test(`${cloud}: in a large body, no image ever quotes a secret`, async () => {
    const base64 = Buffer.from(`me:${token}`).toString('base64');
    const quotations = [`"echo":"${token}"`, `"${token}":1`, `"deep":{"list":["${base64}"]}`];
    for (const place of places) {
      for (const quotation of quotations) {
        const seen = await seenIn(cloud, plain.with(place, rowOf('"quoting"', `,${quotation}`)));
        const all = JSON.stringify(seen);
        assert.ok(all.includes('quoting'), `${quotation} in row ${place}`);
        assert.ok(!all.includes(token) && !all.includes(base64.slice(8, -8)), `${quotation} in row ${place}`);
      }
    }
  });

  test(`${cloud}: a large body that needs no change is read as it is`, async () => {
    const seen = await seenIn(cloud, plain);
    const last = seen.slice(-1).flat();
    assert.deepEqual(
      last.map(({ id, source: wire }) => [id, JSON.stringify(wire)]),
      Array.from({ length: PAGE }, (_, at) => [`i-${ROWS - PAGE + at}`, plain[ROWS - PAGE + at]]),
    );
  });
}

test('a large body that quotes a secret in front of the list is read, too', async () => {
  const rows = Array.from({ length: ROWS }, (_, at) => `{"uuid":"i-${at}","padding":"${padding}"}`);
  const seen = await seenIn('zstack', rows, `"echo":"${token}",`);
  assert.equal(new Set(seen.flat().map(({ id }) => id)).size, ROWS);
});

test('a provider that needs a long number in front of the list as a text finds it in a large body, too', async () => {
  const zstack = providerOf('zstack');
  const strict: Provider = {
    ...zstack,
    readPage: (body) => {
      assert.equal((body as { marker?: unknown }).marker, '9007199254740993');
      return zstack.readPage(body);
    },
  };
  const rows = Array.from({ length: ROWS }, (_, at) => `{"uuid":"i-${at}","padding":"${padding}"}`);
  const body = `{"marker":9007199254740993,"inventories":[${rows.join()}]}`;
  const { endpoint } = tiny.serve((_, response) => response.end(body));
  const images = await firstPage(source('zstack', {}, { endpoint, provider: strict }));
  assert.equal(images.length, ROWS);
});
