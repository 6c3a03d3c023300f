import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogueOf, cloudIds, needle } from '../../simulator/index.js';
import type { CloudId } from '../../simulator/index.js';
import { at, column, idKey, rowsOf, startAsking } from './ask.js';

const { ask } = await startAsking();

const nextPages = new Map<CloudId, string>([
  ['horizon', '?page=1'],
  ['huawei-workspace', '?offset=100'],
  ['huawei-cloud-phone', '?offset=100'],
  ['openstack', '?marker=993d2241-aaaa-4bbb-8ccc-bb4e6669dadc'],
]);

for (const cloud of cloudIds) {
  test(`${cloud}: the same seed and size are the same catalogue, another seed is another`, () => {
    assert.deepEqual(catalogueOf(cloud, { seed: 3 }), catalogueOf(cloud, { seed: 3 }));
    assert.notDeepEqual(catalogueOf(cloud, { seed: 3 }), catalogueOf(cloud, { seed: 4 }));
  });

  test(`${cloud}: an image is the same however many stand behind it`, () => {
    assert.deepEqual(catalogueOf(cloud, { size: 100 }).slice(0, 9), catalogueOf(cloud, { size: 10 }).slice(0, 9));
  });

  test(`${cloud}: among 10,000 images no id occurs twice, and hardly a name`, () => {
    const all = catalogueOf(cloud, { size: 10_000 });
    assert.equal(new Set(column(all, idKey(cloud))).size, 10_000);
    if (cloud === 'horizon') return;
    const names = new Set(all.map((image) => at(image, 'name') ?? at(image, 'image_name')));
    assert.ok(names.size > 9_950, String(names.size));
  });

  test(`${cloud}: the needle is in the last image and in no other`, () => {
    for (const [size, seed] of [
      [1, 1],
      [12, 1],
      [5000, 1],
      [5000, 8],
    ] as const) {
      const word = needle(cloud, size, seed);
      const found = catalogueOf(cloud, { size, seed }).flatMap((image, index) =>
        JSON.stringify(image).includes(word) ? [index] : [],
      );
      assert.deepEqual(found, [size - 1]);
    }
    const last = catalogueOf(cloud, { odd: 1 }).at(-1);
    assert.ok(JSON.stringify(last).includes(needle(cloud, 12)), 'also where images are odd');
  });

  test(`${cloud}: the example is the one of the vendor's document, and its only page`, async () => {
    const options = { catalogue: 'example' };
    const captured = new URL(`../providers/bodies/${cloud}/200-example.json`, import.meta.url);
    const { json } = await ask(cloud, { options });
    assert.deepEqual(json, JSON.parse(readFileSync(captured, 'utf8')));
    const next = nextPages.get(cloud);
    if (next) assert.deepEqual(rowsOf(cloud, (await ask(cloud, { options, query: next })).json), []);
  });
}

test('fifty thousand images are served page by page', async () => {
  const { json } = await ask('huawei-cloud-phone', { options: { size: 50_000 }, query: '?limit=10&offset=49990' });
  assert.equal(rowsOf('huawei-cloud-phone', json).length, 10);
  assert.ok(JSON.stringify(json).includes(needle('huawei-cloud-phone', 50_000)));
});
