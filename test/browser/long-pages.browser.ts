import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import {
  button,
  find,
  findAll,
  mount,
  options,
  ready,
  searchField,
  settled,
  unmount,
  type Setup,
} from '../support/picker.js';
import { tell } from '../support/told.js';
import { press } from '../support/keys.js';
import type { ImageField } from '../../src/index.js';

/** Calls back with each change of the picker's contents, before anything else can happen. */
function watch(picker: ImageField, changed: () => void): void {
  const { shadowRoot } = picker;
  if (!shadowRoot) throw new Error('not rendered yet');
  const observed = { subtree: true, childList: true, attributes: true };
  new MutationObserver(changed).observe(shadowRoot, observed);
}

/** A page of a hundred rows as it is when its first rows are there. */
async function begun(setup: Setup = {}): Promise<ImageField> {
  const attributes = { 'page-size': '100', ...setup.attributes };
  const picker = mount('vm-image-candidates', { options: { size: 450 }, ...setup, attributes });
  await new Promise<void>((resolve) =>
    watch(picker, () => {
      if (options(picker).length > 0) resolve();
    }),
  );
  return picker;
}

/**
 * The first visible row of a list at rest. Heights of rows out of sight are estimates until they are rendered, which takes some frames;
 * WebKit renders them with the next frame that has another reason.
 */
async function firstRowAtRest(picker: ImageField, scroller: HTMLElement): Promise<HTMLElement | undefined> {
  let before = '';
  for (let still = 0; still < 5;) {
    await new Promise(requestAnimationFrame);
    const { top } = scroller.getBoundingClientRect();
    const edges = options(picker).map((option) => option.getBoundingClientRect().bottom - top);
    const now = [scroller.scrollTop, ...edges].join();
    still = now === before ? still + 1 : 0;
    before = now;
  }
  const { top } = scroller.getBoundingClientRect();
  return options(picker).find((option) => option.getBoundingClientRect().bottom > top + 1);
}

const ids = (picker: ImageField) => options(picker).map(({ dataset }) => dataset['id']);
const activeOption = (picker: ImageField) => {
  const id = find(picker, '#listbox').getAttribute('aria-activedescendant');
  return picker.shadowRoot?.getElementById(id ?? '') ?? undefined;
};

