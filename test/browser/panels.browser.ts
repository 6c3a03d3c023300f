import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { panels } from '../../src/components/later.js';
import { press } from '../support/keys.js';
import {
  button,
  find,
  findAll,
  names,
  openPanel,
  options,
  ready,
  search,
  searchField,
  settled,
  text,
  ticks,
  unmount,
} from '../support/picker.js';
import { unaddressed } from '../support/simulator.js';
import { waitUntil } from '../support/wait.js';

const focused = (picker: ImageField): Element | null | undefined => picker.shadowRoot?.activeElement;
const isOpen = (picker: ImageField): boolean => findAll(picker, '.panel').length > 0;

async function closed(picker: ImageField): Promise<void> {
  await waitUntil(() => !isOpen(picker), 'closed');
  await picker.updateComplete;
}

/** A list in a wide frame, or in a narrow one. */
async function list(width: string, attributes: Record<string, string> = {}): Promise<ImageField> {
  const picker = await ready('vm-image-candidates', { options: { size: 100 }, attributes });
  picker.style.inlineSize = width;
  await picker.updateComplete;
  return picker;
}

describe('the filters', () => {
  afterEach(unmount);

  it('take several values each, apply at once, and say how many images there are', async () => {
    const picker = await list('1000px');
    const panel = await openPanel(picker, 'filters');
    for (const value of ['qcow2', 'raw']) {
      const [tick] = ticks(picker, 'Format').filter((each) => each.value === value);
      tick?.click();
      await picker.updateComplete;
      await settled(picker);
    }
    expect(picker.filters).to.deep.equal({ format: ['qcow2', 'raw'] });
    expect(picker.images.every(({ format }) => format === 'qcow2' || format === 'raw')).to.equal(true);
    const counted = ticks(picker, 'Format')
      .filter(({ checked }) => checked)
      .map((tick) => Number(tick.closest('label')?.querySelector('.number')?.textContent));
    expect(counted[0], 'the counts').to.be.greaterThan(0);
    expect(counted.reduce((sum, count) => sum + count, 0)).to.equal(picker.total);
    expect(find(picker, '[part=filter-button]').ariaLabel).to.equal('Filters, 2 active');
    expect(findAll(picker, '.chip').map((chip) => chip.textContent.trim())).to.deep.equal([
      'Format: qcow2',
      'Format: raw',
    ]);
    // They have been applied already: the button only closes.
    button(picker, `Show ${picker.total} images`).click();
    await closed(picker);
    expect(panel.isConnected).to.equal(false);
    expect(picker.filters).to.deep.equal({ format: ['qcow2', 'raw'] });
  });

  it('are one click away for the filter in sight, which has no chip', async () => {
    const picker = await list('1000px');
    const radios = findAll(picker, '.facet input') as HTMLInputElement[];
    expect(find(picker, '.facet').ariaLabel).to.equal('System');
    expect(radios.map(({ checked }) => checked)[0], 'All').to.equal(true);
    radios.find(({ value }) => value === 'linux')?.click();
    await picker.updateComplete;
    await settled(picker);
    expect(picker.filters).to.deep.equal({ os: ['linux'] });
    expect(findAll(picker, '.chip').filter((chip) => chip.offsetWidth > 0)).to.have.length(0);
    expect(find(picker, '[part=filter-button]').ariaLabel, 'it is not one of the others').to.equal('Filters');
    // Of several of its values none is pressed, and each has a chip.
    picker.filters = { os: ['linux', 'windows'] };
    await picker.updateComplete;
    await settled(picker);
    expect(radios.some(({ checked }) => checked)).to.equal(false);
    expect(findAll(picker, '.chip').filter((chip) => chip.offsetWidth > 0)).to.have.length(2);
  });

  it('are changed by arrow keys in the toolbar, as native radio buttons', async () => {
    const picker = await list('1000px');
    const [all] = findAll(picker, '.facet input');
    all?.focus();
    await press('ArrowRight');
    await settled(picker);
    expect(Object.keys(picker.filters)).to.deep.equal(['os']);
    expect(focused(picker)?.closest('.facet'), 'the focus stays').not.to.equal(undefined);
  });

  for (const width of ['1000px', '340px']) {
    it(`have the focus while they are open, and give it back: ${width}`, async () => {
      const picker = await list(width);
      const opener = button(picker, 'Filters');
      opener.focus();
      await press('Enter');
      await waitUntil(() => focused(picker)?.id === 'panel', 'the focus in the panel');
      expect(find(picker, '#panel').role).to.equal('dialog');
      await press('Escape');
      await closed(picker);
      expect(focused(picker)).to.equal(opener);
      expect(picker.filters).to.deep.equal({});
    });
  }

  describe('that arrive late', () => {
    let arrive: () => void;
    let part: typeof panels.part;

    beforeEach(async () => {
      await panels.load();
      ({ part } = panels);
      panels.part = undefined;
      const arrival = new Promise<void>((resolve) => (arrive = resolve));
      panels.load = () => arrival.then(() => void (panels.part = part));
    });

    afterEach(() => {
      panels.part = part;
      // @ts-expect-error -- That of the class again.
      delete panels.load;
    });

    async function arrived(picker: ImageField): Promise<void> {
      arrive();
      await waitUntil(() => isOpen(picker), 'the panel');
      await picker.updateComplete;
      // Whatever is to receive the focus has it by now.
      await new Promise(requestAnimationFrame);
    }

    it('leave the focus in another field of the page', async () => {
      const picker = await list('1000px');
      const other = document.createElement('input');
      picker.after(other);
      button(picker, 'Filters').focus();
      await press('Enter');
      other.focus();
      await press('a');
      await arrived(picker);
      await press('b');
      expect(other.value).to.equal('ab');
      expect(document.activeElement).to.equal(other);
    });

    it('leave the focus in the search field', async () => {
      const picker = await list('1000px');
      button(picker, 'Filters').focus();
      await press('Enter');
      searchField(picker).focus();
      await press('a');
      await arrived(picker);
      await press('b');
      expect(searchField(picker).value).to.equal('ab');
    });

    for (const [place, move] of [
      ['on the button that opens them', 'focus'],
      ['nowhere', 'blur'],
    ] as const) {
      it(`take the focus that is ${place}`, async () => {
        const picker = await list('1000px');
        const opener = button(picker, 'Filters');
        opener.focus();
        await press('Enter');
        opener[move]();
        await arrived(picker);
        await waitUntil(() => focused(picker)?.id === 'panel', 'the focus in the panel');
      });
    }
  });

  it('close in a wide frame when an image beside them is pressed', async () => {
    const picker = await list('1000px');
    await openPanel(picker, 'filters');
    options(picker)[0]?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, composed: true, cancelable: true }));
    await closed(picker);
  });

  it('offer the one whose removal helps where nothing matches', async () => {
    const picker = await list('600px', { filters: '{"format":"iso","status":"ready"}' });
    const all = await ready('vm-image-candidates', { options: { size: 100 }, attributes: { 'page-size': '100' } });
    const wanted = all.images.find(({ format, status }) => format !== 'iso' && status === 'ready');
    await search(picker, wanted?.name ?? '');
    expect(picker.total).to.equal(0);
    expect(text(picker)).to.contain('Without “Format: iso” there is 1.');
    button(picker, 'Remove filter Format: iso').click();
    await settled(picker);
    expect(names(picker)).to.deep.equal([wanted?.name]);
  });

  it('are not there for a handful of images, and neither is a search', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 5 } });
    expect(findAll(picker, '#search, .facet, [part=filter-button]')).to.have.length(0);
    expect(options(picker)).to.have.length(5);
    picker.focus();
    expect(focused(picker)?.id, 'the list is what there is').to.equal('listbox');
    const some = await ready('vm-image-candidates', { options: { size: 9 } });
    expect(findAll(some, '#search')).to.have.length(1);
  });

  it('stay where a person has searched, however few are found', async () => {
    const picker = await list('600px');
    await search(picker, picker.images[0]?.id ?? '');
    expect(picker.total).to.equal(1);
    expect(focused(picker)?.id).not.to.equal('listbox');
    expect(findAll(picker, '#search')).to.have.length(1);
  });
});

