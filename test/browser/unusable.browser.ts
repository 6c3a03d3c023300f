import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage } from '../../src/index.js';
import { press } from '../support/keys.js';
import { find, findAll, options, ready, text, unmount, type PickerTag, type Setup } from '../support/picker.js';

const reasons: Readonly<Record<string, string>> = {
  pending: 'Not ready yet',
  disabled: 'Disabled, so it cannot be used',
  failed: 'Failed, so it cannot be used',
  deleted: 'Deleted, so it cannot be used',
};

const flags: Readonly<Record<string, string>> = {
  pending: 'In progress',
  disabled: 'Disabled',
  failed: 'Failed',
  deleted: 'Deleted',
};

const many: Setup = { options: { size: 60 }, attributes: { 'page-size': '100' } };

/** Why it cannot be chosen: its status says so, or a line of its own. */
const flagOf = (option: HTMLElement | undefined): string | undefined =>
  option?.querySelector('[part~=flag]')?.textContent.trim();
const reasonOf = (option: HTMLElement | undefined): string | undefined =>
  option?.querySelector('[part~=reason]')?.textContent;

const idOf = (picker: ImageField, status: string): string => {
  const image = picker.images.find((candidate) => candidate.status === status);
  if (!image) throw new Error(`no image is ${status}`);
  return image.id;
};

describe('an image from which no machine can be made', () => {
  afterEach(unmount);

  const statuses: readonly (readonly [tag: PickerTag, statuses: readonly string[]])[] = [
    ['image-copies', ['pending', 'disabled', 'failed']],
    ['flexcloud-images', ['pending']],
    ['cloud-phone-images', ['pending', 'failed']],
  ];
  for (const [tag, expected] of statuses) {
    it(`stays in sight, says why, and cannot be chosen: <${tag}>`, async () => {
      const picker = await ready(tag, many);
      const met = new Set<string>();
      for (const [position, { status }] of picker.images.entries()) {
        const option = options(picker)[position];
        met.add(status);
        expect(flagOf(option)).to.equal(flags[status]);
        expect(reasonOf(option), 'it is said once').to.equal(undefined);
        expect(option?.getAttribute('aria-disabled')).to.equal(status in reasons ? 'true' : null);
        if (!(status in reasons)) continue;
        option?.click();
        expect(picker.value).to.equal('');
      }
      expect([...met]).to.include.members([...expected, 'ready']);
    });
  }

  it('is chosen by no key, and is not among all', async () => {
    const picker = await ready('image-copies', { ...many, attributes: { ...many.attributes, multiple: '' } });
    const usable = picker.images.filter(({ status }) => !(status in reasons)).map(({ id }) => id);
    find(picker, '#listbox').focus();
    await press('Home', 'Control+Shift+End');
    expect(new Set(picker.values)).to.deep.equal(new Set(usable));
    picker.values = [];
    await picker.updateComplete;
    expect(text(picker)).to.contain(`Select all ${usable.length}`);
    await press('Control+a');
    expect(new Set(picker.values)).to.deep.equal(new Set(usable));
  });

  it('can be chosen where the portal says so, and only there', async () => {
    const selectable = ({ status }: CloudImage): boolean | string =>
      status === 'failed' ? true : status === 'disabled' ? 'Ask Ana first' : status === 'ready';
    const picker = await ready('image-copies', { ...many, properties: { selectable } });
    const option = (status: string) => options(picker)[picker.images.findIndex((image) => image.status === status)];
    expect(reasonOf(option('failed'))).to.equal(undefined);
    expect(reasonOf(option('disabled'))).to.equal('Ask Ana first');
    expect(reasonOf(option('pending'))).to.equal('Cannot be selected');
    option('failed')?.click();
    expect(picker.value).to.equal(idOf(picker, 'failed'));
  });

  it('keeps its default where the portal’s function says nothing', async () => {
    const picker = await ready('image-copies', many);
    // As it may be in a page without types.
    Reflect.set(picker, 'selectable', () => undefined);
    await picker.updateComplete;
    const option = (status: string) => options(picker)[picker.images.findIndex((image) => image.status === status)];
    expect(option('failed')?.ariaDisabled).to.equal('true');
    expect(option('ready')?.ariaDisabled).not.to.equal('true');
  });

  for (const appearance of ['list', 'dropdown']) {
    it(`that was set beforehand is kept, said to be of no use, and does not do for a required field: ${appearance}`, async () => {
      const known = await ready('image-copies', many);
      const value = idOf(known, 'failed');
      const picker = await ready('image-copies', { ...many, attributes: { ...many.attributes, value, appearance } });
      expect(picker.value).to.equal(value);
      expect(new FormData(picker.form ?? undefined).get('image')).to.equal(value);
      expect(find(picker, '.gone').textContent).to.equal('(Failed, so it cannot be used)');
      const status = find(picker, '[role=status]');
      await waitUntil(() => status.textContent.includes(': Failed, so it cannot be used.'), 'it is said');
      expect(picker.validity.valid, 'nothing is required').to.equal(true);

      picker.required = true;
      await picker.updateComplete;
      expect(picker.validity.badInput).to.equal(true);
      expect(picker.validationMessage).to.equal('The chosen image cannot be used. Choose another one.');
      expect(picker.reportValidity()).to.equal(false);
      expect(new FormData(picker.form ?? undefined).get('image')).to.equal(value);

      picker.selectable = () => true;
      await picker.updateComplete;
      expect(picker.checkValidity()).to.equal(true);
      expect(findAll(picker, '.gone')).to.have.length(0);
    });
  }

  it('has its status in the cloud’s own word where that is not known, and can be chosen then', async () => {
    const picker = await ready('image-copies', { options: { odd: 1 } });
    const position = picker.images.findIndex(({ status }) => status === 'unknown');
    const option = options(picker)[position];
    expect(option?.querySelector('.flag')?.textContent).to.contain(picker.images[position]?.statusText);
    option?.click();
    expect(picker.value).to.equal(picker.images[position]?.id);
  });
});
