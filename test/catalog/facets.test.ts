import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudIds, type CloudId } from '../../simulator/index.js';
import { Catalog, type CatalogResult, type Filters } from '../../src/catalog/index.js';
import { facetValues } from '../../src/catalog/filter.js';
import { providerOf, startClouds } from '../http/clouds.js';
import { find, truth } from './questions.js';

const { source, requests } = await startClouds();

const size = 450;

const counted = ({ facets }: CatalogResult) =>
  facets.filter(({ options }) => options.some(({ count }) => count !== undefined)).map(({ id }) => id);

/** The counts by their definition: images that match all the rest, by each value of one filter. */
function countsOf(cloud: CloudId, seed: number, id: string, text: string, filters: Filters): Map<string, number> {
  const counts = new Map<string, number>();
  for (const image of truth(cloud, { size, seed, odd: 1 })) {
    const said = [image.name, image.id, image.description, image.os?.family, image.os?.version].concat(
      [image.architecture, image.format],
      image.locations,
    );
    const others = Object.entries(filters).filter(([other]) => other !== id);
    const rest = others.every(([other, wanted]) => facetValues(image, other).some((value) => wanted.includes(value)));
    if (!rest || !said.some((part) => part?.toLowerCase().includes(text))) continue;
    for (const value of facetValues(image, id)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

for (const cloud of cloudIds) {
  test(`${cloud}: once everything is known each value has its count, and the count is what choosing it would find`, async () => {
    const catalog = new Catalog(source(cloud, { size, odd: 1, seed: 4 }));
    await find(catalog, { text: 'e' });
    const filterable = Object.entries(providerOf(cloud).filters).filter(([, { serverOnly }]) => serverOnly !== true);
    const chosen = filterable[0]?.[0] ?? '';
    const [value = ''] = truth(cloud, { size, odd: 1, seed: 4 }).flatMap((image) => facetValues(image, chosen));
    for (const filters of [{}, { [chosen]: [value] }]) {
      for (const text of ['', 'e']) {
        const { facets } = await find(catalog, { text, filters });
        for (const [id, { unlisted = [] }] of filterable) {
          const counts = countsOf(cloud, 4, id, text, filters);
          const offered = facets.find((facet) => facet.id === id)?.options ?? [];
          // What the list leaves out is not counted in it.
          const options = offered.filter((option) => !unlisted.includes(option.value));
          assert.ok(offered.every(({ value, count }) => !unlisted.includes(value) || count === undefined));
          for (const option of options)
            assert.equal(option.count, counts.get(option.value) ?? 0, `${id} ${option.value}`);
          for (const [met] of counts)
            assert.ok(
              options.some((option) => option.value === met),
              `${id} offers ${met}`,
            );
          for (const option of options.slice(0, 4)) {
            const found = await find(catalog, { text, filters: { ...filters, [id]: [option.value] } });
            assert.equal(found.total, option.count, `${id} ${option.value}`);
          }
        }
      }
    }
  });
}

test('while only a page is known, values are offered without counts', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size }));
  const result = await find(catalog);
  assert.deepEqual(counted(result), []);
  const os = result.facets.find(({ id }) => id === 'os');
  assert.deepEqual(os, { id: 'os', options: [{ value: 'windows' }, { value: 'linux' }, { value: 'other' }] });
});

test('while a search goes on nothing is counted', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 950, latency: 10 }));
  const parts: CatalogResult[] = [];
  const result = await find(catalog, { text: 'a' }, { onProgress: (part) => parts.push(part) });
  assert.ok(parts.length > 0);
  for (const part of parts) if (part.loaded < 950) assert.deepEqual(counted(part), []);
  assert.ok(counted(result).includes('os'));
});

test('of what the server has filtered by, the other values are not counted', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 60 }));
  const result = await find(catalog, { filters: { os: ['linux'] } });
  assert.equal(result.totalKind, 'exact');
  assert.deepEqual(counted(result), ['visibility', 'format']);
});

test('values are offered in the same order whatever is searched for', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size, run: 'order' }));
  const { facets } = await find(catalog, { text: 'a' });
  const order = (list: typeof facets) => list.map(({ options }) => options.map(({ value }) => value));
  for (const text of ['linux', 'ubuntu', 'no image says this', '']) {
    assert.deepEqual(order((await find(catalog, { text })).facets), order(facets), text);
  }
  assert.equal(requests('order').length, 5);
});
