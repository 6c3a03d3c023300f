import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage } from '../../src/index.js';
import { press } from '../support/keys.js';
import { find, findAll, openPanel, options, ready, settled, text, unmount, type Setup } from '../support/picker.js';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** The option of an image on the page that is shown. */
function optionOf(picker: ImageField, image: CloudImage | undefined): HTMLElement {
  const option = options(picker)[picker.images.findIndex(({ id }) => id === image?.id)];
  if (!option) throw new Error('the image is not shown');
  return option;
}

const reasonOf = (picker: ImageField, image: CloudImage | undefined): string | undefined =>
  optionOf(picker, image).querySelector('[part~=reason]')?.textContent;

/** Everything that describes an option to a screen reader. */
const descriptionOf = (picker: ImageField, image: CloudImage | undefined): string =>
  (optionOf(picker, image).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => picker.shadowRoot?.getElementById(id)?.textContent ?? '')
    .join(' ');

const disk = ({ minDiskBytes = 0 }: CloudImage): number => minDiskBytes;

/** A picker with room for some of its images only. */
async function withLimits(
  setup: Setup = {},
): Promise<{ picker: ImageField; fits: CloudImage[]; tooBig: CloudImage[] }> {
  const picker = await ready('workspace-images', { options: { size: 15 }, ...setup });
  const sizes = [...new Set(picker.images.map(disk))].sort((a, b) => a - b);
  const room = sizes[Math.floor(sizes.length / 2) - 1] ?? 0;
  picker.availableDisk = room / GIB;
  await picker.updateComplete;
  const fits = picker.images.filter((image) => disk(image) <= room);
  const tooBig = picker.images.filter((image) => disk(image) > room);
  expect(fits.length).to.be.greaterThan(1);
  expect(tooBig.length).to.be.greaterThan(1);
  return { picker, fits, tooBig };
}

async function goTo(picker: ImageField, image: CloudImage | undefined): Promise<void> {
  const steps = picker.images.findIndex(({ id }) => id === image?.id);
  await press('Home', ...Array.from({ length: steps }, () => 'ArrowDown'));
}

