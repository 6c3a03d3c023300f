import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { needs } from '../support/engine.js';
import { press } from '../support/keys.js';
import { find, options, ready, settled, unmount } from '../support/picker.js';

async function dropdown(attributes: Record<string, string> = {}): Promise<ImageField> {
  return ready('vm-image-candidates', {
    options: { size: 45 },
    attributes: { appearance: 'dropdown', label: 'Image', ...attributes },
  });
}

function field(picker: ImageField): HTMLInputElement {
  const element = find(picker, '#search');
  if (!(element instanceof HTMLInputElement)) throw new Error('no field');
  return element;
}

const isOpen = (picker: ImageField): boolean => picker.matches(':state(open)');

const pointed = (picker: ImageField): string | undefined => {
  const id = field(picker).getAttribute('aria-activedescendant');
  return picker.images[options(picker).findIndex((option) => option.id === id)]?.id;
};

describe('what is typed into a closed dropdown', () => {
  afterEach(unmount);

  it('begins a search after a choice by key, and is not added to the name', async () => {
    const picker = await dropdown();
    picker.focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await settled(picker);
    expect(field(picker).value).to.equal(picker.images[1]?.name);
    await sendKeys({ type: 'ubu' });
    await picker.updateComplete;
    expect([picker.search, field(picker).value, isOpen(picker)]).to.deep.equal(['ubu', 'ubu', true]);
  });

  it('begins a search after a choice by click, after Escape, and after Tab or a script has brought the focus', async () => {
    const picker = await dropdown();
    const begins = async (how: string): Promise<void> => {
      await picker.updateComplete;
      await sendKeys({ type: 'w' });
      expect([picker.search, field(picker).value], how).to.deep.equal(['w', 'w']);
    };
    picker.focus();
    await press('ArrowDown');
    options(picker)[1]?.click();
    await begins('after a click');
    await press('Escape');
    await begins('after Escape');
    await press('Escape');
    picker.blur();
    picker.focus();
    await begins('after focus()');
    await press('Escape');
    const before = document.createElement('button');
    picker.before(before);
    before.focus();
    await press('Tab');
    await begins('after Tab');
    await press('Escape');
    expect(field(picker).value, 'the choice is kept').to.equal(picker.selectedImages[0]?.name);
  });

  it('stays as it is while it is composed, and is searched for when it is done', async () => {
    const picker = await dropdown({ value: 'an-id-that-is-not-there' });
    const input = field(picker);
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    input.value = 'ｕ';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
    await picker.updateComplete;
    expect(input.value).to.equal('ｕ');
    picker.value = picker.images[1]?.id ?? '';
    await picker.updateComplete;
    expect(input.value, 'whatever else changes').to.equal('ｕ');
    input.value = 'ubuntu';
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
    await settled(picker);
    expect([picker.search, input.value, isOpen(picker)]).to.deep.equal(['ubuntu', 'ubuntu', true]);
  });

  it(
    'is composed by an input method without losing a letter',
    needs('compose', async () => {
      const picker = await dropdown();
      picker.value = picker.images[1]?.id ?? '';
      await picker.updateComplete;
      picker.focus();
      for (const letters of ['u', 'ub', 'ubu']) {
        await executeServerCommand('compose', letters);
        await picker.updateComplete;
        expect(field(picker).value).to.equal(letters);
      }
      await sendKeys({ type: 'n' });
      await settled(picker);
      expect(field(picker).value).to.equal('ubun');
      expect(picker.search).to.equal('ubun');
      expect(isOpen(picker)).to.equal(true);
    }),
  );

  it('does not lose what is composed in the search field of a list, when the portal searches too', async () => {
    const picker = await ready('vm-image-candidates');
    const input = field(picker);
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    input.value = 'ｕ';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
    picker.search = 'windows';
    await picker.updateComplete;
    expect(input.value).to.equal('ｕ');
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
    await settled(picker);
    expect([picker.search, input.value]).to.deep.equal(['ｕ', 'ｕ']);
  });
});

describe('a key that is held down', () => {
  afterEach(unmount);

  const hold = (element: HTMLElement, key: string): void => {
    for (const repeat of [false, true, true, true]) {
      const init = { key, repeat, bubbles: true, composed: true, cancelable: true };
      element.dispatchEvent(new KeyboardEvent('keydown', init));
    }
  };

  it('takes one choice back at most: Backspace', async () => {
    const picker = await dropdown({ multiple: '', values: '["a","b","c"]' });
    hold(field(picker), 'Backspace');
    expect(picker.values).to.deep.equal(['a', 'b']);
    const again = new KeyboardEvent('keydown', { key: 'Backspace', repeat: true, bubbles: true, composed: true });
    field(picker).dispatchEvent(again);
    expect(picker.values, 'nor any where it has emptied the field before').to.deep.equal(['a', 'b']);
  });

  it('chooses once: Space and Enter in a list', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { multiple: '' } });
    for (const key of [' ', 'Enter']) {
      picker.values = [];
      hold(find(picker, '#listbox'), key);
      expect(picker.values, key).to.deep.equal([picker.images[0]?.id]);
    }
  });

  it('does not submit the form with the Enter that has chosen', async () => {
    const picker = await dropdown();
    let submitted = 0;
    picker.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted++;
    });
    picker.focus();
    await press('ArrowDown');
    hold(field(picker), 'Enter');
    expect([picker.value, submitted]).to.deep.equal([picker.images[0]?.id, 0]);
    hold(field(picker), 'Enter');
    expect(submitted).to.equal(1);
  });
});

describe('a dropdown that is opened again', () => {
  afterEach(unmount);

  it('points at what is chosen, and not at where the person was before', async () => {
    const picker = await dropdown();
    picker.focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    const { value } = picker;
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Escape', 'ArrowDown');
    expect(pointed(picker)).to.equal(value);
    await press('Escape');
    picker.value = picker.images[19]?.id ?? '';
    await press('ArrowDown');
    expect(pointed(picker)).to.equal(picker.value);
    const [row, list] = [find(picker, '.option.active'), find(picker, '.list')].map((element) =>
      element.getBoundingClientRect(),
    );
    expect(row?.bottom, 'which is in view').to.be.at.most((list?.bottom ?? 0) + 1);
  });

  it('is not opened by a right click', async () => {
    const picker = await dropdown();
    const { left, top } = field(picker).getBoundingClientRect();
    const position: [number, number] = [Math.round(left + 20), Math.round(top + 8)];
    const menus: boolean[] = [];
    const noMenu = (event: Event) => {
      menus.push(event.defaultPrevented);
      event.preventDefault();
    };
    addEventListener('contextmenu', noMenu);
    await sendMouse({ type: 'click', position, button: 'right' });
    await picker.updateComplete;
    expect(isOpen(picker)).to.equal(false);
    await sendMouse({ type: 'click', position, button: 'left' });
    await picker.updateComplete;
    expect(isOpen(picker)).to.equal(true);
    removeEventListener('contextmenu', noMenu);
  });
});