describe('sorting', () => {
  afterEach(unmount);

  it('is by headings in a wide frame, and by a select in a narrower one', async () => {
    const picker = await list('1000px');
    const seen = (selector: string) => findAll(picker, selector).some((element) => element.offsetWidth > 0);
    // WebKit measures a container with the next frame.
    await waitUntil(() => seen('.columns button') && !seen('.sort select'), 'headings');
    picker.style.inlineSize = '700px';
    await waitUntil(() => !seen('.columns button') && seen('.sort select'), 'a select');
    const select = find(picker, '.sort select');
    if (!(select instanceof HTMLSelectElement)) throw new Error('no select');
    select.value = 'sizeBytes:desc';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await picker.updateComplete;
    await settled(picker);
    expect(picker.sort).to.equal('sizeBytes:desc');
    const sizes = picker.images.map(({ sizeBytes = 0 }) => sizeBytes);
    expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a));
    // With little room, the filters hold it.
    picker.style.inlineSize = '340px';
    await waitUntil(() => !seen('.sort select'), 'no room for it');
    await openPanel(picker, 'filters');
    await waitUntil(() => seen('.panel .sort select'), 'a select among the filters');
  });

  it('keeps the fact that it is by in sight where two facts fit', async () => {
    const picker = await list('340px', { sort: 'createdAt:desc' });
    const row = options(picker)[0];
    await waitUntil(() => find(picker, '.cell.second').offsetWidth === 0, 'two facts');
    const seen = [...(row?.querySelectorAll<HTMLElement>('.cell') ?? [])].filter(({ offsetWidth }) => offsetWidth > 0);
    expect(seen).to.have.length(2);
    expect(seen[1]?.querySelector('bdi')?.textContent).to.equal(
      new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(picker.images[0]?.createdAt),
    );
  });
});

