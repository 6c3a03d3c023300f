import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { can, needs } from '../support/engine.js';
import { find, findAll, options, ready, unmount } from '../support/picker.js';

const isPrinted = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

describe('on paper', () => {
  afterEach(async () => {
    unmount();
    if (can('emulateMedia')) await emulateMedia({ media: 'screen' });
  });

  for (const appearance of ['list', 'cards']) {
    it(
      `there are the choice and the images, without toolbar and pager: ${appearance}`,
      needs('emulateMedia', async () => {
        const picker = await ready('vm-image-candidates', {
          options: { size: 45 },
          attributes: { appearance, label: 'Image' },
        });
        picker.value = picker.images[1]?.id ?? '';
        await picker.updateComplete;
        const controls = () => findAll(picker, '[part~=toolbar], [part~=pager]');
        expect(controls().map(isPrinted), 'on a screen').to.deep.equal([true, true]);
        await emulateMedia({ media: 'print' });
        expect(controls().map(isPrinted)).to.deep.equal([false, false]);
        expect(options(picker).length).to.equal(20);
        for (const each of [...options(picker), find(picker, '[part~=choice]')]) expect(isPrinted(each)).to.equal(true);
        expect(find(picker, '[part~=choice]').textContent).to.contain(picker.images[1]?.name);
        const results = find(picker, '[part~=results]');
        expect(results.scrollHeight, 'nothing is cut off').to.be.at.most(results.clientHeight + 1);
      }),
    );
  }
});
