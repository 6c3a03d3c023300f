import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueOf, cloudIds } from '../../simulator/index.js';
import type { AddressOptions, CloudId } from '../../simulator/index.js';
import { providers } from '../../src/providers/registry.js';
import { counted } from '../clouds/index.js';
import { at, column, idKey, rowsOf, startAsking } from './ask.js';

const { ask } = await startAsking();

async function rows(cloud: CloudId, options: AddressOptions, query = ''): Promise<readonly unknown[]> {
  return rowsOf(cloud, (await ask(cloud, { options, query })).json);
}

const idsOf = (cloud: CloudId, list: readonly unknown[]): readonly unknown[] => column(list, idKey(cloud));

for (const cloud of cloudIds) {
  test(`${cloud}: odd images keep their ids, and differ from the plain ones`, async () => {
    const odd = await rows(cloud, { odd: 1 });
    const plain = await rows(cloud, {});
    if (cloud !== 'hostway') assert.deepEqual(idsOf(cloud, odd), idsOf(cloud, plain));
    assert.equal(new Set(idsOf(cloud, odd)).size, 12);
    assert.notDeepEqual(odd, plain);
    assert.deepEqual(odd, catalogueOf(cloud, { odd: 1 }));
    const bare = odd.filter((row) => typeof row === 'object' && row !== null && Object.keys(row).length <= 2);
    assert.ok(bare.length > 0, 'some say nothing but their id');
  });

  test(`${cloud}: rows that cannot be read come on top of the images`, async () => {
    const list = await rows(cloud, { 'bad-rows': 6 });
    assert.equal(list.length, 18);
    const readable = list.filter((row) => typeof at(row, idKey(cloud)) === 'string');
    assert.deepEqual(readable, catalogueOf(cloud));
  });

  test(`${cloud}: duplicates are listed again, further on`, async () => {
    const list = idsOf(cloud, await rows(cloud, { duplicates: 3 }));
    assert.equal(list.length, 15);
    assert.deepEqual([...new Set(list)], idsOf(cloud, catalogueOf(cloud)));
    assert.deepEqual([list[4], list[14]], [list[0], list[10]]);
  });

  test(`${cloud}: an image vanishes after so many requests, and another appears`, async () => {
    const all = idsOf(cloud, catalogueOf(cloud));
    const options = { vanish: 1, appear: 2, run: 'changing' };
    const first = idsOf(cloud, await rows(cloud, options));
    const second = idsOf(cloud, await rows(cloud, options));
    const third = idsOf(cloud, await rows(cloud, options));
    assert.deepEqual(first, all);
    assert.deepEqual(second, all.toSpliced(2, 1));
    assert.deepEqual(third.toSpliced(1, 1), second);
    assert.equal(all.includes(third[1]), false);
  });
}

const tens: Readonly<Record<string, (at: number) => string>> = {
  page: (at) => `?size=10&page=${String(at)}`,
  offset: (at) => `?limit=10&offset=${String(at * 10)}`,
};

for (const [cloud, , total] of counted) {
  const page = tens[providers.get(cloud)?.paging.style ?? ''];
  assert.ok(page);

  test(`${cloud}: the total is as wrong as is asked for, and the images are all there`, async () => {
    const said = async (wrong: string | number): Promise<unknown> => {
      const { json } = await ask(cloud, { options: { total: wrong } });
      assert.equal(rowsOf(cloud, json).length, 12);
      return at(json, total);
    };
    assert.deepEqual(
      [await said(5), await said('short'), await said('absent'), await said('huge')],
      [5, 1, undefined, 2_147_483_647],
    );
  });

  test(`${cloud}: pages that are filtered afterwards are short, though more come`, async () => {
    const options = { size: 40, 'filtered-pages': 4 };
    const pages = await Promise.all([0, 1, 2, 3].map((at) => rows(cloud, options, page(at))));
    assert.ok(pages.every((list) => list.length < 10));
    assert.deepEqual(pages.flat(), catalogueOf(cloud, options));
    assert.equal(pages.flat().length, 31);
  });
}

test('horizon: shorter pages than asked for are counted in their own size, so none is lost', async () => {
  const options = { size: 30, 'short-pages': 7 };
  const { json } = await ask('horizon', { options, query: '?size=10' });
  assert.deepEqual([at(json, 'size'), at(json, 'totalPages')], [7, 5]);
  const pages = await Promise.all([0, 1, 2, 3, 4].map((at) => rows('horizon', options, `?size=10&page=${String(at)}`)));
  assert.deepEqual(pages.flat(), catalogueOf('horizon', { size: 30 }));
});

test('huawei-workspace: shorter pages than asked for leave a gap for those who do not look', async () => {
  const options = { size: 30, 'short-pages': 7 };
  const first = await rows('huawei-workspace', options, '?limit=10');
  const next = await rows('huawei-workspace', options, '?limit=10&offset=7');
  assert.deepEqual([...first, ...next], catalogueOf('huawei-workspace', { size: 30 }).slice(0, 14));
});

test('horizon: an odd page never says that it is the last, and an empty one has no content', async () => {
  const last = await ask('horizon', { options: { odd: 1 } });
  assert.equal(at(last.json, 'last'), false);
  const beyond = await ask('horizon', { options: { odd: 1 }, query: '?page=3' });
  assert.equal(beyond.status, 200);
  assert.equal(at(beyond.json, 'content'), undefined);
});

test('zstack: odd dates come in three spellings, odd numbers in two', async () => {
  const { text } = await ask('zstack', { options: { odd: 1 } });
  assert.match(text, /"createDate":"\w{3} \d+, \d{4} \d+:\d\d:\d\d [AP]M"/);
  assert.match(text, /"createDate":"\w{3} \d+, \d{4}, \d+:\d\d:\d\d [AP]M"/);
  assert.match(text, /"createDate":"\w{3} \d+, \d{4}, \d+:\d\d:\d\d\u202f[AP]M"/);
  assert.match(text, /"id":\d+\.0/);
  assert.match(text, /"size":\d\.\d+E\d+/);
});

test('zstack: a number reads the same in each spelling', () => {
  assert.deepEqual(
    column(catalogueOf('zstack', { odd: 1 }).slice(6, 7), 'size'),
    column(catalogueOf('zstack').slice(6, 7), 'size'),
  );
});

test('hostway: odd images have words for ids, and some have no zones', async () => {
  const list = await rows('hostway', { odd: 1 });
  assert.ok(idsOf('hostway', list).some((id) => /_template_\d+$/.test(String(id))));
  assert.ok(list.some((image) => at(image, 'name') !== undefined && at(image, 'zones') === undefined));
});

test('huawei-cloud-phone: an odd status is a number that the document does not know', async () => {
  assert.ok(column(await rows('huawei-cloud-phone', { odd: 1 }), 'status').includes(7));
});
