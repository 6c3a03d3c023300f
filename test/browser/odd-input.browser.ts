import { expect } from '@open-wc/testing';
import type { CloudImage, Provider } from '../../src/index.js';
import { horizon } from '../../src/providers/horizon.js';
import { needs } from '../support/engine.js';
import { findAll, mount, openPanel, options, ready, settled, tags, text, unmount } from '../support/picker.js';
import { address } from '../support/simulator.js';

/** What every object has, though nobody has put it there. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe('words that every object knows', () => {
  afterEach(unmount);

  for (const tag of tags) {
    it(`are filters that no image has: <${tag}>`, async () => {
      const unknown = await ready(tag, { attributes: { filters: '{"no-such-filter":"x"}' } });
      const picker = await ready(tag);
      for (const word of inherited) {
        picker.setAttribute('filters', `{"${word}":"x"}`);
        await picker.updateComplete;
        await settled(picker);
        expect(picker.state.status, word).to.equal(unknown.state.status);
        expect(picker.total, word).to.equal(unknown.total);
        expect(text(picker), word).to.contain(`${word}: x`);
      }
    });

    it(`are values that no image has, and no order: <${tag}>`, async () => {
      const picker = await ready(tag);
      const first = picker.images[0]?.id;
      const filters = Object.keys(picker.state.status === 'ready' ? { os: 0, status: 0, visibility: 0 } : {});
      for (const word of inherited) {
        for (const id of filters) {
          picker.filters = { [id]: word };
          await picker.updateComplete;
          await settled(picker);
          expect(picker.state.status, `${id}: ${word}`).to.equal('ready');
          expect(options(picker), `${id}: ${word}`).to.have.length(0);
        }
        picker.filters = {};
        picker.setAttribute('sort', `${word}:asc`);
        await picker.updateComplete;
        await settled(picker);
        expect(picker.sort).to.equal('');
        expect(picker.images[0]?.id).to.equal(first);
      }
    });
  }

  it(
    'are parameters that no cloud has',
    needs('credentials of its own', async () => {
      const params = `{"projectId":"p1",${inherited.map((word) => `"${word}":"x"`).join()}}`;
      const picker = await ready('image-picker', { attributes: { params } });
      expect(options(picker)).to.have.length(12);
    }),
  );
});

describe('what cannot be written down', () => {
  afterEach(unmount);

  const pretend = (source: (image: CloudImage) => unknown): Provider => ({
    ...horizon,
    id: 'pretended',
    readImage: (row) => {
      const image = horizon.readImage(row);
      return image && { ...image, source: source(image) };
    },
  });

  const deep = (levels: number): unknown => {
    let value: unknown = 'the innermost';
    for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { inner: value };
    return value;
  };

  const circle: Record<string, unknown> = { name: 'round' };
  circle['self'] = circle;
  const sources: Readonly<Record<string, unknown>> = {
    'nested 6,000 deep': { first: 'shown', deep: deep(6000) },
    'nested 100,000 deep': { first: 'shown', deep: deep(100_000) },
    'that holds itself': { first: 'shown', circle },
    'with a number of any length': { first: 'shown', number: 2n ** 80n },
    'that objects': {
      first: 'shown',
      toJSON() {
        throw new Error('not me');
      },
    },
  };
  for (const [what, source] of Object.entries(sources)) {
    it(
      `does not keep an image from being shown: a row ${what}`,
      needs('credentials of its own', async () => {
        const picker = document.createElement('image-picker');
        picker.provider = pretend(() => source);
        picker.params = { imageId: 'i-1', versionId: 'v-1' };
        Object.assign(picker, address('horizon'));
        mount('image-copies').form?.append(picker);
        await settled(picker);
        expect(options(picker)).to.have.length(10);
        await openPanel(picker, 'details');
        const shown = findAll(picker, '.raw pre')[0]?.textContent ?? '';
        if (what !== 'that objects') expect(shown).to.contain('"first": "shown"');
        expect(shown.length).to.be.below(100_000);
      }),
    );
  }
});
