import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { LitElement } from 'lit';
import packageJson from '../../package.json' with { type: 'json' };
import * as library from '../../src/index.js';
import { elements, modules } from '../../scripts/manifest.js';

const classes = new Map(Object.entries<unknown>(library));

/** The class of an element, which is exported under the name that the manifest gives it. */
function classOf(name: string): typeof LitElement {
  const found = classes.get(name);
  assert.ok(typeof found === 'function', `${name} is not exported`);
  return found as typeof LitElement;
}

/** Whether a property can be set, as its accessors say. */
function isSettable(prototype: object, name: string): boolean {
  for (let object: object | null = prototype; object; object = Reflect.getPrototypeOf(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (descriptor) return descriptor.set !== undefined;
  }
  assert.fail(`${name} is no property`);
}

describe('the manifest', () => {
  it('has one module for each element, and each is exported by the package', () => {
    const folder = new URL('../../src/register/', import.meta.url);
    const defined = readdirSync(folder).flatMap((file) => {
      const [, tag] = /^define\('([a-z-]+)'/m.exec(readFileSync(new URL(file, folder), 'utf8')) ?? [];
      return tag ?? [];
    });
    assert.deepEqual([...elements.keys()].sort(), defined.sort());
    assert.equal(modules.length, elements.size);
    const exported = Object.values(packageJson.exports).map((entry) =>
      typeof entry === 'string' ? entry : entry.default,
    );
    for (const { path } of modules) assert.ok(exported.includes(`./${path}`), path);
  });

  for (const [tag, element] of elements) {
    const fields = element.members.filter(({ kind }) => kind === 'field');

    it(`has the attributes that the element observes: ${tag}`, () => {
      const { observedAttributes } = classOf(element.name);
      // The browser itself observes the `form` of a form control.
      const observed = tag === 'image-provider' ? observedAttributes : [...observedAttributes, 'form'];
      assert.deepEqual(element.attributes.map(({ name }) => name).sort(), [...observed].sort());
      for (const { name, fieldName } of element.attributes) {
        assert.equal(fields.find((field) => field.name === fieldName)?.attribute, name);
      }
    });

    it(`has the properties of the element, and says which are only read: ${tag}`, () => {
      const { elementProperties, prototype } = classOf(element.name);
      const names = fields.map(({ name }) => name);
      for (const name of elementProperties.keys()) assert.ok(names.includes(String(name)), String(name));
      for (const { name, readonly = false } of fields) assert.equal(!isSettable(prototype, name), readonly, name);
      for (const { name, kind } of element.members) {
        if (kind === 'method') assert.equal(typeof Reflect.get(prototype, name), 'function', name);
      }
    });

    it(`describes everything, and gives types and defaults: ${tag}`, () => {
      const { attributes, events = [], slots = [], cssParts = [], cssProperties = [], cssStates = [] } = element;
      for (const item of [...element.members, ...attributes, ...events, ...slots, ...cssParts, ...cssStates]) {
        assert.ok(item.description, item.name);
      }
      for (const { name, description, default: value } of cssProperties) assert.ok(description && value, name);
      for (const { name, type } of [...fields, ...attributes, ...events]) assert.ok(type?.text, name);
      for (const { name, type } of attributes) assert.doesNotMatch(type?.text ?? '', /null|undefined/, name);
      for (const field of fields) {
        const canBeUnset = /\b(undefined|null)\b/.test(field.type?.text ?? '');
        const given = field.readonly ?? canBeUnset;
        assert.ok(given || field.default !== undefined, field.name);
      }
    });
  }
});
