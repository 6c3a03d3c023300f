import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { find, findAll, options, ready, settled, text, unmount } from '../support/picker.js';
import { proxied } from '../support/simulator.js';

/** The first page comes; what a search needs besides it never does. */
const slow = { size: 450, fail: 'hang', pages: '1,2,3,4' } as const;

async function searching(attributes: Record<string, string>): Promise<ImageField> {
  const picker = await ready('workspace-images', { options: slow, attributes });
  find(picker, '#search').focus();
  await sendKeys({ type: 'ubuntu' });
  await picker.updateComplete;
  expect(picker.state.status).to.equal('loading');
  return picker;
}

describe('a list that answers an older question', () => {
  afterEach(() => {
    getSelection()?.removeAllRanges();
    unmount();
  });

  const keys = ['Enter', ' ', 'Shift+ ', 'Shift+ArrowDown', 'Shift+ArrowUp', 'Control+Shift+End', 'Control+a'];

  for (const attributes of [{}, { multiple: '' }]) {
    const name = 'multiple' in attributes ? 'several' : 'one';

    it(`has none of its images chosen by a key: a list for ${name}`, async () => {
      const picker = await searching(attributes);
      await press('ArrowDown');
      expect(picker.shadowRoot?.activeElement?.id).to.equal('listbox');
      for (const key of keys) await press(key);
      await press('End', 'Enter', 'Home', 'Enter');
      expect(picker.values).to.deep.equal([]);
      if (picker.multiple) expect(getSelection()?.toString(), 'the page is not selected instead').to.equal('');
    });

    it(`has none of its images chosen by a key: a dropdown for ${name}`, async () => {
      const picker = await searching({ appearance: 'dropdown', ...attributes });
      await press('ArrowDown', 'Enter', 'Shift+ArrowDown', 'Shift+ArrowUp', 'Enter');
      expect(picker.values).to.deep.equal([]);
      expect(picker.matches(':state(open)')).to.equal(true);
    });
  }

  it('has none chosen before the question is asked, either', async () => {
    const picker = await ready('workspace-images', { options: slow });
    picker.search = 'ubuntu';
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true });
    find(picker, '#listbox').dispatchEvent(enter);
    expect(picker.values).to.deep.equal([]);
  });

  it('has none chosen while the next page is on its way', async () => {
    const picker = await ready('workspace-images', { options: slow, attributes: { multiple: '', 'page-size': '100' } });
    find(picker, '#listbox').focus();
    await press('PageDown', 'Enter', 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal([]);
  });

  it('is not offered to be selected as a whole once the picker lacks what it needs to ask', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 5 }, attributes: { multiple: '' } });
    const offered = (): boolean => text(picker).includes('Select all');
    expect(offered()).to.equal(true);
    const none = proxied ? { proxy: null } : { vmInstanceUuid: undefined };
    Object.assign(picker, none);
    await picker.updateComplete;
    expect(picker.state.status).to.equal('unconfigured');
    expect(offered()).to.equal(false);
    expect(findAll(picker, '#listbox')).to.have.length(0);
  });

  it('has the row chosen that a pointer clicks: it is seen', async () => {
    const picker = await searching({});
    const seen = picker.images[2];
    options(picker)[2]?.click();
    expect(picker.value).to.equal(seen?.id);
  });

  it('has no other row chosen than the one that was pressed, whatever takes its place before the button is released', async () => {
    const picker = await ready('workspace-images', { options: { size: 45 } });
    const pressed = picker.images[2];
    const { left, top } = options(picker)[2]?.getBoundingClientRect() ?? new DOMRect();
    await sendMouse({ type: 'move', position: [Math.round(left + 60), Math.round(top + 20)] });
    await sendMouse({ type: 'down' });
    picker.sort = 'name:desc';
    await settled(picker);
    expect(picker.images[2]?.id).not.to.equal(pressed?.id);
    await sendMouse({ type: 'up' });
    expect(picker.value).to.equal('');
  });

  it('gives way to what was found, which Enter then chooses', async () => {
    const picker = await ready('workspace-images', { options: { size: 450, latency: 40 } });
    find(picker, '#search').focus();
    await sendKeys({ type: 'ubuntu' });
    await press('ArrowDown', 'Enter');
    await settled(picker);
    await waitUntil(() => picker.images.every(({ name }) => name.toLowerCase().includes('ubuntu')));
    const chosenBefore = picker.selectedImages.every(({ name }) => name.toLowerCase().includes('ubuntu'));
    expect(chosenBefore, 'nothing of the list before has been chosen').to.equal(true);
    await press('Enter');
    expect(picker.selectedImages.map(({ name }) => name.toLowerCase().includes('ubuntu'))).to.deep.equal([true]);
  });
});
