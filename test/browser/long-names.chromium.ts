import { expect } from '@open-wc/testing';
import { findAll, mount, options, settled, unmount } from '../support/picker.js';
import { cloudIds, inTurn, factsOf } from '../clouds/index.js';
import { tell } from '../support/told.js';

const LENGTH = 100_000;
/** With nowhere to break, with nothing but places to break, as markup, as references, and turning. */
const long = ['W', 'a ', '<b>', '&#', '\u202e\u2067ab'].map((part) =>
  part.repeat(LENGTH / part.length).slice(0, LENGTH),
);

describe('a text of 100,000 letters', () => {
  afterEach(unmount);

  for (const cloudId of cloudIds) {
    const { tag, row, list, idKey: id, errors } = factsOf(cloudId);

    it(`holds nothing up, in whichever field of ${cloudId}`, async function () {
      // What a square would take on the slowest machine is more.
      this.timeout(120_000);
      for (const words of long) {
        const times = inTurn(['word']);
        // In its id one image has it as well, so that it is submitted.
        const rows = [
          { ...row(inTurn([words])), [id]: 'i-1' },
          { ...row(times), [id]: words },
        ];
        const endpoint = await tell([
          { status: 200, body: JSON.stringify(list(rows, times)) },
          { status: 400, body: JSON.stringify(errors[0]?.(inTurn([words]))) },
        ]);
        const picker = mount(tag, { properties: { endpoint, credentials: 'some credentials', proxy: undefined } });
        await settled(picker);
        for (const option of options(picker)) option.click();
        await picker.updateComplete;
        expect(picker.images.map((image) => image.id)).to.deep.equal(['i-1', words]);
        expect(picker.form && new FormData(picker.form).get('image')).to.equal(words);
        const failed = new Promise((resolve) => picker.addEventListener('image-error', resolve));
        picker.reload();
        await failed;
        await picker.updateComplete;
        // Besides, what was left open is closed.
        const said = findAll(picker, '.error bdi').map(({ textContent }) => textContent.replaceAll('\u2069', ''));
        for (const shown of said) expect(shown.length).to.be.below(320);
        unmount();
      }
    });
  }
});
