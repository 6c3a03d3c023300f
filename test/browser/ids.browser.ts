import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { needs } from '../support/engine.js';
import { halves } from '../support/hostile-texts.js';
import { find, mount, openPanel, options, settled, shownAndSaid, text, unmount } from '../support/picker.js';
import { cloudIds, inTurn, factsOf, type CloudFacts } from '../clouds/index.js';
import { tell } from '../support/told.js';

/** Of whole numbers beyond 2^53 JavaScript knows every second one, then every fourth, and so on. */
const large = [
  ...['9007199254740991', '9007199254740992', '9007199254740993', '9007199254740994', '-9007199254740993'],
  ...['18446744073709551614', '18446744073709551615', '18446744073709551616', '123456789012345678901234567890'],
];

/** A list of images that have these ids, as they stand in JSON. */
async function listed({ tag, row, list, idKey }: CloudFacts, ids: readonly string[]): Promise<ImageField> {
  const rows = ids.map((_, at) => ({ ...row(inTurn([`word ${at}`])), [idKey]: `@${at}@` }));
  const body = JSON.stringify(list(rows, inTurn(['word']))).replace(
    /"@(\d+)@"/g,
    (_, at: string) => ids[Number(at)] ?? '',
  );
  const endpoint = await tell({ status: 200, body });
  const picker = mount(tag, {
    attributes: { 'page-size': '50' },
    properties: { endpoint, credentials: 'some credentials', proxy: undefined },
  });
  await settled(picker);
  return picker;
}

const submitted = ({ form }: ImageField): unknown[] => (form ? new FormData(form).getAll('image') : []);

describe('the id of an image', () => {
  afterEach(unmount);

  for (const cloudId of cloudIds) {
    const cloud = factsOf(cloudId);

    it(
      `keeps every digit, in the list, the details and the form: ${cloudId}`,
      needs('credentials of its own', async () => {
        const picker = await listed(cloud, large);
        expect(options(picker)).to.have.length(large.length);
        await openPanel(picker, 'details');
        for (const [at, number] of large.entries()) {
          const option = options(picker)[at];
          expect(option?.getAttribute('data-id')).to.equal(number);
          option?.click();
          await picker.updateComplete;
          expect(picker.value).to.equal(number);
          expect(submitted(picker)).to.deep.equal([number]);
          expect(find(picker, '.details code').textContent).to.equal(number);
          // As a number it would be rounded by whoever reads it.
          expect(find(picker, '.raw pre').textContent).to.match(new RegExp(`"${cloud.idKey}": "?${number}"?,?\n`));
          const chosen = options(picker).map((other) => other.getAttribute('aria-selected') === 'true');
          expect(chosen).to.deep.equal(large.map((other) => other === number));
        }
      }),
    );

    it(
      `is none where it is no number, or no text that a form can send: ${cloudId}`,
      needs('credentials of its own', async () => {
        const none = [
          '1e999',
          '-1e999',
          ...halves.map((half) => JSON.stringify(half)),
          '""',
          '" "',
          'null',
          'true',
          '{}',
        ];
        const picker = await listed(cloud, [...none, '7']);
        expect(picker.images.map(({ id }) => id)).to.deep.equal(['7']);
        expect(text(picker)).to.contain(`${none.length} images could not be read and are not shown.`);
        expect(shownAndSaid(picker)).not.to.match(/Infinity|\ufffd/);
      }),
    );
  }
});
