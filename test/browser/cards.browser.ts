import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { find, findAll, options, ready, search, settled, text, unmount } from '../support/picker.js';
import { waitUntil } from '../support/wait.js';

/** Fourteen images, and a deleted one, in a frame in which five fit beside each other. */
async function cards(attributes: Record<string, string> = {}, size = 15): Promise<ImageField> {
  const picker = await ready('flexcloud-images', {
    options: { size },
    attributes: { appearance: 'cards', ...attributes },
  });
  picker.style.inlineSize = '1000px';
  await picker.updateComplete;
  find(picker, '#listbox').focus();
  return picker;
}

const active = (picker: ImageField): number =>
  Number(find(picker, '#listbox').getAttribute('aria-activedescendant')?.slice('option-'.length));

async function goes(picker: ImageField, steps: readonly (readonly [key: string, to: number])[]): Promise<void> {
  for (const [key, to] of steps) {
    await press(key);
    await settled(picker);
    expect(active(picker), `after ${key}`).to.equal(to);
  }
}

describe('cards', () => {
  afterEach(() => {
    unmount();
    document.documentElement.lang = 'en';
  });

  it('stand side by side, and say the same as a row', async () => {
    const picker = await cards();
    const tops = options(picker).map(({ offsetTop }) => offsetTop);
    const perRow = tops.filter((top) => top === tops[0]).length;
    expect(perRow).to.be.within(4, 6);
    expect(findAll(picker, '.columns')).to.have.length(0);
    expect(find(picker, '.sort select').offsetWidth, 'there are no headings to sort by').to.be.greaterThan(0);
    const [image] = picker.images;
    expect(find(picker, '.option .name').textContent).to.contain(image?.name);
    expect(find(picker, '.option').getAttribute('aria-setsize')).to.equal('14');
  });

  it('leave no room for rows below a message', async () => {
    const picker = await cards();
    await search(picker, 'no such image');
    const state = find(picker, '.state');
    expect(getComputedStyle(state).minBlockSize).to.equal('0px');
  });

  it('are gone through by arrows in two dimensions', async () => {
    const picker = await cards();
    const tops = options(picker).map(({ offsetTop }) => offsetTop);
    const row = tops.filter((top) => top === tops[0]).length;
    await goes(picker, [
      ['ArrowRight', 1],
      ['ArrowDown', 1 + row],
      ['ArrowLeft', row],
      ['ArrowUp', 0],
      ['ArrowUp', 0],
      ['ArrowLeft', 0],
      ['End', 13],
      ['ArrowDown', 13],
      ['ArrowRight', 13],
      ['Home', 0],
    ]);
    // Above a row that is not full, down leads to its last card.
    const above = 2 * row - 1;
    await goes(
      picker,
      Array.from({ length: above }, (_, at) => ['ArrowRight', at + 1] as const),
    );
    await goes(picker, [['ArrowDown', Math.min(above + row, 13)]]);
  });

  it('are mirrored where one reads from right to left', async () => {
    const picker = await cards({ lang: 'ar' });
    const [first, second] = options(picker).map((option) => option.getBoundingClientRect().left);
    expect(second).to.be.below(first ?? 0);
    await goes(picker, [
      ['ArrowLeft', 1],
      ['ArrowRight', 0],
    ]);
  });

  it('go on to the next page, and back, by the same keys', async () => {
    const picker = await cards({ 'page-size': '6' });
    await goes(picker, [
      ['End', 5],
      ['ArrowRight', 0],
    ]);
    expect(text(picker)).to.contain('7–12 of 14');
    await goes(picker, [['ArrowLeft', 5]]);
    expect(text(picker)).to.contain('1–6 of 14');
  });

  it('are chosen, searched and looked into as rows are', async () => {
    const picker = await cards();
    await press('ArrowRight', 'Enter');
    expect(picker.value).to.equal(picker.images[1]?.id);
    await press('Shift+Enter');
    await waitUntil(() => findAll(picker, '#panel').length > 0, 'the details');
    await picker.updateComplete;
    expect(find(picker, '#panel').textContent).to.contain(picker.images[1]?.name);
    await press('Escape');
    const wanted = picker.images[3];
    await search(picker, wanted?.id ?? '');
    expect(picker.images.map(({ id }) => id)).to.deep.equal([wanted?.id]);
    expect(find(picker, '.id').textContent).to.contain(wanted?.id);
  });

  it('fit into 320 px, and axe finds nothing to object to', async () => {
    const picker = await cards({ multiple: '' });
    options(picker)[1]?.click();
    await picker.updateComplete;
    await expect(picker).to.be.accessible();
    picker.style.inlineSize = '320px';
    await picker.updateComplete;
    expect(find(picker, '.results').scrollWidth).to.be.at.most(320);
    await expect(picker).to.be.accessible();
  });
});
