import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { providers } from '../../src/providers/registry.js';
import { fillPath, matchPath, queryKeys } from '../../src/proxy/route-match.js';
import { pageRoute } from '../../src/providers/route.js';
import type { Provider, SortField } from '../../src/providers/provider.js';

function providerOf(id: string): Provider {
  const provider = providers.get(id);
  assert.ok(provider, id);
  return provider;
}

/** Whatever a vendor may use as an identifier. */
const identifier = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => !/[/\\;?#%\p{Cc}]|^[-.]/u.test(text.normalize('NFKC')));

test('every route that a picker asks for is read back as it was meant', () => {
  for (const provider of providers.values()) {
    const keys = Object.keys(provider.params);
    fc.assert(
      fc.property(fc.array(fc.option(identifier, { nil: undefined }), { minLength: 8, maxLength: 8 }), (values) => {
        const params = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
        const url = new URL(`http://proxy${pageRoute(provider, params, { index: 3, rowsPerPage: 100, text: 'a b' })}`);
        const said = matchPath(provider.paths, url.pathname);
        assert.ok(said, url.pathname);
        const template = provider.paths.find((path) => said.size > 0 || !path.includes('{')) ?? provider.paths[0];
        for (const [key, value] of said) assert.equal(value, params[key]);
        if (template !== undefined && fillPath(provider.paths, said))
          assert.equal(fillPath(provider.paths, said)?.path, url.pathname);
        const known = queryKeys(provider);
        for (const [key, value] of url.searchParams) {
          const rule = known.get(key);
          assert.ok(rule, key);
          assert.ok(rule.accepts(value), `${key}=${value}`);
          assert.ok(url.searchParams.getAll(key).length <= rule.maxCount, key);
        }
      }),
    );
  }
});

test('each sort and filter that a picker asks for is known', () => {
  const fields: readonly SortField[] = ['name', 'status', 'createdAt', 'updatedAt', 'sizeBytes'];
  for (const provider of providers.values()) {
    const known = queryKeys(provider);
    for (const field of fields) {
      for (const direction of ['asc', 'desc'] as const) {
        const filters = Object.fromEntries(Object.keys(provider.filters).map((id) => [id, 'any']));
        const route = pageRoute(provider, {}, { index: 0, rowsPerPage: 0, sort: { field, direction }, filters });
        const query = new URL(`http://proxy${route}`).searchParams;
        for (const key of query.keys()) assert.ok(query.getAll(key).length <= (known.get(key)?.maxCount ?? 0), key);
      }
    }
  }
});

test('a page is never larger than the cloud allows, and page numbers are numbers', () => {
  const limit = queryKeys(providerOf('huawei-workspace')).get('limit');
  for (const value of ['101', '-1', '1e9', ' 5', '5 ', '', '٣', '0x10', '99999999999']) {
    assert.equal(limit?.accepts(value), false, value);
  }
  assert.equal(limit?.accepts('100'), true);
});

test('what the page leaves open is left open, and a value stays one segment however often it is decoded', () => {
  const horizon = providerOf('horizon');
  const copies = (image: string) => `/imagemgmt/v1/images/${image}/versions/v/copies`;
  assert.deepEqual([...(matchPath(horizon.paths, copies('-')) ?? [])], [['versionId', 'v']]);
  assert.equal(matchPath(horizon.paths, copies('100%25 of a'))?.get('imageId'), '100% of a');
  for (const image of [
    '..',
    '.',
    '%2e%2e',
    '%2E.',
    '%252e%252e',
    'a%2Fb',
    'a%2fb',
    'a%5Cb',
    'a%252Fb',
    'a%25252Fb',
    'a;b',
    '..;',
    '%3B',
    '%00',
    '%0d%0a',
    '%250d%250a',
    '%3Fa=b',
    '%23',
    'a%ff',
    '%',
    '%c0%ae%c0%ae',
    '%ef%bc%8e%ef%bc%8e',
    'a%ef%bc%8fb',
    '',
  ]) {
    assert.equal(matchPath(horizon.paths, copies(image)), undefined, image);
  }
});

test('the template is chosen anew by what is known in the end', () => {
  const hostway = providerOf('hostway');
  assert.equal(
    fillPath(hostway.paths, new Map([['accountId', 'a b']]))?.path,
    '/accounts/a%20b/flexcloud/images/detail',
  );
  assert.equal(fillPath(hostway.paths, new Map())?.path, '/images/detail');
  assert.equal(fillPath(providerOf('zstack').paths, new Map()), undefined);
});
