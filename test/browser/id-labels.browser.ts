import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { find, findAll, openPanel, options, ready, search, settled, text, ticks, unmount } from '../support/picker.js';

/** What the details of the first image say of a field. */
const said = (picker: ImageField, field: string): string | undefined =>
  findAll(picker, '.details dt')
    .find((term) => term.textContent === field)
    ?.nextElementSibling?.textContent.trim();

const placeOf = (option: HTMLElement | undefined): string | undefined =>
  option?.querySelector('[part~=places]')?.textContent;

/** A picker of which one location and one organization have names. */
async function labelled(): Promise<{ picker: ImageField; location: string }> {
  const picker = await ready('image-copies', { options: { size: 40 }, attributes: { 'page-size': '50' } });
  const [first] = picker.images;
  const [location = ''] = first?.locations ?? [];
  const organization = String(first?.facts?.['organization']);
  picker.setAttribute(
    'id-labels',
    JSON.stringify({ [location]: 'Frankfurt-Süd', [organization]: 'Ana’s team', AZURE: 7 }),
  );
  await picker.updateComplete;
  await settled(picker);
  return { picker, location };
}

describe('ids with names of the portal’s', () => {
  afterEach(unmount);

  it('stand by them in the rows, the filters, the chips and the details', async () => {
    const { picker, location } = await labelled();
    for (const [position, { locations }] of picker.images.entries()) {
      const expected = locations.includes(location) ? 'Frankfurt-Süd' : undefined;
      expect(placeOf(options(picker)[position])).to.equal(expected);
    }
    await openPanel(picker, 'details');
    expect(said(picker, 'Location')).to.equal('Frankfurt-Süd');
    expect(said(picker, 'Organization')).to.equal('Ana’s team');
    await openPanel(picker, 'filters');
    const offered = ticks(picker, 'Location').find(({ value }) => value === location);
    expect(offered?.closest('label')?.textContent.trim()).to.match(/^Frankfurt-Süd/);
    picker.filters = { location };
    await settled(picker);
    expect(text(picker)).to.contain('Location: Frankfurt-Süd');
    expect(find(picker, '[part~=chip] button').getAttribute('aria-label')).to.equal(
      'Remove filter Location: Frankfurt-Süd',
    );
    expect(picker.filters, 'the id is what is asked for').to.deep.equal({ location: [location] });
  });

  it('are found by them, as a person types', async () => {
    const { picker, location } = await labelled();
    const there = picker.images.filter(({ locations }) => locations.includes(location)).map(({ id }) => id);
    await search(picker, 'frankfurt sud');
    expect(picker.images.map(({ id }) => id)).to.deep.equal(there);
    picker.idLabels = { [location]: 'Berlin' };
    await picker.updateComplete;
    await settled(picker);
    expect(picker.total).to.equal(0);
    await search(picker, 'berlin');
    expect(picker.total).to.equal(there.length);
  });

  it('can be taken away, and a mistake in them is none in the page', async () => {
    const { picker } = await labelled();
    for (const mistake of ['{', '[]', '7', '{"a":{}}']) {
      picker.setAttribute('id-labels', mistake);
      await picker.updateComplete;
      await settled(picker);
      expect(findAll(picker, '[part~=places]')).to.have.length(0);
    }
  });
});

describe('the facts of an image', () => {
  afterEach(unmount);

  const facts = [
    ['image-copies', ['Organization', 'Asset type', 'Asset']],
    ['vm-image-candidates', ['Size in the store', 'Source', 'System image']],
    ['cloud-phone-images', ['Tenant']],
  ] as const;
  for (const [tag, labels] of facts) {
    it(`have a labelled row each: <${tag}>`, async () => {
      const picker = await ready(tag);
      await openPanel(picker, 'details');
      for (const label of labels) expect(said(picker, label), label).to.be.a('string').and.not.equal('');
    });
  }

  it('are sizes, where they are numbers', async () => {
    const picker = await ready('vm-image-candidates');
    await openPanel(picker, 'details');
    expect(said(picker, 'Size in the store')).to.match(/^[\d.,]+ [MG]B$/);
    expect(said(picker, 'System image')).to.equal('No');
  });
});
