import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { findAll, mount, settled, tags, unmount } from '../support/picker.js';

/** Whether something was drawn at the time of each request. */
const drawnAt: boolean[] = [];
const { fetch } = window;

describe('the first request', () => {
  let watched: ImageField | undefined;

  beforeEach(() => {
    drawnAt.length = 0;
    window.fetch = (...args) => {
      drawnAt.push(watched !== undefined && findAll(watched, '.picker').length > 0);
      return fetch(...args);
    };
  });
  afterEach(() => {
    window.fetch = fetch;
    unmount();
  });

  for (const tag of tags) {
    for (const appearance of ['list', 'dropdown'] as const) {
      it(`leaves before the first rendering of ${tag} as a ${appearance}, which is there before the next frame`, async () => {
        // What only a dropdown needs has been loaded: the network has no say in this.
        const first = mount('flexcloud-images', { attributes: { appearance } });
        await settled(first);
        first.remove();
        drawnAt.length = 0;
        const picker = (watched = mount(tag, { attributes: { appearance } }));
        const drawn = await new Promise((resolve) => {
          requestAnimationFrame(() => resolve(findAll(picker, '.picker').length));
        });
        expect(drawn).to.equal(1);
        await settled(picker);
        expect(drawnAt).to.deep.equal([false]);
      });
    }
  }
});
