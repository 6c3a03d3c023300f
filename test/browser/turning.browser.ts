import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { button, find, ready, settled, unmount } from '../support/picker.js';

/** Nine pages, each of which takes a while to come. */
const several = (): Promise<ImageField> => ready('workspace-images', { options: { size: 180, latency: 40 } });

/** One after the other, and none waits for the answer to the one before. */
async function keys(picker: ImageField, ...pressed: readonly string[]): Promise<void> {
  const target = find(picker, '#listbox');
  for (const key of pressed) {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await picker.updateComplete;
  }
}

async function clicks(picker: ImageField, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    button(picker, name).click();
    await picker.updateComplete;
  }
}

/** Where it ends up. */
async function page(picker: ImageField): Promise<string> {
  await settled(picker);
  const [first] = /\d+/.exec(find(picker, '.pager .count').textContent) ?? [];
  const size = picker.pageSize ?? NaN;
  return `Page ${(Number(first) - 1) / size + 1} of ${Math.ceil(picker.total / size)}`;
}

const isOff = (picker: ImageField, name: string): boolean => button(picker, name).ariaDisabled === 'true';
const activeRow = (picker: ImageField): string | null => find(picker, '#listbox').getAttribute('aria-activedescendant');

describe('pages that are turned before the last one has come', () => {
  afterEach(unmount);

  it('are counted from the page that was asked for last: by keys', async () => {
    const picker = await several();
    await keys(picker, 'PageDown', 'PageUp', 'PageDown');
    expect(await page(picker)).to.equal('Page 2 of 9');
    await keys(picker, 'PageDown', 'PageDown', 'PageDown');
    expect(await page(picker)).to.equal('Page 5 of 9');
    await keys(picker, 'PageUp', 'PageUp');
    expect(await page(picker)).to.equal('Page 3 of 9');
  });

  it('are counted from the page that was asked for last: by buttons', async () => {
    const picker = await several();
    await clicks(picker, 'Next page', 'Next page', 'Previous page', 'Next page');
    expect(await page(picker)).to.equal('Page 3 of 9');
    await clicks(picker, ...Array.from({ length: 6 }, () => 'Next page'));
    expect(isOff(picker, 'Next page'), 'there is none after the last').to.equal(true);
    await clicks(picker, 'Previous page');
    expect(await page(picker)).to.equal('Page 8 of 9');
  });

  it('end at the first and at the last', async () => {
    const picker = await several();
    await keys(picker, ...Array.from({ length: 12 }, () => 'PageDown'));
    expect(await page(picker)).to.equal('Page 9 of 9');
    await keys(picker, ...Array.from({ length: 12 }, () => 'PageUp'));
    expect(await page(picker)).to.equal('Page 1 of 9');
    expect(activeRow(picker)).to.equal('option-0');
  });

  it('are one page for an arrow that is held down at the end of a page', async () => {
    const picker = await several();
    await keys(picker, 'End', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await page(picker)).to.equal('Page 2 of 9');
    expect(activeRow(picker)).to.equal('option-0');
    await keys(picker, 'ArrowUp', 'ArrowUp', 'ArrowUp');
    expect(await page(picker)).to.equal('Page 1 of 9');
    expect(activeRow(picker)).to.equal('option-19');
  });

  it('are none of a list whose length is not known yet', async () => {
    const picker = await several();
    await keys(picker, 'PageDown', 'PageDown');
    await page(picker);
    picker.filters = { os: 'windows' };
    await picker.updateComplete;
    expect(['Previous page', 'Next page'].map((name) => isOff(picker, name))).to.deep.equal([true, true]);
    await keys(picker, 'PageDown', 'PageUp', 'PageDown', 'PageDown');
    expect(await page(picker)).to.match(/^Page 1 of/);
    expect(isOff(picker, 'Next page')).to.equal(false);
  });

  it('go back from one that could not be had', async () => {
    const options = { size: 180, fail: '400', pages: '1' } as const;
    const picker = await ready('workspace-images', { options, attributes: { 'page-size': '100' } });
    await clicks(picker, 'Next page');
    await settled(picker);
    expect(picker.state.status).to.equal('error');
    await clicks(picker, 'Previous page');
    expect(await page(picker)).to.equal('Page 1 of 2');
    expect(picker.state.status).to.equal('ready');
  });
});