describe('a panel', () => {
  afterEach(unmount);

  for (const kind of ['filters', 'details'] as const) {
    for (const width of ['1000px', '340px']) {
      it(`goes with what it is about, and does not come back by itself: ${kind}, ${width} wide`, async () => {
        const picker = await list(width);
        options(picker)[2]?.click();
        await picker.updateComplete;
        const panel = await openPanel(picker, kind);
        panel.focus();
        const { proxy, endpoint, credentials } = picker;
        Object.assign(picker, unaddressed);
        await closed(picker);
        expect(picker.state.status).to.equal('unconfigured');
        expect(focused(picker), 'the focus stays within').to.not.equal(null);
        Object.assign(picker, { proxy, endpoint, credentials });
        await settled(picker);
        await waitUntil(() => options(picker).length > 0, 'images');
        expect(isOpen(picker)).to.equal(false);
        expect(focused(picker), 'the focus stays within').to.not.equal(null);
      });
    }
  }
});

describe('the details', () => {
  afterEach(unmount);

  it('lie beside the list where there is room, and follow the keyboard', async () => {
    const picker = await list('1000px');
    find(picker, '#listbox').focus();
    await press('ArrowDown', 'Shift+Enter');
    await waitUntil(() => isOpen(picker), 'open');
    await picker.updateComplete;
    expect(picker.value, 'nothing is chosen by that').to.equal('');
    expect(focused(picker)?.id, 'the list keeps the focus').to.equal('listbox');
    const shown = () => find(picker, '.details code').textContent;
    expect(shown()).to.equal(picker.images[1]?.id);
    await press('ArrowDown');
    await picker.updateComplete;
    expect(shown()).to.equal(picker.images[2]?.id);
    await press('Escape');
    await closed(picker);
    expect(focused(picker)?.id).to.equal('listbox');
  });

  it('take the place of the images where there is little room, with the focus, and give it back', async () => {
    const picker = await list('340px');
    options(picker)[3]?.click();
    await picker.updateComplete;
    const opener = button(picker, 'Details');
    opener.focus();
    await press('Enter');
    await waitUntil(() => focused(picker)?.id === 'panel', 'the focus in the panel');
    expect(find(picker, '.details code').textContent).to.equal(picker.value);
    expect(find(picker, '#panel').role).to.equal('region');
    button(picker, 'Close').click();
    await closed(picker);
    expect(focused(picker)).to.equal(opener);
  });

  it('are opened by the sign at the end of a row, which chooses nothing', async () => {
    const picker = await list('1000px');
    options(picker)[4]
      ?.querySelector('.peek')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
    await waitUntil(() => isOpen(picker), 'open');
    await picker.updateComplete;
    expect(find(picker, '.details code').textContent).to.equal(picker.images[4]?.id);
    expect(picker.value).to.equal('');
  });

  it('are those of the chosen image, on whatever page it is', async () => {
    const picker = await list('1000px');
    options(picker)[0]?.click();
    const { value } = picker;
    button(picker, 'Next page').click();
    await settled(picker);
    await openPanel(picker, 'details');
    expect(find(picker, '.details code').textContent).to.equal(value);
    find(picker, '#listbox').focus();
    await press('ArrowDown');
    await picker.updateComplete;
    expect(find(picker, '.details code').textContent, 'then those of the row').to.equal(picker.images[1]?.id);
  });

  it('open over the list of a dropdown, and Escape closes them before it', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { appearance: 'dropdown' } });
    picker.focus();
    await press('ArrowDown', 'ArrowDown', 'Shift+Enter');
    await waitUntil(() => focused(picker)?.id === 'panel', 'the focus in the panel');
    expect(find(picker, '.details code').textContent).to.equal(picker.images[1]?.id);
    await press('Escape');
    await closed(picker);
    expect(picker.matches(':state(open)')).to.equal(true);
    expect(focused(picker)?.id).to.equal('search');
    await press('Escape');
    expect(picker.matches(':state(open)')).to.equal(false);
  });
});

