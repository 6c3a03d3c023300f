import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { find, mount, options, ready, settled, unmount } from '../support/picker.js';

const frames: HTMLIFrameElement[] = [];

async function anotherDocument(): Promise<Document> {
  const element = document.createElement('iframe');
  element.width = '900';
  element.height = '700';
  document.body.append(element);
  frames.push(element);
  // Firefox replaces the first document of a frame by another one.
  await waitUntil(() => element.contentDocument?.readyState === 'complete', 'the frame is there');
  if (!element.contentDocument) throw new Error('no document');
  return element.contentDocument;
}

/** What the style sheets make of a row, at whatever width. */
const styled = (picker: ImageField): string | undefined =>
  picker.ownerDocument.defaultView?.getComputedStyle(find(picker, '.option')).cursor;

describe('a picker in another document', () => {
  afterEach(() => {
    for (const element of frames.splice(0)) element.remove();
    unmount();
  });

  for (const appearance of ['list', 'dropdown'] as const) {
    it(`keeps its looks and its choice there and back: ${appearance}`, async () => {
      const picker = await ready('workspace-images', { attributes: { appearance } });
      const { form } = picker;
      const id = picker.images[1]?.id ?? '';
      picker.value = id;
      const looks = async (): Promise<string | undefined> => {
        await settled(picker);
        if (appearance === 'dropdown' && !picker.matches(':state(open)')) {
          find(picker, '#field button[aria-controls=popup]').click();
          await picker.updateComplete;
        }
        return styled(picker);
      };
      const here = await looks();
      for (let times = 0; times < 2; times++) {
        const there = await anotherDocument();
        const other = there.createElement('form');
        there.body.append(other);
        other.append(picker);
        expect(picker.ownerDocument).to.equal(there);
        expect(await looks(), 'in the frame').to.equal(here);
        expect(picker.value).to.equal(id);
        expect(picker.form).to.equal(other);
        expect(options(picker)).to.have.length(12);
        form?.append(picker);
        expect(await looks(), 'back').to.equal(here);
        expect(picker.form).to.equal(form);
      }
    });
  }

  it('is styled where it has never been anywhere else', async () => {
    const here = await ready('workspace-images');
    const there = await anotherDocument();
    const picker = mount('workspace-images', { parent: there.body });
    await settled(picker);
    expect(styled(picker)).to.equal(styled(here));
    const second = mount('workspace-images', { parent: there.body });
    await settled(second);
    expect(second.shadowRoot?.adoptedStyleSheets, 'shared').to.deep.equal(picker.shadowRoot?.adoptedStyleSheets);
  });

  for (const appearance of ['list', 'dropdown'] as const) {
    it(`does not throw in a document without a window: ${appearance}`, async () => {
      const nowhere = document.implementation.createHTMLDocument();
      const picker = await ready('workspace-images', { attributes: { appearance } });
      const { form } = picker;
      nowhere.body.append(picker);
      await settled(picker);
      const id = picker.images[1]?.id ?? '';
      picker.value = id;
      picker.required = true;
      await picker.updateComplete;
      expect(picker.validity.valid).to.equal(true);
      if (appearance === 'dropdown') find(picker, '#field button[aria-controls=popup]').click();
      await picker.updateComplete;
      form?.append(picker);
      await settled(picker);
      expect(picker.value).to.equal(id);
      const fresh = mount('workspace-images', { parent: nowhere.body, attributes: { appearance } });
      await settled(fresh);
      form?.append(fresh);
      await settled(fresh);
      expect(fresh.shadowRoot?.adoptedStyleSheets.length).to.be.greaterThan(0);
    });
  }
});
