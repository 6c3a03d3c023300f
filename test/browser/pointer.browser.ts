import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { sendMouse } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { find, findAll, openPanel, options, ready, searchField, unmount } from '../support/picker.js';

/** A place in the middle of an element's height. */
const at = (element: Element, dx: number): [number, number] => {
  const { left, top, height } = element.getBoundingClientRect();
  return [Math.round(left + dx), Math.round(top + height / 2)];
};

async function drag(element: Element, from: number, to: number): Promise<void> {
  await sendMouse({ type: 'move', position: at(element, from) });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: at(element, (from + to) / 2) });
  await sendMouse({ type: 'move', position: at(element, to) });
  await sendMouse({ type: 'up' });
}

async function click(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'center' });
  await sendMouse({ type: 'click', position: at(element, element.clientWidth / 2 || 10) });
}

const selected = (): string => getSelection()?.toString() ?? '';

/** So far down that its search field is out of sight while its end is in sight. */
async function lowInThePage(attributes: Record<string, string> = {}): Promise<ImageField> {
  const picker = await ready('vm-image-candidates', { attributes });
  const above = document.createElement('div');
  above.style.height = '2000px';
  picker.form?.prepend(above);
  return picker;
}

function reset(): void {
  getSelection()?.removeAllRanges();
  unmount();
  scrollTo(0, 0);
}

describe('a press on plain text', () => {
  afterEach(reset);

  it('selects it, and leaves the page where it is', async () => {
    const picker = await lowInThePage();
    await openPanel(picker, 'details');
    picker.blur();
    const value = findAll(picker, '.details dd bdi').find(({ textContent }) => textContent.length > 3);
    if (!value) throw new Error('no value');
    find(picker, '.details').scrollIntoView({ block: 'start' });
    expect(searchField(picker).getBoundingClientRect().bottom, 'out of sight').to.be.below(0);
    const { top } = value.getBoundingClientRect();
    await drag(value, 1, value.getBoundingClientRect().width - 1);
    expect(selected().trim().length, 'selected').to.be.greaterThan(2);
    expect(value.textContent).to.contain(selected().trim());
    expect(Math.abs(value.getBoundingClientRect().top - top), 'scrolled').to.be.below(2);
    expect(picker.shadowRoot?.activeElement, 'the search field has not been given the focus').not.to.equal(
      searchField(picker),
    );
  });

  for (const part of ['.hint', '.count', '.state .title', '.message']) {
    it(`does not lead to the search field, and no keyboard comes up on a phone: ${part}`, async () => {
      const picker = await ready('vm-image-candidates', {
        attributes: { hint: 'What it starts from', required: '' },
        options: part === '.count' ? {} : { size: 0 },
      });
      if (part === '.message') {
        picker.reportValidity();
        await picker.updateComplete;
        picker.blur();
      }
      await click(find(picker, part));
      expect(picker.shadowRoot?.activeElement?.id).not.to.equal('search');
      // What leads to the field still does, where there is something to search.
      picker.focus();
      if (picker.total > 0) expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
    });
  }

  it('on the label goes to the field, as on any label', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { label: 'Start from' } });
    await click(find(picker, '.label'));
    expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
    picker.blur();
    expect(document.activeElement).to.equal(document.body);
  });

  it('does not keep a picker with autofocus from having the focus', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { autofocus: '' } });
    expect(document.activeElement).to.equal(picker);
    expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
    const second = await ready('vm-image-candidates', { attributes: { autofocus: '' } });
    expect(document.activeElement, 'and it keeps it').not.to.equal(second);
  });

  it('keeps a popup open, and its Escape working', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { appearance: 'dropdown' } });
    picker.focus();
    await press('ArrowDown');
    await click(find(picker, '.count'));
    expect(picker.matches(':state(open)')).to.equal(true);
    await press('Escape');
    expect(picker.matches(':state(open)')).to.equal(false);
    expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
  });

  it('beside the words of a dropdown’s field opens it and goes to the words', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { appearance: 'dropdown', multiple: '' } });
    picker.values = picker.images.slice(0, 2).map(({ id }) => id);
    await picker.updateComplete;
    await click(find(picker, '.field .token .text'));
    await picker.updateComplete;
    expect(picker.matches(':state(open)')).to.equal(true);
    expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
  });
});

describe('a drag over a name in the list', () => {
  afterEach(reset);

  for (const attributes of [{}, { multiple: '' }]) {
    const name = 'multiple' in attributes ? 'several' : 'one';

    it(`selects it and chooses nothing, where a click chooses: a list for ${name}`, async () => {
      const picker = await ready('vm-image-candidates', { attributes });
      const name = findAll(picker, '.option .name bdi')[2];
      if (!name) throw new Error('no name');
      await drag(name, 2, 120);
      expect(selected().length).to.be.greaterThan(3);
      expect(picker.images[2]?.name).to.contain(selected());
      expect(picker.values).to.deep.equal([]);
      await click(name);
      expect(picker.values).to.deep.equal([picker.images[2]?.id]);
    });
  }

  it('does not keep a script’s click from choosing', async () => {
    const picker = await ready('vm-image-candidates');
    const name = findAll(picker, '.option .name bdi')[2];
    if (!name) throw new Error('no name');
    await drag(name, 2, 120);
    options(picker)[1]?.click();
    expect(picker.value).to.equal(picker.images[1]?.id);
  });

  it('is a range with Shift, and selects no text', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { multiple: '' } });
    const ids = picker.images.map(({ id }) => id);
    const [first, second, third] = options(picker);
    if (!first || !second || !third) throw new Error('no options');
    await click(first);
    third.dispatchEvent(
      new MouseEvent('mousedown', { shiftKey: true, bubbles: true, composed: true, cancelable: true }),
    );
    third.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, composed: true, cancelable: true }));
    expect(picker.values).to.deep.equal(ids.slice(0, 3));
    expect(picker.shadowRoot?.activeElement?.id).to.equal('listbox');
    expect(selected()).to.equal('');
  });
});

