import { expect } from '@open-wc/testing';
import type { AddressOptions } from '../../simulator/index.js';
import { needs } from '../support/engine.js';
import { names, newRun, ready, settled, unmount } from '../support/picker.js';
import { credentialsOf, requests } from '../support/simulator.js';

/** After the first request there is an image more. */
const changing = (kept: AddressOptions) => ({ run: newRun(), appear: 1, ...kept });

/** What makes an answer last: its word for it, or only its age. */
const answers: Readonly<Record<string, AddressOptions>> = {
  'max-age': { cache: 'max-age=600' },
  'Last-Modified': { 'last-modified': 'Wed, 21 Oct 2015 07:28:00 GMT' },
};

describe('answers that a browser may keep', () => {
  afterEach(unmount);

  for (const [header, kept] of Object.entries(answers)) {
    it(`are asked for anew by a reload: ${header}`, async () => {
      const options = changing(kept);
      const picker = await ready('vm-image-candidates', { options });
      const before = names(picker);
      picker.reload();
      await settled(picker);
      expect(await requests(options.run)).to.have.length(2);
      expect(names(picker)).to.have.length(before.length + 1);
    });

    it(`are asked for anew by another picker: ${header}`, async () => {
      const options = changing(kept);
      const first = await ready('vm-image-candidates', { options });
      const second = await ready('vm-image-candidates', { options });
      expect(await requests(options.run)).to.have.length(2);
      expect(names(second)).to.have.length(names(first).length + 1);
    });

    it(
      `are not shown to the next person: ${header}`,
      needs('credentials of its own', async () => {
        const options = changing(kept);
        const picker = await ready('vm-image-candidates', { options });
        const before = names(picker);
        picker.credentials = `${credentialsOf('zstack')}-2`;
        picker.reload();
        await settled(picker);
        expect(names(picker)).to.have.length(before.length + 1);
      }),
    );
  }
});
