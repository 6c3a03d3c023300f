import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudId } from '../../simulator/index.js';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds, until } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { find, ids, mostAtOnce, truth } from './questions.js';

// The chosen images have names, even if no page has contained them.

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

const ALIVE = new AbortController().signal;
const SIZE = 450;

/** As a picker does: until there is nothing left to ask. */
async function lookUp(catalog: Catalog, wanted: readonly string[], signal = ALIVE): Promise<void> {
  for (let pending = catalog.lookUp(wanted, signal); pending; pending = catalog.lookUp(wanted, signal)) await pending;
}

const lastOf = (cloud: CloudId) => {
  const image = truth(cloud, { size: SIZE }).at(-1);
  assert.ok(image);
  return image;
};

const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

for (const cloud of ['openstack', 'huawei-workspace', 'huawei-cloud-phone'] as const) {
  test(`${cloud}: an image of a later page has a name after one request, whoever asks for it how often`, async () => {
    const run = `met-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: SIZE, run, latency: 20 }));
    const first = await find(catalog);
    const before = requests(run).length;
    const { id, name } = lastOf(cloud);
    assert.deepEqual([catalog.get(id), catalog.presence(id)], [undefined, 'unknown']);
    await Promise.all([lookUp(catalog, [id]), lookUp(catalog, [id])]);
    await lookUp(catalog, [id]);
    assert.deepEqual([catalog.get(id)?.name, catalog.presence(id)], [name, 'present']);
    assert.equal(requests(run).length, before + 1);
    // It has been seen on no page, so nothing is counted that was not before.
    const again = await find(catalog);
    assert.deepEqual([again.total, again.totalKind, again.facets], [first.total, first.totalKind, first.facets]);
    assert.equal(requests(run).length, before + 1);
  });

  test(`${cloud}: an image that the cloud does not know may only be hidden, and is asked for again after a reload`, async () => {
    const run = `hidden-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: SIZE, run }));
    await find(catalog);
    const before = requests(run).length;
    await lookUp(catalog, [uuid(1)]);
    await lookUp(catalog, [uuid(1)]);
    assert.equal(requests(run).length, before + 1);
    assert.deepEqual([catalog.get(uuid(1)), catalog.presence(uuid(1))], [undefined, 'unknown']);
    catalog.reload();
    await find(catalog);
    const reloaded = requests(run).length;
    await lookUp(catalog, [uuid(1)]);
    assert.equal(requests(run).length, reloaded + 1);
  });

  test(`${cloud}: what cannot be an id is not asked for, nor what a page has contained`, async () => {
    const run = `impossible-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: SIZE, run }));
    const { images } = await find(catalog);
    const before = requests(run).length;
    const impossible = [
      '..',
      '.',
      '-/-',
      'a/b',
      'a b',
      'a?b',
      'a#b',
      'a%2fb',
      'a\\b',
      '键',
      '\ud800',
      '',
      'x'.repeat(200),
    ];
    await lookUp(catalog, [...impossible, ...ids(images)]);
    assert.equal(requests(run).length, before);
  });

  test(`${cloud}: of 50 unknown ids 20 are asked for, two at a time`, async () => {
    const run = `many-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: SIZE, run, latency: 5 }));
    await find(catalog);
    const before = requests(run).length;
    await lookUp(
      catalog,
      Array.from({ length: 50 }, (_, at) => uuid(at)),
    );
    const log = requests(run).slice(before);
    assert.equal(log.length, 20);
    assert.ok(mostAtOnce(log) <= 2);
  });
}

test('an image that no list contains is found all the same', async () => {
  const catalog = new Catalog(source('openstack', { size: 40 }));
  const community = await find(new Catalog(source('openstack', { size: 40 })), {
    filters: { visibility: ['community'] },
  });
  const [image] = community.images;
  assert.ok(image);
  await find(catalog);
  await lookUp(catalog, [image.id]);
  assert.deepEqual(catalog.get(image.id), image);
});

test('where a parameter narrows down the list in a way that one image cannot be asked for, none is', async () => {
  const [glance, desktops] = [lastOf('openstack').id, lastOf('huawei-workspace').id];
  for (const [cloud, params, id] of [
    ['openstack', { visibility: 'public' }, glance],
    ['openstack', { owner: 'me' }, glance],
    ['huawei-workspace', { projectId: 'p', imageId: uuid(2) }, desktops],
  ] as const) {
    const run = `narrowed-${cloud}-${Object.keys(params).join('-')}`;
    const catalog = new Catalog(source(cloud, { size: SIZE, run }, { params }));
    await find(catalog);
    const before = requests(run).length;
    await lookUp(catalog, [id]);
    assert.equal(requests(run).length, before);
  }
});

