import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CloudImage } from '../../src/providers/image.js';
import type { Provider } from '../../src/providers/provider.js';
import { providers } from '../../src/providers/registry.js';
import { isJsonObject } from '../../src/providers/wire.js';
import { cloudIds, factsOf } from '../clouds/index.js';
import { answers, image } from './bodies.js';

const SHARED = ['os', 'status', 'visibility', 'architecture', 'format', 'location'];
const fieldsOf = (row: unknown): Record<string, unknown> => (isJsonObject(row) ? { ...row } : {});

const KEBAB = /^[a-z]+(-[a-z]+)*$/;

it('the registry holds the clouds that are simulated, in the order in which they are offered', () => {
  assert.deepEqual([...providers.keys()], cloudIds);
});

for (const id of cloudIds) {
  const facts = factsOf(id);
  const provider: Provider | undefined = providers.get(id);
  assert.ok(provider);
  const pages = answers(id).filter(({ name }) => name.startsWith('200-') && name !== '200-error.json');
  const errors = answers(id).filter(
    (answer) => !pages.includes(answer) && !pages.some(({ name }) => name === answer.name),
  );
  const rows = pages.flatMap(({ body }) => provider.readPage(body).rows);

  describe(`the provider ${id}`, () => {
    it('has an id in kebab case and a name', () => {
      assert.equal(provider.id, id);
      assert.match(id, KEBAB);
      assert.ok(provider.name);
    });

    it('has a path parameter for every placeholder, and a placeholder for every path parameter', () => {
      const placeholders = provider.paths.flatMap((path) =>
        Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1]),
      );
      const inPath = Object.keys(provider.params).filter((key) => provider.params[key]?.in === 'path');
      assert.deepEqual([...new Set(placeholders)].sort(), inPath.sort());
      for (const path of provider.paths) assert.match(path, /^\/.*[^/]$/);
    });

    it('asks for nothing twice: no query key has two meanings', () => {
      const { paging } = provider;
      const params = Object.values(provider.params).flatMap((param) => (param.in === 'query' ? [param.name] : []));
      // A filter that asks for what a parameter fixes is the same question.
      const keys = [
        ...params,
        ...Object.values(provider.filters).flatMap(({ query }) =>
          query && !params.includes(query.key) ? query.key : [],
        ),
        ...(paging.style === 'offset' ? [paging.limit, paging.offset] : []),
        ...(paging.style === 'marker' ? [paging.limit, paging.marker] : []),
        ...(paging.style === 'page' ? [paging.page, paging.size] : []),
        ...new Set(
          Object.values(provider.sorting?.fields ?? {}).flatMap((field) =>
            (provider.sorting?.entries(field, 'asc') ?? []).map(([key]) => key),
          ),
        ),
      ];
      assert.deepEqual(keys, [...new Set(keys)]);
    });

    it('has filters that can be offered: named in kebab case, answerable, their words among the options', () => {
      for (const [name, filter] of Object.entries(provider.filters)) {
        assert.match(name, KEBAB);
        if (filter.serverOnly) assert.ok(filter.query, `${name} could never be answered`);
        for (const word of Object.keys(filter.query?.words ?? {}))
          assert.ok(filter.options?.includes(word), `${name}: ${word}`);
        assert.deepEqual(filter.options ?? [], [...new Set(filter.options)], name);
        for (const value of [...(filter.unlisted ?? []), ...(filter.maybeUnlisted ?? [])]) {
          assert.ok(filter.options?.includes(value), `${name}: ${value} is not offered`);
          const { words } = filter.query ?? { words: {} };
          assert.ok(!words || Object.hasOwn(words, value), `${name}: ${value} cannot be asked for`);
        }
      }
    });

    it('shows facets for the filters that are its own, and for no other', () => {
      const own = Object.keys(provider.filters).filter(
        (name) => !SHARED.includes(name) && !provider.filters[name]?.serverOnly,
      );
      for (const row of rows) assert.deepEqual(Object.keys(image(provider, row).facets ?? {}).sort(), own.sort());
    });

    it('says which headers every request carries, and none that is its credentials’', () => {
      const { headers = {} } = provider;
      assert.deepEqual(headers, facts.headers);
    });

    it('puts a credential into one header and nowhere else', () => {
      for (const credentials of ['secret', { username: 'u', password: 'secret' }]) {
        const headers = provider.authorize(credentials);
        assert.ok(Object.keys(headers).length <= 1);
        for (const name of Object.keys(headers)) assert.match(name, /^(Authorization|X-Auth-Token)$/);
      }
    });

    for (const { name, body, status } of pages) {
      it(`reads every row of ${name}`, () => {
        assert.equal(provider.readError(body, status), undefined);
        for (const row of provider.readPage(body).rows) {
          const read: CloudImage = image(provider, row);
          assert.ok(read.id && read.name);
          assert.deepEqual(read.source, row);
        }
      });
    }

    for (const { name, body, status } of errors) {
      it(`finds something to say in ${name}`, () => {
        assert.ok(provider.readError(body, status)?.detail);
      });
    }

    it('never drops an image for an extra key, a null, a missing field, an unknown word, or a number written as a text', () => {
      const idKey = facts.idKey;
      for (const row of rows) {
        const fields = fieldsOf(row);
        assert.ok(provider.readImage({ ...fields, 'an-extra-key': { deep: [1] } }));
        assert.ok(provider.readImage({ [idKey]: fields[idKey] }));
        for (const [key, value] of Object.entries(fields)) {
          if (key === idKey) continue;
          const scalars = ['', 'A NEW WORD', '__proto__', 7, '8.5E9', true];
          const odd = [null, undefined, ...(typeof value === 'object' ? [] : scalars)];
          for (const other of odd)
            assert.ok(provider.readImage({ ...fields, [key]: other }), `${key}: ${String(other)}`);
        }
      }
    });

    it('leaves out a row that is no image', () => {
      for (const row of [
        null,
        undefined,
        0,
        'x',
        true,
        [],
        {},
        { id: null, uuid: null, image_id: null },
        { id: {}, uuid: ' ', image_id: '' },
      ]) {
        assert.equal(provider.readImage(row), undefined, JSON.stringify(row));
      }
      for (const row of rows) {
        const fields = fieldsOf(row);
        const key = Object.keys(fields).find((key) => typeof fields[key] === 'string' && !key.endsWith('id'));
        if (key) assert.equal(provider.readImage({ ...fields, [key]: { not: 'a text' } }), undefined, key);
      }
    });

    it('never throws on a row, whatever it is', () => {
      fc.assert(
        fc.property(fc.anything(), (row) => {
          const read = provider.readImage(row);
          assert.ok(read === undefined || (read.id !== '' && read.name !== ''));
        }),
      );
      const keys = [...new Set(rows.flatMap((row) => Object.keys(fieldsOf(row))))];
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (row) => {
          provider.readImage(row);
        }),
      );
    });

    it('never throws on an error body, whatever it is', () => {
      for (const body of [undefined, null, '', ' ', 0, [], {}, '<', '<html>', 'x'.repeat(1e6)]) {
        for (const status of [200, 401, 404, 503]) provider.readError(body, status);
      }
      assert.equal(provider.readError(undefined, 500), undefined);
      assert.equal(provider.readError('', 500), undefined);
      const keys = fc.constantFrom(
        'error',
        'errors',
        'code',
        'message',
        'cause',
        'details',
        'error_code',
        'error_msg',
        'parameters',
        'fault',
      );
      const body = fc.letrec((tie) => ({
        value: fc.oneof(
          { depthSize: 'small' },
          fc.jsonValue(),
          tie('fields'),
          fc.array(tie('fields'), { maxLength: 2 }),
        ),
        fields: fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
      }));
      fc.assert(
        fc.property(
          fc.oneof(body.fields, fc.anything(), fc.string()),
          fc.constantFrom(200, 400, 404, 503),
          (value, status) => {
            const reading = provider.readError(value, status);
            assert.ok(reading?.detail === undefined || [...reading.detail].length <= 300);
          },
        ),
      );
    });

    it('takes nothing for a list that has none of a list’s keys', () => {
      const other = fc
        .dictionary(fc.string(), fc.jsonValue())
        .filter((body) => facts.rootKeys.every((key) => !Object.hasOwn(body, key)))
        .filter((body) => !(id === 'zstack' && Object.keys(body).length === 0));
      const noList = fc.oneof(
        other,
        fc.jsonValue().filter((body) => !isJsonObject(body)),
      );
      fc.assert(fc.property(noList, (body) => assert.throws(() => provider.readPage(body))));
      for (const body of [{ status: 'UP' }, { message: 'ok' }, { data: [] }, { items: [], count: 0 }]) {
        assert.throws(() => provider.readPage(body), JSON.stringify(body));
      }
    });

    it('only ever throws an error on a page, whatever it is', () => {
      fc.assert(
        fc.property(fc.anything(), (body) => {
          try {
            assert.ok(Array.isArray(provider.readPage(body).rows));
          } catch (error) {
            assert.ok(error instanceof Error);
          }
        }),
      );
    });
  });
}
