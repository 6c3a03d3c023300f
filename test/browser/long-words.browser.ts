import { expect } from '@open-wc/testing';
import { huaweiWorkspace } from '../../src/providers/huawei-workspace.js';
import { ProviderError } from '../../src/providers/errors.js';
import { needs } from '../support/engine.js';
import { find, mount, settled, text, unmount } from '../support/picker.js';

describe('what a cloud says of an error', () => {
  afterEach(unmount);

  it(
    'is shown, and told to the page, as far as a person reads it',
    needs('the cloud’s own words', async () => {
      const [code, requestId, detail] = ['C', 'R', 'D'].map((letter) => letter.repeat(100_000));
      const readError = () => ({ code, requestId, detail });
      const failed = new Promise<CustomEvent>((resolve) => {
        addEventListener('image-error', (event) => resolve(event), { once: true });
      });
      const picker = mount('image-picker', { options: { fail: '400' } });
      picker.provider = { ...huaweiWorkspace, readError };
      await settled(picker);
      const error: unknown = (await failed).detail;
      if (!(error instanceof ProviderError)) throw new Error('no error');
      const told = [error.code, error.requestId, error.detail].map((words = '') => [words[0], words.length]);
      expect(told).to.deep.equal([
        ['C', 300],
        ['R', 300],
        ['D', 300],
      ]);
      expect(text(picker).length).to.be.below(2000);
      expect(find(picker, '.facts').textContent).to.contain('CCC').and.contain('RRR');
      expect(find(picker, '.error').clientHeight, 'so that its button is in sight').to.be.below(innerHeight);
    }),
  );
});
