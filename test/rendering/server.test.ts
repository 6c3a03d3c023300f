import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LitElement } from 'lit';
import * as library from '../../src/index.js';
import { elements } from '../../scripts/manifest.js';

const classes = new Map(Object.entries<unknown>(library));

/** The texts of a template, and of those within it. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (typeof value === 'object' && value !== null && 'strings' in value && 'values' in value) {
    const strings = [...(value.strings as readonly string[])];
    const values = value.values as readonly unknown[];
    return strings.map((string, index) => string + textOf(values[index])).join('');
  }
  return typeof value === 'string' ? value : '';
}

/** What `@lit-labs/ssr` does with an element: its attributes, then one rendering, without a document. */
function served(name: string, attributes: Readonly<Record<string, string>>): string {
  const Element = classes.get(name) as new () => LitElement;
  const element = new Element();
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
    element.attributeChangedCallback(attribute, null, value);
  }
  Reflect.apply(Reflect.get(element, 'willUpdate') as (changed: Map<string, unknown>) => void, element, [new Map()]);
  return textOf(Reflect.apply(Reflect.get(element, 'render') as () => unknown, element, []));
}

describe('on a server', () => {
  for (const [tag, { name }] of elements) {
    if (tag === 'image-provider') continue;
    for (const appearance of ['list', 'cards', 'dropdown']) {
      it(`a field is rendered with its label, and skeletons where the images will be: ${tag} as ${appearance}`, () => {
        const source = { proxy: '/clouds/c', provider: 'zstack', appearance };
        const html = served(name, { ...source, label: 'System image', hint: 'For the new desktop', required: '' });
        assert.match(html, /<slot name=label>System image<\/slot>/);
        assert.match(html, /<slot name=hint>For the new desktop<\/slot>/);
        assert.match(html, /skeleton/);
      });
    }
  }

  it('an <image-provider> is rendered with its slot', () => {
    assert.equal(served('ImageProvider', { provider: 'zstack' }), '<slot></slot>');
  });
});
