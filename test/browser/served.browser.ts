import { expect } from '@open-wc/testing';
import { mount, ready, tags } from '../support/picker.js';

describe('a field that a server has rendered', () => {
  for (const tag of tags) {
    it(`takes the place of it with its first rendering: <${tag}>`, async () => {
      const parent = document.createElement('div');
      const picker = mount(tag, { parent });
      // As the parser makes it of a declarative shadow root.
      const served = document.createElement('p');
      served.className = 'served';
      picker.attachShadow({ mode: 'open' }).append(served);
      document.body.append(parent);
      expect(picker.shadowRoot?.contains(served)).to.equal(true);
      await picker.updateComplete;
      expect(picker.shadowRoot?.querySelectorAll('.served').length).to.equal(0);
      expect(picker.shadowRoot?.querySelectorAll('.picker').length).to.equal(1);
      parent.remove();
    });
  }

  it('has no attributes of its own that the server did not write', async () => {
    const picker = await ready('workspace-images');
    expect(picker.hasAttribute('appearance')).to.equal(false);
    picker.appearance = 'cards';
    picker.density = 'compact';
    await picker.updateComplete;
    expect(picker.getAttribute('appearance')).to.equal('cards');
    expect(picker.getAttribute('density')).to.equal('compact');
  });
});
