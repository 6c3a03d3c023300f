import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import {
  find,
  findAll,
  mount,
  newRun,
  openPanel,
  options,
  pickers,
  ready,
  settled,
  text,
  unmount,
  type PickerTag,
} from '../support/picker.js';
import { catalogueOf, requests } from '../support/simulator.js';
import { waitUntil } from '../support/wait.js';

const SIZE = 450;
const keys = {
  'glance-images': ['id', 'name'],
  'workspace-images': ['id', 'name'],
  'cloud-phone-images': ['image_id', 'image_name'],
} as const;
const tags = Object.keys(keys) as (keyof typeof keys)[];

/** The last images of a cloud: their ids and names. */
async function lastOf(tag: keyof typeof keys, count = 1): Promise<{ readonly id: string; readonly name: string }[]> {
  const [id, name] = keys[tag];
  const rows = (await catalogueOf(pickers[tag].cloud, { size: SIZE })) as Record<string, string>[];
  return rows.slice(-count).map((row) => ({ id: row[id] ?? '', name: row[name] ?? '' }));
}

async function known(picker: ImageField, count = 1): Promise<void> {
  await waitUntil(() => picker.selectedImages.length === count, `${count} known, not ${picker.selectedImages.length}`);
  await picker.updateComplete;
}

/** Requests for single images. */
const lookups = async (run: string): Promise<number> =>
  (await requests(run)).filter(({ url }) => /image_id=|\/images\/[\da-f]{8}-/.test(url)).length;

const setup = (tag: PickerTag, run: string, attributes: Record<string, string> = {}) =>
  ready(tag, { options: { size: SIZE, run }, attributes });

describe('the name of a chosen image that no page has contained', () => {
  afterEach(unmount);

  for (const tag of tags) {
    it(`is asked for once and shown: <${tag}>`, async () => {
      const run = newRun('names');
      const [{ id, name } = { id: '', name: '' }] = await lastOf(tag);
      const picker = await setup(tag, run, { value: id });
      await known(picker);
      expect(find(picker, '[part~=value]').textContent.trim()).to.contain(name);
      expect([picker.value, picker.state.status]).to.deep.equal([id, 'ready']);
      // As a framework renders.
      for (let times = 0; times < 3; times++) {
        picker.value = id;
        picker.requestUpdate();
        await picker.updateComplete;
      }
      expect(await lookups(run)).to.equal(1);
    });
  }

  it('is that of the field of a dropdown, and of the tokens where several are chosen', async () => {
    const last = await lastOf('workspace-images', 5);
    const dropdown = await setup('workspace-images', newRun(), { appearance: 'dropdown', value: last[0]?.id ?? '' });
    await known(dropdown);
    expect(find(dropdown, '.field input')).to.have.property('value', last[0]?.name);
    const values = JSON.stringify(last.map(({ id }) => id));
    const several = await setup('workspace-images', newRun(), { appearance: 'dropdown', multiple: '', values });
    await known(several, 5);
    const tokens = findAll(several, '[part~=token]').map(({ textContent }) => textContent.trim());
    expect(tokens.length).to.equal(5);
    for (const [at, { name }] of last.entries()) expect(tokens[at]).to.contain(name);
  });

  it('is asked for by one request where two pickers share a source', async () => {
    const run = newRun('names');
    const [{ id, name } = { id: '', name: '' }] = await lastOf('glance-images');
    const first = mount('glance-images', { options: { size: SIZE, run, latency: 30 } });
    const provider = document.createElement('image-provider');
    const { endpoint, proxy, credentials } = first;
    Object.assign(provider, { endpoint, proxy, credentials });
    const form = first.form;
    first.remove();
    const both = [0, 1].map(() => {
      const picker = document.createElement('glance-images');
      picker.value = id;
      provider.append(picker);
      return picker;
    });
    form?.append(provider);
    for (const picker of both) {
      await settled(picker);
      await known(picker);
      expect(text(picker)).to.contain(name);
    }
    expect(await lookups(run)).to.equal(1);
  });

  it('stands for an image like any other: its details, and whether it can be chosen', async () => {
    const [{ id, name } = { id: '', name: '' }] = await lastOf('workspace-images');
    const picker = await setup('workspace-images', newRun(), { value: id, required: '' });
    await known(picker);
    expect(picker.checkValidity()).to.equal(true);
    const details = await openPanel(picker, 'details');
    expect(details.textContent).to.contain(name).and.to.contain(id);
    picker.selectable = (image) => (image.id === id ? 'Not for this project' : true);
    await picker.updateComplete;
    expect([picker.checkValidity(), picker.validity.badInput]).to.deep.equal([false, true]);
    expect(find(picker, '[part~=choice]').textContent).to.contain('Not for this project');
  });

  it('is asked for when the portal sets the value later, and again by a reload', async () => {
    const run = newRun('names');
    const last = await lastOf('workspace-images', 2);
    const picker = await setup('workspace-images', run);
    expect(await lookups(run)).to.equal(0);
    for (const { id, name } of last) {
      picker.value = id;
      await waitUntil(() => picker.selectedImages[0]?.name === name, 'the name');
    }
    expect(await lookups(run)).to.equal(2);
    picker.reload();
    await settled(picker);
    await waitUntil(async () => (await lookups(run)) === 3, 'what is chosen is asked for again');
  });

  it('is its id where the cloud does not tell: no error, and not gone', async () => {
    const run = newRun('names');
    const errors: Event[] = [];
    const unknown = '00000000-0000-4000-8000-000000000000';
    const picker = mount('glance-images', {
      options: { size: SIZE, run },
      attributes: { value: unknown, required: '' },
    });
    picker.addEventListener('image-error', (event) => errors.push(event));
    await settled(picker);
    await waitUntil(async () => (await lookups(run)) === 1, 'asked');
    await picker.updateComplete;
    expect(find(picker, '[part~=choice]').textContent).to.contain(unknown);
    expect([picker.state.status, picker.checkValidity(), errors.length]).to.deep.equal(['ready', true, 0]);
    expect(options(picker).length).to.equal(20);
    for (const value of ['../../v3/auth', 'a b', unknown]) {
      picker.value = value;
      await picker.updateComplete;
    }
    expect(await lookups(run)).to.equal(1);
  });

  it('is no longer asked for when the picker is taken away', async () => {
    const run = newRun('names');
    const [{ id } = { id: '' }] = await lastOf('glance-images');
    const picker = mount('glance-images', { options: { size: SIZE, run, latency: 300 }, attributes: { value: id } });
    await waitUntil(async () => (await lookups(run)) === 1, 'asked');
    picker.remove();
    await waitUntil(async () => (await requests(run)).at(-1)?.aborted === true, 'aborted');
    expect(picker.selectedImages).to.deep.equal([]);
  });
});