describe('limits', () => {
  afterEach(unmount);

  it('leave what does not fit in sight, and say why', async () => {
    const { picker, fits, tooBig } = await withLimits();
    expect(options(picker)).to.have.length(15);
    for (const image of tooBig) {
      const gibibytes = disk(image) / GIB;
      const needs = gibibytes < 1024 ? `${gibibytes} GB` : `${gibibytes / 1024} TB`;
      expect(reasonOf(picker, image)).to.equal(`Needs ${needs} disk, ${picker.availableDisk ?? 0} GB available`);
      expect(descriptionOf(picker, image)).to.contain(reasonOf(picker, image));
      expect(optionOf(picker, image).getAttribute('aria-disabled')).to.equal('true');
    }
    for (const image of fits) {
      expect(reasonOf(picker, image)).to.equal(undefined);
      expect(optionOf(picker, image).hasAttribute('aria-disabled')).to.equal(false);
    }
  });

  it('hold for memory as for disk space', async () => {
    const picker = await ready('workspace-images', { options: { size: 15 } });
    const most = Math.max(...picker.images.map(({ minMemoryBytes = 0 }) => minMemoryBytes));
    picker.setAttribute('available-memory', String(most / MIB - 1));
    await picker.updateComplete;
    const [image] = picker.images.filter(({ minMemoryBytes }) => minMemoryBytes === most);
    expect(reasonOf(picker, image)).to.match(/^Needs .+ memory, .+ available$/);
  });

  it('do not judge what the cloud says nothing about, nor without a number', async () => {
    const picker = await ready('flexcloud-images', { attributes: { 'available-disk': '1', 'available-memory': '1' } });
    for (const image of picker.images)
      if (image.status === 'ready') expect(reasonOf(picker, image)).to.equal(undefined);
    const other = await ready('workspace-images', {
      attributes: { 'available-disk': 'plenty', 'available-memory': '0' },
    });
    expect(findAll(other, '[part~=reason]')).to.have.length(0);
  });

  it('can be the portal’s own, in its own words or in none', async () => {
    const picker = await ready('image-copies', {
      properties: {
        selectable: ({ status }) => (status === 'ready' ? true : status === 'failed' ? 'Ask Ana first' : false),
      },
      options: { size: 40 },
    });
    const [failed] = picker.images.filter(({ status }) => status === 'failed');
    const [other] = picker.images.filter(({ status }) => status !== 'failed' && status !== 'ready');
    const [fit] = picker.images.filter(({ status }) => status === 'ready');
    expect(reasonOf(picker, failed)).to.equal('Ask Ana first');
    expect(reasonOf(picker, other)).to.equal('Cannot be selected');
    expect(reasonOf(picker, fit)).to.equal(undefined);
  });

  it('survive a portal’s function that throws', async () => {
    const picker = await ready('vm-image-candidates', {
      properties: {
        selectable: () => {
          throw new Error('a mistake of the portal');
        },
      },
    });
    options(picker)[0]?.click();
    expect(picker.value).to.equal(picker.images[0]?.id);
  });

  it('let the keyboard reach what does not fit, but neither it nor the mouse choose it', async () => {
    const { picker, tooBig } = await withLimits();
    const [image] = tooBig;
    optionOf(picker, image).click();
    expect(picker.value).to.equal('');
    find(picker, '#listbox').focus();
    await goTo(picker, image);
    await picker.updateComplete;
    expect(find(picker, '#listbox').getAttribute('aria-activedescendant')).to.equal(optionOf(picker, image).id);
    await press('Enter', ' ');
    expect(picker.value).to.equal('');
  });

  it('hold for ranges and for everything at once', async () => {
    const { picker, fits } = await withLimits({ attributes: { multiple: '' } });
    const suitable = fits.map(({ id }) => id);
    find(picker, '#listbox').focus();
    await press('Home', 'Control+Shift+End');
    expect(new Set(picker.values)).to.deep.equal(new Set(suitable));
    picker.values = [];
    await picker.updateComplete;
    expect(text(picker)).to.contain(`Select all ${suitable.length}`);
    await press('Control+a');
    expect(new Set(picker.values)).to.deep.equal(new Set(suitable));
  });

  it('hold in a dropdown, which stays open then', async () => {
    const { picker, tooBig } = await withLimits({ attributes: { appearance: 'dropdown' } });
    picker.focus();
    await press('ArrowDown');
    const position = picker.images.findIndex(({ id }) => id === tooBig[0]?.id);
    await press(...Array.from({ length: position }, () => 'ArrowDown'), 'Enter');
    expect(picker.value).to.equal('');
    expect(picker.matches(':state(open)')).to.equal(true);
    await press('Escape');
  });

  it('can hide what does not fit, on request', async () => {
    const { picker, fits } = await withLimits();
    await openPanel(picker, 'filters');
    const only = find(picker, '.filters header input');
    expect(only.closest('label')?.textContent.trim()).to.equal('Only selectable images');
    only.focus();
    await press(' ');
    await settled(picker);
    expect(new Set(picker.images.map(({ id }) => id))).to.deep.equal(new Set(fits.map(({ id }) => id)));
    expect(picker.total).to.equal(fits.length);
    picker.availableDisk = 100_000;
    await picker.updateComplete;
    await settled(picker);
    expect(picker.total, 'as the limit is now').to.equal(15);
    await press(' ');
    await settled(picker);
    expect(picker.total).to.equal(15);
  });

  it('that change mark what is already chosen, and leave it to the person', async () => {
    const picker = await ready('workspace-images', { options: { size: 15 } });
    const [image] = [...picker.images].sort((a, b) => disk(b) - disk(a));
    optionOf(picker, image).click();
    picker.availableDisk = (image?.minDiskBytes ?? 0) / GIB - 1;
    await picker.updateComplete;
    expect(picker.value).to.equal(image?.id);
    const token = () => find(picker, '.choice').textContent.replace(/\s+/g, ' ');
    expect(token())
      .to.contain(`(${reasonOf(picker, image) ?? ''})`)
      .and.contain('Needs');
    const status = find(picker, '[role=status]');
    await waitUntil(() => status.textContent.includes(`${image?.name ?? ''}: Needs`), 'it is said');
    picker.availableDisk = undefined;
    await picker.updateComplete;
    expect(token()).not.to.contain('Needs');
  });
});