describe('a page of many rows', () => {
  afterEach(unmount);

  it('shows those first that fit on the screen, and then all, each at its place', async () => {
    const picker = await begun();
    const first = options(picker);
    expect(first.length).to.be.at.least(20).and.to.be.below(100);
    expect(picker.images, 'what the portal reads').to.have.length(100);
    await settled(picker);
    expect(ids(picker)).to.deep.equal(picker.images.map(({ id }) => id));
    expect(options(picker).slice(0, first.length), 'the first stay').to.deep.equal(first);
    expect(options(picker).map((option) => option.getAttribute('aria-posinset'))).to.deep.equal(
      Array.from({ length: 100 }, (_, index) => String(index + 1)),
    );
  });

  it('goes to its last row at once', async () => {
    const picker = await begun();
    find(picker, '#listbox').focus();
    find(picker, '#listbox').dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    await picker.updateComplete;
    expect(activeOption(picker)?.dataset['id']).to.equal(picker.images[99]?.id);
    const { bottom } = activeOption(picker)?.getBoundingClientRect() ?? { bottom: NaN };
    expect(bottom, 'in sight').to.be.at.most(innerHeight + 1);
    await press('Enter');
    expect(picker.value).to.equal(picker.images[99]?.id);
  });

  for (const attributes of [
    { 'page-size': '500' },
    { 'page-size': '100' },
    { 'page-size': '100', paging: 'scroll' },
  ] as Readonly<Record<string, string>>[]) {
    it(`still has its last row in sight when rows have their heights: ${Object.values(attributes).join(', ')}`, async () => {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        id: `i${index}`,
        name: `Image ${index} with a name that takes several lines `.repeat(1 + (index % 3)),
        os: 'Ubuntu 24.04',
      }));
      const src = `${await tell({ status: 200, body: JSON.stringify(rows) })}/images.json`;
      for (const width of ['1000px', '400px']) {
        const picker = mount('image-picker', {
          attributes: { ...attributes, src },
          properties: { endpoint: undefined, proxy: undefined },
        });
        picker.style.inlineSize = width;
        await settled(picker);
        find(picker, '#listbox').focus({ preventScroll: true });
        await press('End');
        const scroller = find(picker, '.results');
        await firstRowAtRest(picker, scroller);
        const { top, bottom } = activeOption(picker)?.getBoundingClientRect() ?? { top: NaN, bottom: NaN };
        const box = scroller.getBoundingClientRect();
        expect(bottom, width).to.be.at.most(Math.min(innerHeight, box.bottom) + 1);
        expect(top, width).to.be.at.least(Math.max(0, box.top) - 1);
        unmount();
      }
    });
  }

  it('lets a user scroll away from the last row at once', async () => {
    const picker = await begun({ attributes: { paging: 'scroll' } });
    await settled(picker);
    const scroller = find(picker, '.results');
    find(picker, '#listbox').focus();
    await press('End');
    scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: -1000 }));
    scroller.scrollTop = 0;
    await firstRowAtRest(picker, scroller);
    expect(scroller.scrollTop).to.equal(0);
  });

  it('leaves nothing of the page before, whenever it is turned', async () => {
    const picker = await begun();
    await settled(picker);
    for (const page of [2, 3, 4]) {
      button(picker, 'Next page').click();
      await picker.updateComplete;
      await waitUntil(() => picker.state.status === 'ready', 'the page', { interval: 0 });
      await picker.updateComplete;
      const known = new Set(picker.images.map(({ id }) => id));
      expect(ids(picker).every((id) => known.has(id ?? ''))).to.equal(true);
      expect(options(picker)[0]?.getAttribute('aria-posinset')).to.equal(String(100 * (page - 1) + 1));
    }
    await settled(picker);
    expect(options(picker)).to.have.length(100);
  });

  it('waits with the rows out of sight until no key follows, and shows them then', async () => {
    const picker = await begun();
    await settled(picker);
    searchField(picker).focus();
    const counts: number[] = [];
    watch(picker, () => counts.push(options(picker).length));
    for (const key of ['w', 'i', 'n']) await press(key);
    await settled(picker);
    expect(counts.some((count) => count < picker.images.length)).to.equal(true);
    expect(ids(picker)).to.deep.equal(picker.images.map(({ id }) => id));
  });

  it('keeps all of them, and their nodes, while the list is loaded again', async () => {
    const picker = await begun({ attributes: { paging: 'scroll' } });
    await settled(picker);
    const rows = options(picker);
    const scroller = find(picker, '.results');
    scroller.scrollTop = 2000;
    const seen = await firstRowAtRest(picker, scroller);
    expect(scroller.scrollTop).to.be.within(1800, 2200);
    picker.reload();
    await picker.updateComplete;
    expect(options(picker)).to.deep.equal(rows);
    await waitUntil(() => picker.state.status === 'ready', 'loaded again');
    await picker.updateComplete;
    expect(options(picker)).to.deep.equal(rows);
    expect(await firstRowAtRest(picker, scroller)).to.equal(seen);
  });

  it('does not load more before it has been shown whole', async () => {
    const picker = await begun({ attributes: { paging: 'scroll' } });
    expect(options(picker).length).to.be.below(100);
    expect(findAll(picker, '.sentinel')).to.have.length(0);
    await settled(picker);
    expect(findAll(picker, '.sentinel')).to.have.length(1);
    expect(picker.images).to.have.length(100);
  });

  for (const [name, attributes] of [
    ['one image', {}],
    ['several', { multiple: '' }],
    ['one, from right to left', { lang: 'ar' }],
  ] as const) {
    it(`has its columns below their headings, to choose ${name}`, async () => {
      const picker = await begun({ attributes });
      picker.style.inlineSize = '1000px';
      await settled(picker);
      await waitUntil(() => find(picker, '.columns').offsetHeight > 0, 'headings');
      const rightToLeft = 'lang' in attributes;
      for (const field of ['os', 'architecture', 'format', 'sizeBytes', 'createdAt']) {
        const side = rightToLeft === (field === 'sizeBytes') ? 'left' : 'right';
        const cells = findAll(picker, `.columns .for-${field}, .option .for-${field}`).slice(0, 12);
        const edges = cells.map((cell) => Math.round(cell.getBoundingClientRect()[side]));
        expect([...new Set(edges)], field).to.have.length(1);
      }
    });
  }
});

describe('the first images', () => {
  afterEach(unmount);

  it('take the nodes of the placeholders', async () => {
    const picker = mount('vm-image-candidates', { options: { size: 45, latency: 100 } });
    await waitUntil(() => findAll(picker, '.skeleton').length > 0, 'placeholders', { interval: 0 });
    const placeholders = findAll(picker, '.skeleton');
    await settled(picker);
    expect(options(picker).slice(0, placeholders.length)).to.deep.equal(placeholders);
    expect(findAll(picker, '.skeleton')).to.have.length(0);
  });

  it('leave none to placeholders: a row is that of one image', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    const rows = options(picker);
    picker.vmInstanceUuid = '00000000000000000000000000000000';
    await picker.updateComplete;
    await settled(picker);
    expect(options(picker).some((option) => rows.includes(option))).to.equal(false);
  });

  it('are not chosen by a click on a placeholder', async () => {
    const picker = mount('vm-image-candidates', { options: { size: 45, fail: 'hang' } });
    await waitUntil(() => findAll(picker, '.skeleton').length > 0, 'placeholders', { interval: 0 });
    findAll(picker, '.skeleton')[0]?.click();
    expect(picker.value).to.equal('');
  });
});
