import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { sendKeys } from '@web/test-runner-commands';
import {
  button,
  find,
  findAll,
  names,
  newRun,
  options,
  pickers,
  ready,
  settled,
  tags,
  text,
  unmount,
} from '../support/picker.js';
import { tell } from '../support/told.js';
import type { ImageField } from '../../src/components/image-field.js';

const combobox = (picker: ImageField): HTMLElement => find(picker, '[role=combobox]');
const isOpen = (picker: ImageField): boolean => find(picker, '#popup').matches(':popover-open');

async function press(picker: ImageField, ...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await settled(picker);
}

const dropdown = { appearance: 'dropdown', label: 'Image' };

describe('the dropdown', () => {
  afterEach(unmount);

  for (const tag of tags) {
    it(`opens, searches, chooses and closes by keyboard: <${tag}>`, async () => {
      const picker = await ready(tag, { attributes: dropdown });
      const all = names(picker);
      expect(isOpen(picker)).to.equal(false);
      expect(options(picker)).to.have.length(0);
      picker.focus();
      await press(picker, 'ArrowDown');
      expect(isOpen(picker)).to.equal(true);
      expect(combobox(picker).getAttribute('aria-expanded')).to.equal('true');
      expect(combobox(picker).getAttribute('aria-controls')).to.equal('listbox');
      await press(picker, 'ArrowDown', 'ArrowDown');
      expect(combobox(picker).getAttribute('aria-activedescendant')).to.equal('option-2');
      const third = picker.images[2];
      await press(picker, 'Enter');
      expect(isOpen(picker)).to.equal(false);
      expect(picker.value).to.equal(third?.id);
      const field = combobox(picker);
      expect(field instanceof HTMLInputElement && field.value).to.equal(all[2]);
      expect(picker.shadowRoot?.activeElement).to.equal(field);
    });
  }

  it('searches while one types, and forgets the search when it closes', async () => {
    const picker = await ready('vm-image-candidates', { attributes: dropdown, options: { size: 100 } });
    picker.focus();
    await sendKeys({ type: 'ubuntu' });
    await settled(picker);
    expect(isOpen(picker)).to.equal(true);
    expect(picker.total).to.be.greaterThan(0).and.lessThan(100);
    await press(picker, 'Escape');
    expect(isOpen(picker)).to.equal(false);
    expect(picker.search).to.equal('');
    expect(picker.value).to.equal('');
  });

  it('stays open for several, shows them as tokens, and takes the last one back by Backspace', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { ...dropdown, multiple: '' } });
    picker.focus();
    await press(picker, 'ArrowDown', 'Enter', 'ArrowDown', 'Enter');
    expect(isOpen(picker)).to.equal(true);
    expect(picker.values).to.deep.equal(picker.images.slice(0, 2).map(({ id }) => id));
    const tokens = () => findAll(picker, '.field .token .text').map((token) => token.textContent.trim());
    expect(tokens()).to.deep.equal(names(picker).slice(0, 2));
    await press(picker, 'Escape', 'Backspace');
    expect(tokens()).to.deep.equal(names(picker).slice(0, 1));
    button(picker, `Remove ${names(picker)[0] ?? ''}`).click();
    expect(picker.values).to.deep.equal([]);
  });

  it('closes on Escape without closing the dialog around it, and leaves Escape alone when closed', async () => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    const picker = await ready('workspace-images', { attributes: dropdown, parent: dialog });
    picker.focus();
    await press(picker, 'ArrowDown');
    expect(isOpen(picker)).to.equal(true);
    await press(picker, 'Escape');
    expect(isOpen(picker)).to.equal(false);
    expect(dialog.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !dialog.open, 'the dialog closes');
    dialog.remove();
  });

  it('is never cut off: neither by an overflow nor by the window', async () => {
    const box = document.createElement('div');
    box.className = 'box';
    Object.assign(box.style, {
      overflow: 'hidden',
      height: '60px',
      width: '240px',
      position: 'fixed',
      bottom: '0',
      right: '0',
    });
    document.body.append(box);
    const picker = await ready('workspace-images', { attributes: { appearance: 'dropdown' }, parent: box });
    picker.focus();
    await press(picker, 'ArrowDown');
    const popup = find(picker, '#popup').getBoundingClientRect();
    const field = find(picker, '#field').getBoundingClientRect();
    expect(popup.bottom).to.be.at.most(field.top);
    expect(popup.top).to.be.at.least(0);
    expect(popup.left).to.be.at.least(0);
    expect(popup.right).to.be.at.most(document.documentElement.clientWidth);
    expect(popup.width).to.be.greaterThan(240);
    const [option] = options(picker);
    const { left, top } = option?.getBoundingClientRect() ?? new DOMRect();
    expect(document.elementFromPoint(left + 5, top + 5)).to.equal(picker);
    box.remove();
  });

  it('follows its field when the page scrolls', async () => {
    const page = document.createElement('div');
    page.style.height = '3000px';
    document.body.append(page);
    const picker = await ready('workspace-images', { attributes: dropdown, parent: page });
    picker.focus();
    await press(picker, 'ArrowDown');
    const distance = () =>
      find(picker, '#popup').getBoundingClientRect().top - find(picker, '#field').getBoundingClientRect().bottom;
    const before = distance();
    scrollBy(0, 20);
    await waitUntil(() => scrollY > 0 && Math.abs(distance() - before) < 1);
    page.remove();
    scrollTo(0, 0);
  });

  it('closes when the focus or the pointer goes elsewhere', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    const other = document.createElement('button');
    picker.form?.append(other);
    picker.focus();
    await press(picker, 'ArrowDown');
    other.focus();
    await waitUntil(() => !isOpen(picker), 'closed by the focus');
    picker.focus();
    await press(picker, 'ArrowDown');
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await picker.updateComplete;
    expect(isOpen(picker)).to.equal(false);
  });

  it('cannot be opened while it is disabled', async () => {
    const picker = await ready('workspace-images', { attributes: { ...dropdown, disabled: '' } });
    find(picker, '#field').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    await picker.updateComplete;
    expect(isOpen(picker)).to.equal(false);
    expect(searchFieldOf(picker).disabled).to.equal(true);
  });

  it('shows a chosen image that it does not know yet by its id, then by its name', async () => {
    const first = await ready('workspace-images', { options: { size: 300 } });
    await settled(first);
    const image = first.images[3];
    const picker = await ready('workspace-images', {
      attributes: { ...dropdown, value: image?.id ?? '' },
      options: { size: 300 },
    });
    expect(searchFieldOf(picker).value).to.equal(image?.name);
    picker.value = 'never-seen';
    await picker.updateComplete;
    expect(searchFieldOf(picker).value).to.equal('never-seen');
  });

  it('submits its form on Enter while it is closed', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    let submitted = 0;
    picker.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted++;
    });
    picker.focus();
    await sendKeys({ press: 'Enter' });
    expect(submitted).to.equal(1);
  });

  it('chooses nothing by Enter before what was typed has been found', async () => {
    // All but the first page never come.
    const picker = await ready('workspace-images', {
      attributes: dropdown,
      options: { size: 450, fail: 'hang', pages: '1,2,3,4' },
    });
    picker.focus();
    await sendKeys({ type: 'ubuntu' });
    await picker.updateComplete;
    expect(picker.state.status).to.equal('loading');
    expect(find(picker, '.listbox').ariaBusy).to.equal('true');
    expect(combobox(picker).hasAttribute('aria-activedescendant')).to.equal(false);
    expect(text(picker)).to.contain('Loading images…').and.not.to.contain('of about 450');
    await sendKeys({ press: 'Enter' });
    expect([picker.value, isOpen(picker)]).to.deep.equal(['', true]);
  });

  it('chooses nothing by Enter where what was asked for could not be had', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', {
      attributes: dropdown,
      options: { size: 450, run, fail: '500', from: 1 },
    });
    picker.focus();
    await press(picker, 'ArrowDown');
    picker.filters = { os: 'linux' };
    await settled(picker);
    expect(picker.state.status).to.equal('error');
    expect(text(picker)).not.to.contain('of about 450');
    await sendKeys({ press: 'Enter' });
    expect([picker.value, isOpen(picker)]).to.deep.equal(['', true]);
  });

  it('chooses by Enter what was found', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown, options: { size: 450 } });
    picker.focus();
    await sendKeys({ type: 'ubuntu' });
    await settled(picker);
    await press(picker, 'Enter');
    expect(picker.selectedImages[0]?.name).to.contain('ubuntu');
    expect(isOpen(picker)).to.equal(false);
  });

  it('can be emptied where something need not be chosen', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    picker.value = picker.images[1]?.id ?? '';
    await picker.updateComplete;
    let changes = 0;
    picker.addEventListener('change', () => changes++);
    picker.focus();
    await sendKeys({ press: 'Tab' });
    expect(picker.shadowRoot?.activeElement?.ariaLabel).to.equal('Clear');
    await press(picker, 'Enter');
    expect([picker.value, changes, isOpen(picker)]).to.deep.equal(['', 1, false]);
    expect(picker.shadowRoot?.activeElement?.id).to.equal('search');
    picker.value = picker.images[1]?.id ?? '';
    picker.required = true;
    await picker.updateComplete;
    expect(findAll(picker, '.field [aria-label=Clear]')).to.have.length(0);
  });

  it('closes when it is disabled', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    picker.focus();
    await press(picker, 'ArrowDown');
    picker.disabled = true;
    await picker.updateComplete;
    expect(isOpen(picker)).to.equal(false);
  });

  it('closes when the focus goes to another document', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    const frame = document.createElement('iframe');
    picker.form?.append(frame);
    const elsewhere = document.createElement('button');
    frame.contentDocument?.body.append(elsewhere);
    picker.focus();
    await press(picker, 'ArrowDown');
    expect(isOpen(picker)).to.equal(true);
    elsewhere.focus();
    await waitUntil(() => !isOpen(picker), 'closed');
  });

  it('submits its form by the button that Enter presses anywhere else', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    const submitters: (string | undefined)[] = [];
    picker.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      submitters.push(event.submitter?.id);
    });
    const go = document.createElement('button');
    go.id = 'go';
    picker.form?.append(go);
    picker.focus();
    await press(picker, 'Enter');
    expect(submitters).to.deep.equal(['go']);
    go.disabled = true;
    await press(picker, 'Enter');
    expect(submitters, 'where the button is disabled').to.deep.equal(['go']);
  });

  it('leaves the keys alone with which a word is composed', async () => {
    const picker = await ready('vm-image-candidates', {
      attributes: { ...dropdown, multiple: '', values: '["a","b"]' },
    });
    let submitted = 0;
    picker.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted++;
    });
    const field = combobox(picker);
    const compose = (key: string, init: KeyboardEventInit): boolean =>
      field.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...init }),
      );
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ['Enter', ' ', 'Backspace', 'ArrowDown']) {
        expect(compose(key, init), key).to.equal(true);
        expect(isOpen(picker)).to.equal(false);
      }
    }
    expect(submitted).to.equal(0);
    expect(picker.values).to.deep.equal(['a', 'b']);

    picker.focus();
    await press(picker, 'ArrowDown');
    expect(compose('Escape', { isComposing: true })).to.equal(true);
    expect(compose('Enter', { isComposing: true })).to.equal(true);
    expect(isOpen(picker)).to.equal(true);
    expect(picker.values).to.deep.equal(['a', 'b']);
  });

  it('asks nothing more when it is opened again', async () => {
    const picker = await ready('workspace-images', { attributes: dropdown });
    let loads = 0;
    picker.addEventListener('image-load', () => loads++);
    picker.focus();
    await press(picker, 'ArrowDown', 'Escape', 'ArrowDown');
    expect(loads).to.equal(0);
    expect(options(picker)).to.have.length(12);
  });

  for (const [direction, lang] of [
    ['left to right', 'en'],
    ['right to left', 'ar'],
  ] as const) {
    it(`keeps its buttons inside, however long the chosen name is: ${direction}`, async () => {
      const image = { id: 'n1', os: 'Ubuntu 24.04 LTS Noble Numbat' };
      for (const [length, status] of [
        [88, 'active'],
        [174, 'error'],
      ] as const) {
        const body = JSON.stringify([{ ...image, name: 'Golden image '.repeat(20).slice(0, length), status }]);
        const src = `${await tell({ status: 200, body })}/images.json`;
        const picker = await ready('image-picker', {
          attributes: { ...dropdown, lang, src, value: 'n1' },
          properties: { endpoint: undefined, proxy: undefined },
        });
        // Its name fills the field, and the system follows.
        expect(findAll(picker, '.fitted .system')).to.have.length(1);
        for (const width of [288, 368, 608]) {
          picker.style.inlineSize = `${width}px`;
          const field = find(picker, '#field').getBoundingClientRect();
          const buttons = findAll(picker, '.field button').map((each) => each.getBoundingClientRect());
          expect(buttons).to.have.length(2);
          for (const { left, right } of buttons) {
            expect(left, `${length} letters, ${width} px`).to.be.at.least(field.left);
            expect(right, `${length} letters, ${width} px`).to.be.at.most(field.right);
          }
          expect(find(picker, '#field').scrollWidth).to.be.at.most(find(picker, '#field').clientWidth);
        }
      }
    });
  }

  it('can be named by a label of the page', async () => {
    const picker = await ready('workspace-images', { attributes: { appearance: 'dropdown', id: 'drop' } });
    const label = document.createElement('label');
    label.htmlFor = 'drop';
    label.textContent = 'Start from';
    picker.form?.prepend(label);
    picker.requestUpdate();
    await picker.updateComplete;
    expect(combobox(picker).getAttribute('aria-label')).to.equal('Start from');
    expect(text(picker)).not.to.contain('Image *');
  });

  it('has no accessibility violation, closed and open', async () => {
    for (const tag of tags) {
      const picker = await ready(tag, { attributes: { ...dropdown, required: '', hint: 'What it starts from' } });
      await expect(picker, `${tag} closed`).to.be.accessible();
      picker.focus();
      await press(picker, 'ArrowDown');
      await expect(picker, `${tag} open`).to.be.accessible();
      expect(pickers[tag]).to.be.an('object');
      unmount();
    }
  });
});

function searchFieldOf(picker: ImageField): HTMLInputElement {
  const field = combobox(picker);
  if (!(field instanceof HTMLInputElement)) throw new Error('no field');
  return field;
}
