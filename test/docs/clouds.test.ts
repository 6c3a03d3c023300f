import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseSort } from '../../src/catalog/sort.js';
import {
  sortFields,
  type FilterDefinition,
  type Paging,
  type ParamDefinition,
  type Provider,
} from '../../src/providers/provider.js';
import { providers } from '../../src/providers/registry.js';
import { clouds, type CloudFacts, type StatusWords } from '../clouds/index.js';
import { elements } from '../../scripts/manifest.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const page = read('docs/clouds.md');

type Rows = ReadonlyMap<string, readonly string[]>;

const section = (heading: string): string => page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of the table whose first heading is given, by their first cell without its marks. */
function table(text: string, heading: string): Rows {
  const found = text.split('\n\n').find((block) => cells(block.split('\n')[0] ?? '')[0] === heading) ?? '';
  const rows = found.split('\n').slice(2).map(cells);
  return new Map(rows.map(([first = '', ...rest]) => [first.replaceAll('`', ''), rest]));
}

const code = (words: readonly string[], joint = ', '): string => words.map((word) => `\`${word}\``).join(joint);

/** The attribute of a preset element that sets a parameter. */
function attributeOf(tag: string, key: string): string | undefined {
  const { attributes = [] } = elements.get(tag) ?? {};
  return attributes.find(({ fieldName }) => fieldName === key)?.name;
}

function pagesOf(paging: Paging): string {
  if (!('max' in paging)) return 'none: one response has everything';
  const most = paging.style === 'offset' ? paging.maxOffset : undefined;
  return `${paging.max} images${most === undefined ? '' : `, up to an offset of ${most.toLocaleString('en')}`}`;
}

const sentAs = ({ in: place, name, repeated }: ParamDefinition): string =>
  place === 'path' ? 'path' : `${code([name])}${repeated === true ? ', once per value' : ''}`;

const valuesOf = ({ options, serverOnly }: FilterDefinition): string =>
  options ? code(options) : serverOnly === true ? 'any' : 'from the images';

const saidAs = ([status, state]: StatusWords): string =>
  state === undefined ? `\`${status}\`` : `\`${status}\` with \`${state}\``;

function askedOf({ query, serverOnly, options = [] }: FilterDefinition): string {
  if (!query) return 'no';
  if (serverOnly === true) return 'always';
  const judged = options.filter((value) => query.words === undefined || Object.hasOwn(query.words, value));
  return judged.length === options.length ? 'yes' : code(judged);
}

describe('the page on clouds', () => {
  it('has a section for each provider, in the order in which they are offered, and so has the README their ids', () => {
    const documented = [...page.matchAll(/^\| provider +\| `([^`]+)`/gm)].map(([, id]) => id);
    assert.deepEqual(documented, [...providers.keys()]);
    const [, named = ''] = /^`provider` is ([^.]*)\./m.exec(read('README.md')) ?? [];
    const ids = [...named.matchAll(/`([^`]+)`/g)].map(([, id]) => id);
    assert.deepEqual(ids, [...providers.keys()]);
  });

  it('names the fields that can be sorted by', () => {
    const [, text = ''] = /\*\*`sort`\*\* takes any of these fields([^.]*)\./.exec(page) ?? [];
    const fields = [...text.matchAll(/`([a-z]+)`/gi)].flatMap(([, field]) => field ?? []);
    assert.deepEqual(fields, [...sortFields]);
    for (const field of fields) assert.deepEqual(parseSort(`${field}:desc`), { field, direction: 'desc' });
  });

  for (const provider of providers.values()) {
    const text = section(provider.name);
    const facts = table(text, '');
    const fact = (name: string): string => facts.get(name)?.[0] ?? '';

    it(`says where the images come from, how they are cut into pages, shown and sorted: ${provider.id}`, () => {
      const { id, paths, paging, columns, sorting }: Provider = provider;
      assert.equal(fact('provider'), code([id]));
      assert.equal(fact('path'), code(paths, ', or '));
      assert.equal(fact('pages'), pagesOf(paging));
      assert.equal(fact('columns'), code(columns));
      assert.equal(fact('sorted by the cloud'), code(Object.keys(sorting?.fields ?? {})) || 'none');
    });

    it(`names every parameter, the attribute for it, and how it is sent: ${provider.id}`, () => {
      const tag = fact('element').replaceAll('`', '');
      assert.ok(elements.has(tag));
      const expected = Object.entries(provider.params).map(([key, param]) => {
        const attribute = attributeOf(tag, key);
        return [key, [attribute ? code([attribute]) : 'none', param.required === true ? 'yes' : 'no', sentAs(param)]];
      });
      assert.deepEqual([...table(text, 'parameter')], expected);
    });

    it(`says which words of the cloud make which status: ${provider.id}`, () => {
      const facts: CloudFacts | undefined = Object.entries(clouds).find(([id]) => id === provider.id)?.[1];
      const documented = facts?.statuses ?? {};
      const expected = Object.entries(documented).map(([status, words]) => [status, [words.map(saidAs).join(', ')]]);
      assert.deepEqual([...table(text, 'status')], expected);
    });

    it(`names every filter, its values, and which of them the cloud is asked for: ${provider.id}`, () => {
      const expected = Object.entries(provider.filters).map(([id, filter]) => [
        id,
        [valuesOf(filter), askedOf(filter)],
      ]);
      assert.deepEqual([...table(text, 'filter')], expected);
    });

    it(`says which values a list leaves out, or may leave out: ${provider.id}`, () => {
      const expected = Object.entries(provider.filters).flatMap(([id, { maybeUnlisted }]) =>
        maybeUnlisted
          ? [`The documentation does not say whether a list without \`${id}\` includes ${code(maybeUnlisted)}.`]
          : [],
      );
      assert.deepEqual(text.match(/^The documentation does not say .*$/gm) ?? [], expected);
      const leftOut = Object.entries(provider.filters).flatMap(([id, { unlisted }]) =>
        unlisted ? [`A list without \`${id}\` omits ${code(unlisted)}.`] : [],
      );
      assert.deepEqual(text.match(/^A list without .*$/gm) ?? [], leftOut);
    });
  }
});
