import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { can, needs } from '../support/engine.js';
import { press } from '../support/keys.js';
import { button, find, findAll, mount, ready, searchField, ticks, unmount } from '../support/picker.js';
import { waitUntil } from '../support/wait.js';

/** Of the picker's surface, as the eye sees it: from 0 to 255. */
function brightness(picker: ImageField): number {
  const [red = NaN, green = NaN, blue = NaN] = (
    getComputedStyle(find(picker, '.frame')).backgroundColor.match(/[\d.]+/g) ?? []
  ).map(Number);
  return 0.2 * red + 0.7 * green + 0.1 * blue;
}

describe('what a person’s system asks for', () => {
  afterEach(async () => {
    unmount();
    document.documentElement.removeAttribute('style');
    await setViewport({ width: 800, height: 600 });
    if (can('emulateMedia')) await emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  });

  it('is dark on a dark page, and bright on a bright one', async () => {
    const picker = await ready('workspace-images');
    document.documentElement.style.colorScheme = 'dark';
    expect(brightness(picker)).to.be.lessThan(60);
    document.documentElement.style.colorScheme = 'light';
    expect(brightness(picker)).to.be.greaterThan(200);
  });

  it(
    'follows the system on a page that does',
    needs('emulateMedia', async () => {
      const picker = await ready('workspace-images');
      document.documentElement.style.colorScheme = 'light dark';
      await emulateMedia({ colorScheme: 'dark' });
      expect(brightness(picker)).to.be.lessThan(60);
      await emulateMedia({ colorScheme: 'light' });
      expect(brightness(picker)).to.be.greaterThan(200);
    }),
  );

  it(
    'holds still for a person who wants less motion',
    needs('reduced motion', async () => {
      if (can('emulateMedia')) await emulateMedia({ reducedMotion: 'reduce' });
      const picker = mount('workspace-images', { options: { fail: 'hang' } });
      await picker.updateComplete;
      const placeholders = findAll(picker, '.skeleton');
      expect(placeholders).not.to.be.empty;
      // All of them would move with their list. Counted, because a failure that prints an animation takes minutes.
      const animations = [...placeholders, find(picker, '.waiting')].flatMap((part) => part.getAnimations());
      expect(animations.length).to.equal(0);
    }),
  );

  it(
    'fits into 320 px, as at 400 % zoom',
    needs('a narrow viewport', async () => {
      await setViewport({ width: 320, height: 600 });
      await ready('workspace-images', { options: { size: 60 } });
      const { scrollWidth, clientWidth } = document.documentElement;
      expect(scrollWidth).to.equal(clientWidth);
    }),
  );

  it('keeps filters out of the way, and where there is little room also the one that is in sight elsewhere', async () => {
    const picker = await ready('workspace-images', {
      options: { size: 60 },
      attributes: { filters: '{"os":"linux"}' },
    });
    const isSeen = (selector: string) => findAll(picker, selector).some((element) => element.offsetWidth > 0);
    expect(isSeen('.facet')).to.equal(true);
    expect(isSeen('.chip'), 'it says so itself').to.equal(false);
    expect(isSeen('.panel')).to.equal(false);

    picker.style.width = '300px';
    expect(isSeen('.facet')).to.equal(false);
    expect(findAll(picker, '.chip').map((chip) => chip.textContent.trim())).to.deep.equal(['System: Linux']);
    expect(isSeen('.chip')).to.equal(true);
    const more = button(picker, 'Filters');
    searchField(picker).focus();
    for (let step = 0; step < 4 && picker.shadowRoot?.activeElement !== more; step++) await press('Tab');
    expect(more.ariaExpanded).to.equal('false');
    await press('Enter');
    await waitUntil(() => isSeen('.filters'), 'the filters');
    expect(more.ariaExpanded).to.equal('true');
    expect(picker.shadowRoot?.activeElement, 'in place of the images').to.equal(find(picker, '#panel'));
    expect(getComputedStyle(find(picker, '.results')).visibility).to.equal('hidden');
    expect(ticks(picker, 'System').map(({ checked }) => checked)).to.deep.equal([false, true, false]);
    await press('Escape');
    await waitUntil(() => !isSeen('.filters'), 'closed');
    await picker.updateComplete;
    expect(picker.shadowRoot?.activeElement, 'back at what opened it').to.equal(more);
  });

  it('leads back from the list by keyboard', async () => {
    const picker = await ready('workspace-images');
    find(picker, '[role=listbox]').focus();
    for (let step = 0; step < 40 && picker.shadowRoot?.activeElement !== searchField(picker); step++) {
      await press('Shift+Tab');
    }
    expect(picker.shadowRoot?.activeElement).to.equal(searchField(picker));
  });
});
