import { expect } from '@open-wc/testing';
import '../../src/index.js';

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName: string;
      readonly members: readonly { readonly name: string; readonly default?: string }[];
    }[];
  }[];
}

describe('the defaults of the manifest', () => {
  it('are those of the elements', async () => {
    const response = await fetch('/custom-elements.json');
    const { modules } = (await response.json()) as Manifest;
    const elements = modules.flatMap(({ declarations }) => declarations);
    expect(elements.length).to.be.above(7);
    for (const { tagName, members } of elements) {
      const element = document.createElement(tagName);
      for (const { name, default: stated } of members) {
        if (stated === undefined) continue;
        const value: unknown = Reflect.get(element, name);
        // A property that is not set has no value: the default is what applies then.
        if (value === undefined) continue;
        expect(value, `${tagName}.${name}`).to.deep.equal(JSON.parse(stated.replaceAll("'", '"')));
      }
    }
  });
});
