import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { button, find, findAll, options, ready, settled, tags, unmount } from '../support/picker.js';

/** What the details say of a field. */
const said = (picker: ImageField, field: string): string | undefined =>
  findAll(picker, '.details dt')
    .find((term) => term.textContent === field)
    ?.nextElementSibling?.textContent.replace(/\s+/g, ' ')
    .trim();

/** By keyboard. */
async function open(picker: ImageField): Promise<void> {
  // Where there is room, they lie beside the images.
  picker.style.inlineSize = '1000px';
  button(picker, 'Details').focus();
  await press('Enter');
  await waitUntil(() => findAll(picker, '.panel.details').length > 0, 'the details open');
  await picker.updateComplete;
}

describe('the details', () => {
  let copied: string[];
  let copy: (text: string) => Promise<void>;
  beforeEach(() => {
    copied = [];
    copy = (words) => {
      copied.push(words);
      return Promise.resolve();
    };
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (words: string) => copy(words) },
    });
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
    getSelection()?.removeAllRanges();
    unmount();
  });

  for (const tag of tags) {
    it(`are everything the cloud said, word for word too: <${tag}>`, async () => {
      const picker = await ready(tag);
      await open(picker);
      const [image] = picker.images;
      expect(find(picker, '.details .headline bdi').textContent).to.equal(image?.name);
      expect(said(picker, 'ID')).to.contain(image?.id);
      if (image?.architecture !== undefined) expect(said(picker, 'Architecture')).to.equal(image.architecture);
      if (image?.statusText !== undefined) expect(said(picker, 'Status')).to.contain(image.statusText);
      expect(JSON.parse(find(picker, '.raw pre').textContent)).to.deep.equal(
        JSON.parse(JSON.stringify(image?.source ?? null)),
      );
      expect(find(picker, '.raw').hasAttribute('open'), 'only on request').to.equal(false);
      find(picker, '.raw summary').focus();
      await press('Enter');
      expect(find(picker, '.raw').hasAttribute('open')).to.equal(true);
    });
  }

  it('are those of the active image, wherever it goes', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    await open(picker);
    find(picker, '#listbox').focus();
    await press('ArrowDown');
    await picker.updateComplete;
    expect(said(picker, 'ID')).to.contain(picker.images[1]?.id);
    await press('PageDown');
    await settled(picker);
    expect(said(picker, 'ID')).to.contain(picker.images[0]?.id);
    expect(findAll(picker, '.panel.details'), 'still open').to.have.length(1);
    options(picker)[3]?.click();
    await picker.updateComplete;
    expect(said(picker, 'ID')).to.contain(picker.value);
  });

  it('copy the id, and say so until another image is active', async () => {
    const picker = await ready('vm-image-candidates');
    await open(picker);
    button(picker, 'Copy ID').focus();
    await press('Enter');
    await waitUntil(() => button(picker, 'Copied').matches(':focus'), 'said on the button, which keeps the focus');
    expect(copied).to.deep.equal([picker.images[0]?.id]);
    await waitUntil(() => find(picker, '[role=status]').textContent.includes('Copied'), 'said aloud');
    find(picker, '#listbox').focus();
    await press('ArrowDown');
    await picker.updateComplete;
    expect(button(picker, 'Copy ID').isConnected).to.equal(true);
  });

  it('select the id where the browser does not allow copying', async () => {
    copy = () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'));
    const picker = await ready('vm-image-candidates');
    await open(picker);
    button(picker, 'Copy ID').focus();
    await press('Enter');
    await waitUntil(() => getSelection()?.toString() === picker.images[0]?.id, 'the id is selected');
  });

  it('of a copy that failed say what happened, and what happened before', async () => {
    const picker = await ready('image-copies', {
      options: { size: 200 },
      attributes: { filters: '{"status":"failed"}', 'page-size': '100' },
    });
    const position = picker.images.findIndex(({ problem }) => (problem?.history.length ?? 0) > 0);
    const problem = picker.images[position]?.problem;
    options(picker)[position]?.click();
    await picker.updateComplete;
    await open(picker);
    const failure = find(picker, '[part~=problem-details]').textContent;
    expect(failure).to.contain(problem?.code).and.contain(problem?.message);
    const steps = findAll(picker, '[part~=problem-details] li').map((step) => step.textContent);
    expect(steps).to.have.length(problem?.history.length ?? 0);
    for (const [at, { code, message }] of (problem?.history ?? []).entries()) {
      if (code !== undefined) expect(steps[at]).to.contain(code);
      if (message !== undefined) expect(steps[at]).to.contain(message);
    }
  });

  it('are there in a dropdown too, by Tab', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { appearance: 'dropdown' } });
    picker.focus();
    await press('ArrowDown', 'ArrowDown');
    await settled(picker);
    await open(picker);
    expect(picker.matches(':state(open)')).to.equal(true);
    expect(said(picker, 'ID')).to.contain(picker.images[1]?.id);
  });
});
