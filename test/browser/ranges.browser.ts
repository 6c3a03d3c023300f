import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { button, find, options, ready, search, settled, unmount } from '../support/picker.js';

const ids = (picker: ImageField): string[] => picker.images.map(({ id }) => id);

async function inList(attributes: Record<string, string> = {}): Promise<ImageField> {
  const picker = await ready('vm-image-candidates', {
    options: { size: 45 },
    attributes: { multiple: '', ...attributes },
  });
  find(picker, '#listbox').focus();
  return picker;
}

async function keys(picker: ImageField, ...combinations: string[]): Promise<void> {
  for (const combination of combinations) {
    await press(combination);
    await settled(picker);
  }
}

/** Chooses the first three images: one by itself, and two more by a range from it. */
async function chooseThree(picker: ImageField): Promise<string[]> {
  const three = ids(picker).slice(0, 3);
  await keys(picker, ' ', 'Shift+ArrowDown', 'Shift+ArrowDown');
  expect(picker.values).to.deep.equal(three);
  return three;
}

describe('a range', () => {
  afterEach(unmount);

  it('drops nothing of a page that has been left', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    await keys(picker, 'PageDown', 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal([...three, ...ids(picker).slice(0, 2)]);
  });

  it('drops nothing when the page is come back to', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    await keys(picker, 'PageDown', 'PageUp', 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal(three);
  });

  it('drops nothing after another search, and begins where the person is', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    await search(picker, 'linux');
    find(picker, '#listbox').focus();
    await keys(picker, 'Home');
    const found = ids(picker).slice(0, 2);
    await keys(picker, 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal([...new Set([...three, ...found])]);
  });

  it('drops nothing after a sort, and takes in nothing that lies between in the new order', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    picker.sort = 'name:desc';
    await settled(picker);
    await keys(picker, 'End', 'Shift+ArrowUp');
    const last = ids(picker).slice(-2).reverse();
    expect(new Set(picker.values)).to.deep.equal(new Set([...three, ...last]));
  });

  it('drops nothing that “select all” has chosen', async () => {
    const picker = await inList();
    await keys(picker, 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+a', 'Shift+ArrowUp');
    expect(picker.values).to.have.length(45);
  });

  it('drops nothing once everything was selected, even where it had everything', async () => {
    const picker = await inList({ 'page-size': '100' });
    await keys(picker, 'Home', 'Control+Shift+End');
    expect(picker.values).to.have.length(45);
    await keys(picker, 'Control+a', 'Shift+ArrowUp');
    expect(picker.values).to.have.length(45);
  });

  it('drops nothing that the portal has set', async () => {
    const picker = await inList();
    await chooseThree(picker);
    const set = ids(picker).slice(1, 7);
    picker.values = set;
    await keys(picker, 'Shift+ArrowUp');
    expect(new Set(picker.values)).to.deep.equal(new Set([...set, ids(picker)[0]]));
  });

  it('drops nothing after a step without Shift', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    await keys(picker, 'ArrowDown', 'ArrowDown', 'Home', 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal(three);
  });

  it('shrinks for a portal that sets the values at each change, too', async () => {
    const picker = await inList();
    picker.addEventListener('change', () => (picker.values = [...picker.values]));
    const three = await chooseThree(picker);
    await keys(picker, 'Shift+ArrowUp');
    expect(picker.values).to.deep.equal(three.slice(0, 2));
  });

  it('goes on over an answer that brings the same images again', async () => {
    const picker = await inList();
    const three = await chooseThree(picker);
    picker.reload();
    await settled(picker);
    await keys(picker, 'Shift+ArrowUp');
    expect(picker.values).to.deep.equal(three.slice(0, 2));
  });

  it('goes by clicks as it does by keys', async () => {
    const picker = await inList();
    const page = ids(picker);
    const click = (position: number, shiftKey: boolean) =>
      options(picker)[position]?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey }));
    click(2, false);
    click(5, true);
    expect(picker.values).to.deep.equal(page.slice(2, 6));
    click(3, true);
    expect(picker.values).to.deep.equal(page.slice(2, 4));
    button(picker, 'Next page').click();
    await settled(picker);
    click(1, true);
    expect(picker.values).to.deep.equal([...page.slice(2, 4), ...ids(picker).slice(0, 2)]);
  });

  it('fires no event where a step changes nothing', async () => {
    const picker = await inList();
    picker.values = ids(picker).slice(0, 3);
    let changes = 0;
    picker.addEventListener('change', () => changes++);
    await keys(picker, 'Shift+ArrowDown');
    expect(changes).to.equal(0);
  });
});
