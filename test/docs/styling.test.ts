import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { elements } from '../../scripts/manifest.js';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readAll = (folder: string): string =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(folder + file))
    .join('\n');

const field = elements.get('workspace-images');

const page = read('docs/styling.md');

/** The first column of the tables below a heading, down to the next heading of its level. */
function documented(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].flatMap(([, name]) => name ?? []).sort();
}

const names = (items: readonly { readonly name: string }[] = []): string[] => items.map(({ name }) => name).sort();

/** The text of a function's arguments: `a, b(c)` of `var(a, b(c)) …`. */
function argumentsAt(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')') depth -= 1;
  }
  return text.slice(start, end - 1);
}

/** Every custom property that the style sheets read, with the defaults that stand beside it. */
function customProperties(): ReadonlyMap<string, readonly string[]> {
  const styles = readAll('src/styles/');
  const found = new Map<string, string[]>();
  for (const { index } of styles.matchAll(/var\(--image-picker-/g)) {
    const inner = argumentsAt(styles, index + 'var('.length);
    const comma = inner.indexOf(',');
    const fallback = inner.slice(comma + 1).trim();
    const [, light, dark] = /^light-dark\((.+), (.+)\)$/.exec(fallback) ?? [];
    const defaults = light === undefined || dark === undefined ? [fallback] : [light, dark];
    const name = inner.slice(0, comma);
    found.set(name, [...(found.get(name) ?? []), ...defaults]);
  }
  return found;
}

describe('the page on styling', () => {
  it('names every custom property, with its defaults', () => {
    const properties = customProperties();
    assert.ok(properties.size > 20);
    assert.deepEqual(documented('Custom properties'), [...properties.keys()].sort());
    for (const [name, defaults] of properties) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
      const stated = [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text).slice(1);
      assert.deepEqual(stated, defaults, name);
    }
  });

  it('and so does the manifest of every field', () => {
    const defaults = new Map(Array.from(customProperties(), ([name, [light = '', dark]]) => [name, [light, dark]]));
    for (const [tag, { cssProperties }] of elements) {
      if (tag === 'image-provider') continue;
      assert.deepEqual(names(cssProperties), [...defaults.keys()].sort(), tag);
      for (const { name, default: stated } of cssProperties ?? []) {
        const [light, dark] = defaults.get(name) ?? [];
        const isColor = name.includes('-color-');
        assert.equal(stated, isColor ? `light-dark(${light}, ${dark})` : light, name);
      }
    }
  });

  it('names every part, state and slot', () => {
    assert.deepEqual(documented('Parts'), names(field?.cssParts));
    assert.deepEqual(documented('States'), names(field?.cssStates));
    assert.deepEqual(documented('Slots'), names(field?.slots));
  });

  it('names the parts that there are', () => {
    const templates = readAll('src/components/templates/');
    // What stands between braces is an expression, in which the words of parts are quoted.
    const attributes = [...templates.matchAll(/part=("[^"]*"|\$\{[^\n]*\})/g)].map(([, text = '']) => text);
    const used = attributes.flatMap((text) => text.match(/(?<![\w.])[a-z]+(?:-[a-z]+)*(?![\w.(])/g) ?? []);
    // A panel has its kind as a part.
    const [, kinds = ''] = /type PanelKind = (.*);/.exec(read('src/interaction/panels.ts')) ?? [];
    used.push(...(kinds.match(/[a-z]+/g) ?? []));
    for (const part of documented('Parts')) assert.ok(used.includes(part), `no element is ${part}`);
  });

  it('gives the widths at which the layout changes', () => {
    const changes = [...readAll('src/styles/').matchAll(/@container \w+ \(inline-size (?:<|>=) (\d+)em\)/g)].flatMap(
      ([, width]) => width ?? [],
    );
    assert.ok(changes.length > 4);
    // On the widest lists only the spaces between columns change.
    for (const width of changes.filter((each) => each !== '91')) assert.ok(page.includes(`${width} em`), width);
  });

  it('names every system that a mark tells', () => {
    const systems = [...read('src/components/templates/mark.ts').matchAll(/^ {2}\[\/.*\/i, '(\w+)'/gm)].map(
      ([, system]) => system,
    );
    const [, text = ''] = /has a second part with its name: ([^.]*)\./.exec(page) ?? [];
    assert.deepEqual(
      [...text.matchAll(/`mark-(\w+)`/g)].map(([, system]) => system),
      systems,
    );
  });

  it('shows pictures that exist', () => {
    const pictures = [...page.matchAll(/\]\((images\/[^)]+)\)/g)].flatMap(([, path]) => path ?? []);
    assert.ok(pictures.length > 0);
    for (const picture of pictures) assert.ok(read(`docs/${picture}`).length > 0);
  });
});