test('clouds that send everything at once are asked for no image', async () => {
  for (const cloud of ['zstack', 'hostway', 'horizon'] as const) {
    const run = `whole-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: 30, run }));
    await find(catalog);
    const before = requests(run).length;
    await lookUp(catalog, [uuid(1)]);
    assert.equal(requests(run).length, before);
  }
});

const glanceImage = {
  id: uuid(7),
  name: 'Lonely',
  status: 'active',
  title: 'a property',
  nested: { message: 'another' },
};

/** A Glance that answers a list with no image of ours, and for one image what a test says. */
function glance(one: (id: string, response: Parameters<typeof sendJson>[0], count: number) => void) {
  let count = 0;
  const { endpoint, requests: seen } = tiny.serve((request, response) => {
    const [, id] = /^.*\/v2\/images\/([^/?]+)$/.exec(request.url ?? '') ?? [];
    if (id !== undefined) one(id, response, ++count);
    else sendJson(response, 200, { images: [{ id: 'listed', name: 'Listed' }], next: '/v2/images?marker=listed' });
  });
  return { catalog: new Catalog(source('openstack', {}, { endpoint })), asked: () => count, seen };
}

test('an image may have properties of any name', async () => {
  const { catalog } = glance((_, response) => sendJson(response, 200, glanceImage));
  await lookUp(catalog, [uuid(7)]);
  assert.equal(catalog.get(uuid(7))?.name, 'Lonely');
});

test('a service that refuses or fails is asked no more until a reload, and is no error', async () => {
  for (const status of [400, 401, 403, 500]) {
    const { catalog, asked } = glance((_, response) => sendJson(response, status, { message: 'no', title: 'No' }));
    await lookUp(
      catalog,
      Array.from({ length: 20 }, (_, at) => uuid(at)),
    );
    assert.ok(asked() <= 2, `${status}: ${asked()} requests`);
    const before = asked();
    await lookUp(catalog, [uuid(30), uuid(1)]);
    assert.equal(asked(), before);
    assert.equal(catalog.presence(uuid(1)), 'unknown');
    catalog.reload();
    await lookUp(catalog, [uuid(1)]);
    assert.equal(asked(), before + 1);
  }
});

test('what a service sends instead of the image is not taken for it', async () => {
  for (const body of [{ ...glanceImage, id: uuid(8) }, { images: [] }, {}, [], 'text', null]) {
    const { catalog, asked } = glance((_, response) => sendJson(response, 200, body));
    await lookUp(catalog, [uuid(7), uuid(9)]);
    assert.deepEqual(
      [catalog.get(uuid(7)), catalog.get(uuid(8)), catalog.presence(uuid(7))],
      [undefined, undefined, 'unknown'],
    );
    assert.ok(asked() <= 2);
  }
});

test('an older service that knows no such key and sends its list is asked once', async () => {
  const images = Array.from({ length: 100 }, (_, at) => ({ id: `image-${at}` }));
  const { endpoint, requests: seen } = tiny.serve((_, response) =>
    sendJson(response, 200, { images, total_count: 450 }),
  );
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  await find(catalog);
  const before = seen.length;
  await lookUp(catalog, ['another-1']);
  await lookUp(catalog, ['another-1', 'another-2']);
  assert.equal(seen.length, before + 1);
  assert.deepEqual([catalog.get('another-1'), catalog.presence('another-1')], [undefined, 'unknown']);
});

test('an image that was found and is there no more is gone once everything has been read', async () => {
  let there = true;
  const { endpoint } = tiny.serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://tiny');
    const id = searchParams.get('image_id');
    const images =
      id === null
        ? [
            { id: 'a', image_type: 'gold' },
            { id: 'b', image_type: 'private' },
          ]
        : there
          ? [{ id }]
          : [];
    sendJson(response, 200, { images, total_count: images.length });
  });
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  await lookUp(catalog, ['apart']);
  await find(catalog, { text: 'a' });
  assert.equal(catalog.presence('apart'), 'present', 'the cloud has it, though it lists it nowhere');
  there = false;
  catalog.reload();
  await find(catalog, { text: 'a' });
  assert.equal(catalog.presence('apart'), 'present', 'as far as is known');
  await lookUp(catalog, ['apart']);
  assert.equal(catalog.presence('apart'), 'absent');
});

test('another user inherits nothing that was found, even if it is found later', async () => {
  let answer = (): void => undefined;
  const { catalog, asked } = glance((_, response) => (answer = () => sendJson(response, 200, glanceImage)));
  const late = lookUp(catalog, [uuid(7)]);
  await until(() => asked() === 1);
  catalog.reload(true);
  answer();
  await catalog.lookUp([], ALIVE);
  const pending = late.then(() => 'over');
  await until(() => asked() === 2);
  assert.deepEqual([catalog.get(uuid(7)), catalog.presence(uuid(7))], [undefined, 'unknown']);
  answer();
  await pending;
});

test('it ends with the last picker that waits for it, and the next one asks anew', async () => {
  let closed = 0;
  const { catalog, asked } = glance((_, response, count) => {
    response.on('close', () => (closed += 1));
    if (count === 2) sendJson(response, 200, glanceImage);
  });
  const [one, other] = [new AbortController(), new AbortController()];
  const waits = [one, other].map(({ signal }) => lookUp(catalog, [uuid(7)], signal).catch(() => undefined));
  await until(() => asked() === 1);
  one.abort();
  await waits[0];
  await find(catalog);
  assert.equal(closed, 0, 'the other one is still waiting');
  other.abort();
  await until(() => closed === 1);
  await Promise.all(waits);
  await lookUp(catalog, [uuid(7)]);
  assert.deepEqual([asked(), catalog.get(uuid(7))?.name], [2, 'Lonely']);
});