describe('the bar', () => {
  afterEach(unmount);

  it('leads to the chosen image, on whatever page it is', async () => {
    const picker = await list('1000px');
    options(picker)[5]?.click();
    const { value } = picker;
    button(picker, 'Next page').click();
    await settled(picker);
    find(picker, '.value').click();
    await settled(picker);
    expect(picker.images[5]?.id).to.equal(value);
    expect(find(picker, '#listbox').getAttribute('aria-activedescendant')).to.equal('option-5');
    expect(focused(picker)?.id).to.equal('listbox');
  });

  it('shows the chosen image alone where the list has been narrowed to others, and everything again', async () => {
    const picker = await list('1000px');
    options(picker)[0]?.click();
    const { value, total } = picker;
    const other = picker.images.find(({ id, name }) => id !== value && name !== picker.images[0]?.name);
    await search(picker, other?.id ?? '');
    expect(picker.images.map(({ id }) => id)).to.deep.equal([other?.id]);
    find(picker, '.value').click();
    await settled(picker);
    expect(picker.images.map(({ id }) => id)).to.deep.equal([value]);
    expect(text(picker)).to.contain('Only selected images');
    // As a framework does with each rendering.
    picker.filters = {};
    picker.search = other?.id ?? '';
    await picker.updateComplete;
    await settled(picker);
    expect(picker.images.map(({ id }) => id)).to.deep.equal([value]);
    button(picker, 'Clear all').click();
    await settled(picker);
    expect(picker.total).to.equal(total);
  });

  it('says how many of how many match', async () => {
    const picker = await list('1000px', { 'page-size': '100' });
    expect(find(picker, '.count').textContent).to.equal('100 images');
    await search(picker, picker.images[7]?.id ?? '');
    expect(find(picker, '.count').textContent).to.equal('1 of 100 images');
  });

  it('gives up an optional value, and not one that is required', async () => {
    const picker = await list('1000px');
    options(picker)[0]?.click();
    await picker.updateComplete;
    button(picker, 'Clear').click();
    expect(picker.value).to.equal('');
    picker.required = true;
    options(picker)[0]?.click();
    await picker.updateComplete;
    expect(findAll(picker, '.choice [aria-label=Clear]')).to.have.length(0);
  });
});