describe('a picker in a closed shadow root', () => {
  afterEach(reset);

  /** Two roots deep, both closed. */
  async function inClosedRoots(attributes: Record<string, string>): Promise<ImageField> {
    const outer = document.createElement('div');
    const inner = document.createElement('div');
    const form = document.createElement('form');
    document.body.append(outer);
    outer.attachShadow({ mode: 'closed' }).append(inner);
    inner.attachShadow({ mode: 'closed' }).append(form);
    return ready('vm-image-candidates', { attributes, parent: form, options: { size: 45 } });
  }

  const hostOf = (picker: ImageField): Element => {
    for (let host: Element = picker; ;) {
      const root = host.getRootNode();
      if (!(root instanceof ShadowRoot)) return host;
      host = root.host;
    }
  };

  it('is used by pointer in a list', async () => {
    const picker = await inClosedRoots({});
    await click(options(picker)[1] ?? picker);
    expect(picker.value).to.equal(picker.images[1]?.id);
    hostOf(picker).remove();
  });

  for (const attributes of [{}, { multiple: '' }]) {
    it(`keeps its popup open while it is used: ${JSON.stringify(attributes)}`, async () => {
      const picker = await inClosedRoots({ appearance: 'dropdown', ...attributes });
      const isOpen = (): boolean => picker.matches(':state(open)');
      await click(find(picker, '#search'));
      await picker.updateComplete;
      expect(isOpen(), 'opened').to.equal(true);
      await click(find(picker, '.count'));
      expect(isOpen(), 'after a press on text').to.equal(true);
      await click(find(picker, '.facet label'));
      expect(isOpen(), 'after a filter').to.equal(true);
      await waitUntil(() => picker.state.status === 'ready');
      await picker.updateComplete;
      const wanted = picker.images[1];
      await click(options(picker)[1] ?? picker);
      await picker.updateComplete;
      expect(picker.values).to.deep.equal([wanted?.id]);
      expect(isOpen()).to.equal(picker.multiple);
      hostOf(picker).remove();
    });
  }

  it('closes its popup for a press elsewhere, in its own root, in the one around it, and in the page', async () => {
    const picker = await inClosedRoots({ appearance: 'dropdown' });
    const own = picker.getRootNode();
    if (!(own instanceof ShadowRoot)) throw new Error('no root');
    const around = own.host.getRootNode();
    for (const place of [own, around, document.body]) {
      const elsewhere = document.createElement('p');
      elsewhere.textContent = 'elsewhere';
      place.appendChild(elsewhere);
      picker.focus();
      await press('ArrowDown');
      expect(picker.matches(':state(open)')).to.equal(true);
      elsewhere.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      await picker.updateComplete;
      expect(picker.matches(':state(open)')).to.equal(false);
      elsewhere.remove();
    }
    hostOf(picker).remove();
  });

  it('closes its popup when the focus goes elsewhere in that root', async () => {
    const picker = await inClosedRoots({ appearance: 'dropdown' });
    const other = document.createElement('button');
    picker.after(other);
    picker.focus();
    await press('ArrowDown');
    other.focus();
    await waitUntil(() => !picker.matches(':state(open)'), 'closed');
    hostOf(picker).remove();
  });
});

describe('what the portal puts into the toolbar', () => {
  afterEach(reset);

  for (const appearance of ['list', 'dropdown']) {
    it(`tells the page of its own input and change: in a ${appearance}`, async () => {
      const picker = await ready('vm-image-candidates', { attributes: { appearance } });
      const box = document.createElement('div');
      box.slot = 'toolbar';
      const control = document.createElement('input');
      box.append(control);
      picker.append(box);
      if (appearance === 'dropdown') {
        picker.focus();
        await press('ArrowDown');
      }
      const heard: string[] = [];
      for (const type of ['input', 'change']) {
        picker.form?.addEventListener(type, ({ target }) => heard.push(`${type} of ${String(target === control)}`));
      }
      control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
      expect(heard).to.deep.equal(['input of true', 'change of true']);
      find(picker, '.facet input').dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      expect(heard, 'its own filters are not its value').to.have.length(2);
    });
  }
});

describe('an appearance that changes while the popup is open', () => {
  afterEach(reset);

  it('closes it, and works on as a list and as a dropdown again', async () => {
    const picker = await ready('vm-image-candidates', {
      attributes: { appearance: 'dropdown' },
      options: { size: 45 },
    });
    const all = picker.images.map(({ id }) => id);
    picker.focus();
    await press('w');
    picker.appearance = 'list';
    await picker.updateComplete;
    await waitUntil(() => picker.state.status === 'ready' && picker.images.length === all.length);
    expect(picker.matches(':state(open)')).to.equal(false);
    expect(picker.search).to.equal('');
    find(picker, '#listbox').focus();
    await press('ArrowDown', 'Enter');
    expect(picker.value).to.equal(all[1]);
    picker.appearance = 'dropdown';
    await picker.updateComplete;
    expect(picker.matches(':state(open)')).to.equal(false);
    expect(options(picker)).to.have.length(0);
    picker.focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    expect(picker.value).to.equal(all[2]);
  });
});
