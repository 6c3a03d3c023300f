import { expect } from '@open-wc/testing';
import type { ImagePicker } from '../../src/components/image-picker.js';
import {
  button,
  find,
  names,
  openPanel,
  options,
  search,
  select,
  settled,
  shownAndSaid,
  text,
  ticks,
} from '../support/picker.js';
import { ownUrl, tell } from '../support/told.js';

/** Every fifth image is deleted. */
const rows = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    id: `i-${from + index}`,
    name: `Image ${from + index}`,
    os: 'Ubuntu 24.04',
    status: (from + index) % 5 === 0 ? 'deleted' : 'active',
  }));

const forms: Element[] = [];

/** A picker of a list that the portal's own server sends, page by page. */
async function ready(
  pages: readonly (readonly object[])[],
  properties: Partial<ImagePicker> = {},
): Promise<ImagePicker> {
  const answers = pages.map((images, index) => ({
    status: 200,
    headers: index + 1 < pages.length ? { Link: `<?page=${index + 2}>; rel="next"` } : {},
    body: JSON.stringify(images),
  }));
  const picker = document.createElement('image-picker');
  Object.assign(picker, { name: 'image', src: `${await tell(answers, ownUrl)}/images.json`, ...properties });
  const form = document.createElement('form');
  form.append(picker);
  document.body.append(form);
  forms.push(form);
  await settled(picker);
  return picker;
}

const deleted = (picker: ImagePicker) => picker.images.filter(({ status }) => status === 'deleted');

describe('deleted images', () => {
  afterEach(() => {
    for (const form of forms.splice(0)) form.remove();
  });

  it('are hidden, and not counted, until the status filter asks for them', async () => {
    const picker = await ready([rows(20)], { pageSize: 50 });
    expect(picker.images).to.have.length(16);
    expect(picker.total).to.equal(16);
    expect(text(picker)).to.contain('16 images').and.not.contain('of 20');

    await openPanel(picker, 'filters');
    const status = ticks(picker, 'Status');
    expect(status.map(({ value }) => value)).to.have.members(['ready', 'deleted']);
    await select(picker, 'Status', 'deleted');
    expect(names(picker)).to.deep.equal(['Image 5', 'Image 10', 'Image 15', 'Image 20']);
    expect(text(picker)).to.contain('4 of 20 images');
    expect(options(picker).every((option) => option.getAttribute('aria-disabled') === 'true')).to.equal(true);
  });

  it('are hidden where the server turns the pages, on each of them', async () => {
    const picker = await ready([rows(10), rows(10, 11), rows(10, 21)], { pageSize: 10 });
    const seen: string[] = [];
    for (let page = 1; page <= 3; page++) {
      expect(deleted(picker), `page ${page}`).to.deep.equal([]);
      seen.push(...names(picker));
      if (page === 3) break;
      button(picker, 'Next page').click();
      await settled(picker);
    }
    expect(new Set(seen).size).to.equal(24);
    expect(picker.total).to.equal(24);
  });

  it('do not hide what comes after a page of nothing else', async () => {
    const gone = rows(10).map((row) => ({ ...row, status: 'deleted' }));
    const picker = await ready([gone, rows(4, 11)], { pageSize: 10 });
    expect(names(picker)).to.deep.equal(['Image 11', 'Image 12', 'Image 13', 'Image 14']);
  });

  it('are offered where nothing else is there', async () => {
    const picker = await ready([rows(20).map((row) => ({ ...row, status: 'deleted' }))], { pageSize: 50 });
    expect(shownAndSaid(picker)).to.contain('20 deleted images are hidden.');
    button(picker, 'Show deleted images').click();
    await settled(picker);
    expect(options(picker)).to.have.length(20);
  });

  it('are offered where nothing else matches', async () => {
    const picker = await ready([rows(20)], { pageSize: 50 });
    await search(picker, 'image 15');
    expect(options(picker)).to.have.length(0);
    expect(text(picker)).to.contain('No images match “image 15”.').and.contain('1 deleted image is hidden.');
    button(picker, 'Show deleted images').click();
    await settled(picker);
    expect(names(picker)).to.deep.equal(['Image 15']);
  });

  it('stay chosen where one was set before, with the reason, and can be shown', async () => {
    const picker = await ready([rows(20)], { value: 'i-10' });
    expect(find(picker, '.choice').textContent).to.contain('Image 10').and.contain('Deleted, so it cannot be used');
    find(picker, '.choice .value').click();
    await settled(picker);
    expect(names(picker)).to.deep.equal(['Image 10']);
    expect(new FormData(picker.form ?? undefined).getAll('image')).to.deep.equal(['i-10']);
  });

  it('are not among all that can be chosen at once', async () => {
    const picker = await ready([rows(20)], { multiple: true, selectable: () => true, pageSize: 50 });
    button(picker, 'Select all 16').click();
    await picker.updateComplete;
    expect(picker.values).to.have.length(16);
  });
});
