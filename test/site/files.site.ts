import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { elements } from '../../scripts/manifest.js';
import { filesOf, read } from './built.js';
import { addressesInStyles, foreignAssets, idsOf, referencesOf } from './links.js';

const files = filesOf();
const pages = files.filter((file) => file.endsWith('.html'));
const html: ReadonlyMap<string, string> = new Map(pages.map((page) => [page, read(page)]));

describe('the files of the site', () => {
  const references = [...html].flatMap(([page, text]) => referencesOf(page, text));

  it('are a page for each subject and each element', () => {
    for (const tag of elements.keys()) assert.ok(html.has(`elements/${tag}.html`), tag);
    for (const name of ['index', 'start', 'forms', 'accessibility', 'testing', 'security', 'sizes', 'theme-editor']) {
      assert.ok(html.has(`${name}.html`), name);
    }
  });

  it('link to files and headings that exist', () => {
    const ids = new Map(Array.from(html, ([page, text]) => [page, idsOf(text)]));
    const dead = references.filter(
      ({ path, hash }) => !files.includes(path) || (hash !== '' && ids.get(path)?.has(hash) !== true),
    );
    assert.deepEqual(dead, []);
    assert.ok(references.filter(({ hash }) => hash !== '').length > 200);
  });

  it('are all within reach of the first page', () => {
    const reached = new Set(['index.html', '404.html']);
    for (const page of reached) {
      for (const { from, path } of references) if (from === page && path.endsWith('.html')) reached.add(path);
    }
    assert.deepEqual([...reached].sort(), pages);
  });

  it('load nothing from elsewhere', () => {
    for (const [page, text] of html) assert.deepEqual(foreignAssets(text), [], page);
    for (const sheet of files.filter((file) => file.endsWith('.css'))) {
      assert.deepEqual(
        addressesInStyles(read(sheet)).filter((address) => !address.startsWith('data:')),
        [],
      );
    }
  });

  it('describe every member of every element', () => {
    for (const [tag, { members, events = [], slots = [], cssParts = [], cssProperties = [] }] of elements) {
      const text = html.get(`elements/${tag}.html`) ?? '';
      for (const { name } of [...members, ...events, ...slots, ...cssParts, ...cssProperties]) {
        if (name !== '') assert.match(text, new RegExp(`<code>${name}[<(]`), `${tag}: ${name}`);
      }
    }
  });

  it('list all pages for language models, with links that lead there', () => {
    const list = read('llms.txt');
    const linked = [...list.matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].flatMap(([, path]) => path ?? []);
    const listed = pages.filter((page) => !/^(404|index|examples\/(?!index)[^/]+)\.html$/.test(page));
    assert.deepEqual(linked.sort(), listed);
    const [first] = /^# .*$/m.exec(read('llms-full.txt')) ?? [];
    assert.equal(first, '# Start in five minutes');
  });
});
