import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { find, options, ready, unmount } from '../support/picker.js';

/** Everything that is said from now on, in order. */
function listen(picker: ImageField): readonly string[] {
  const region = find(picker, '[role=status]');
  const said: string[] = [];
  const observer = new MutationObserver(() => said.push(region.textContent));
  observer.observe(region, { childList: true, characterData: true, subtree: true });
  return said;
}

const hears = (said: readonly string[], words: string): Promise<void> =>
  waitUntil(() => said.some((text) => text.includes(words)), `“${words}” is said`);

describe('what is said', () => {
  afterEach(unmount);

  const several = async (): Promise<ImageField> => {
    const picker = await ready('vm-image-candidates', { options: { size: 5 }, attributes: { multiple: '' } });
    await waitUntil(() => find(picker, '[role=status]').textContent.includes('Images found: 5'), 'the first news');
    return picker;
  };

  it('of a choice is said where the picker is moved before', async () => {
    const picker = await several();
    const said = listen(picker);
    options(picker)[0]?.click();
    const other = document.createElement('form');
    picker.form?.after(other);
    other.append(picker);
    await hears(said, '1 selected');
    other.remove();
  });

  it('of a choice is not said by a picker that has been taken away, nor when it comes back', async () => {
    const picker = await several();
    const said = listen(picker);
    const { form } = picker;
    options(picker)[0]?.click();
    picker.remove();
    await picker.updateComplete;
    form?.append(picker);
    picker.search = 'nothing is called this';
    await hears(said, 'No images match');
    expect(said.filter((text) => text.includes('selected'))).to.deep.equal([]);
  });
});
