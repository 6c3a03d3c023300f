import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { button, find, findAll, mount, newRun, options, ready, settled, unmount } from '../support/picker.js';
import { requests } from '../support/simulator.js';
import { waitUntil } from '../support/wait.js';

const scroll = (picker: ImageField): void => {
  const results = find(picker, '.results');
  results.scrollTop = results.scrollHeight;
};

/** Opens a dropdown, with the size of its pages left to itself. */
async function opened(size: number, attributes: Record<string, string> = {}): Promise<ImageField> {
  const picker = await ready('vm-image-candidates', {
    options: { size },
    attributes: { appearance: 'dropdown', 'page-size': '', ...attributes },
  });
  picker.focus();
  await press('ArrowDown');
  await settled(picker);
  return picker;
}

describe('a list that is scrolled', () => {
  afterEach(unmount);

  it('is that of a dropdown: it reads on near its end, and has no pager', async () => {
    const picker = await opened(100);
    expect(options(picker)).to.have.length(20);
    expect(findAll(picker, '.pager')).to.have.length(0);
    const first = options(picker)[0];
    scroll(picker);
    await waitUntil(() => options(picker).length === 40, 'more');
    expect(options(picker)[0], 'the rows above stay what they are').to.equal(first);
    for (let rows = 60; rows <= 100; rows += 20) {
      scroll(picker);
      await waitUntil(() => options(picker).length === rows, `${rows} rows`);
    }
    expect(findAll(picker, '.sentinel, .actions'), 'there is no more').to.have.length(0);
    expect(options(picker).map((option) => option.getAttribute('aria-posinset'))).to.deep.equal(
      Array.from({ length: 100 }, (_, at) => String(at + 1)),
    );
    expect(options(picker).every((option) => option.getAttribute('aria-setsize') === '100')).to.equal(true);
  });

  it('goes on under the arrow and Page Down, one row after the other', async () => {
    const picker = await opened(45);
    const active = () => find(picker, '#search').getAttribute('aria-activedescendant');
    await press(...Array.from({ length: 19 }, () => 'ArrowDown'));
    expect(active()).to.equal('option-19');
    await press('ArrowDown');
    await settled(picker);
    await waitUntil(() => active() === 'option-20', 'the next row');
    await press('PageDown');
    await picker.updateComplete;
    expect(Number(active()?.slice(7))).to.be.within(23, 39);
    await press('PageUp');
    await picker.updateComplete;
    expect(Number(active()?.slice(7))).to.be.below(24);
    for (let times = 0; times < 20 && active() !== 'option-44'; times++) {
      await press('PageDown');
      await settled(picker);
    }
    expect(active(), 'the end').to.equal('option-44');
    await press('Enter');
    expect(picker.value).to.equal(picker.images[44]?.id);
  });

  it('begins at its top with another search, and asks the cloud for no row twice', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', {
      options: { size: 1000, run },
      attributes: { appearance: 'dropdown', 'page-size': '100' },
    });
    picker.focus();
    await press('ArrowDown');
    await settled(picker);
    for (const rows of [200, 300]) {
      scroll(picker);
      await waitUntil(() => options(picker).length === rows, `${rows} rows`);
    }
    const urls = (await requests(run)).map(({ url }) => url);
    expect(new Set(urls).size).to.equal(urls.length);
    await type(picker, 'win');
    expect(options(picker).length).to.be.at.most(200);
    expect(find(picker, '.results').scrollTop).to.equal(0);
  });

  it('can be had in the page, too, and goes on by a button after 500 rows', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 1100 },
      attributes: { paging: 'scroll', 'page-size': '250' },
    });
    scroll(picker);
    await waitUntil(() => options(picker).length === 500, '500 rows');
    scroll(picker);
    expect(findAll(picker, '.sentinel'), 'not by itself').to.have.length(0);
    button(picker, 'Show more images').click();
    await waitUntil(() => options(picker).length === 750, '750 rows');
  });

  it('does not ask on while the cloud refuses', async () => {
    const run = newRun();
    const picker = mount('workspace-images', {
      options: { size: 1000, run, fail: '403', pages: '1' },
      attributes: { paging: 'scroll', 'page-size': '100' },
    });
    await settled(picker);
    scroll(picker);
    await waitUntil(() => picker.state.status === 'error', 'refused');
    const before = (await requests(run)).length;
    for (let times = 0; times < 5; times++) {
      scroll(picker);
      await picker.updateComplete;
    }
    expect((await requests(run)).length).to.equal(before);
    expect(options(picker), 'what has come stays').to.have.length(100);
  });

  it('turns pages instead, where a dropdown is to', async () => {
    const picker = await opened(45, { paging: 'pages' });
    expect(options(picker)).to.have.length(10);
    expect(findAll(picker, '.pager button')).to.have.length(2);
    button(picker, 'Next page').click();
    await settled(picker);
    expect(options(picker)[0]?.getAttribute('aria-posinset')).to.equal('11');
  });
});

/** Types into the field of a dropdown. */
async function type(picker: ImageField, words: string): Promise<void> {
  const field = find(picker, '#search');
  if (!(field instanceof HTMLInputElement)) throw new Error('no field');
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await picker.updateComplete;
  await settled(picker);
}
