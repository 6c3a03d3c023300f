import { aTimeout, expect } from '@open-wc/testing';
import { factsOf } from '../clouds/index.js';
import { waitUntil } from '../support/wait.js';
import { sendKeys } from '@web/test-runner-commands';
import {
  chosen,
  find,
  mount,
  options,
  pickers,
  ready,
  tags,
  unmount,
  type PickerTag,
  searchField,
  shownOf,
} from '../support/picker.js';

const entries = (form: HTMLFormElement | null): [string, FormDataEntryValue][] => [...new FormData(form ?? undefined)];

/** Ids of the first images that the simulator lists for a picker. */
async function idsOf(tag: PickerTag): Promise<string[]> {
  const picker = await ready(tag);
  return picker.images.map(({ id }) => id);
}

for (const tag of tags) {
  describe(`<${tag}> in a form`, () => {
    afterEach(unmount);

    it('submits nothing while nothing is chosen', async () => {
      const picker = await ready(tag);
      expect(picker.value).to.equal('');
      expect(entries(picker.form)).to.deep.equal([]);
    });

    it('submits the id of the image that a person clicks', async () => {
      const picker = await ready(tag);
      options(picker)[1]?.click();
      expect(entries(picker.form)).to.deep.equal([['image', picker.images[1]?.id]]);
      await picker.updateComplete;
      expect(chosen(picker)).to.deep.equal([options(picker)[1]]);
    });

    it('submits one entry for each image with `multiple`', async () => {
      const picker = await ready(tag, { attributes: { multiple: '' } });
      options(picker)[0]?.click();
      options(picker)[2]?.click();
      const [first, , third] = picker.images;
      expect(entries(picker.form)).to.deep.equal([
        ['image', first?.id],
        ['image', third?.id],
      ]);
      options(picker)[0]?.click();
      expect(picker.values).to.deep.equal([third?.id]);
    });

    it('submits nothing without a name', async () => {
      const picker = await ready(tag, { attributes: { multiple: '' } });
      picker.removeAttribute('name');
      options(picker)[0]?.click();
      expect(entries(picker.form)).to.deep.equal([]);
    });

    it('fires input and change once for what a person does, and nothing for what the page does', async () => {
      const picker = await ready(tag);
      const events: string[] = [];
      for (const name of ['input', 'change']) picker.form?.addEventListener(name, () => events.push(name));
      picker.value = picker.images[3]?.id ?? '';
      await picker.updateComplete;
      expect(events).to.deep.equal([]);
      options(picker)[1]?.click();
      expect(events).to.deep.equal(['input', 'change']);
      options(picker)[1]?.click();
      expect(events).to.deep.equal(['input', 'change']);
    });

    it('keeps typing in the search field and filtering to itself', async () => {
      const picker = await ready(tag);
      const events: string[] = [];
      for (const name of ['input', 'change']) picker.form?.addEventListener(name, () => events.push(name));
      searchField(picker).focus();
      await sendKeys({ type: 'win' });
      expect(picker.search).to.equal('win');
      expect(events).to.deep.equal([]);
    });

    it('is missing a value when required and nothing is chosen', async () => {
      const picker = await ready(tag, { attributes: { required: '' } });
      expect(picker.validity.valueMissing).to.equal(true);
      expect(picker.form?.checkValidity()).to.equal(false);
      expect(picker.validationMessage).to.equal('Choose an image.');
      options(picker)[0]?.click();
      expect(picker.validity.valid).to.equal(true);
      expect(picker.form?.checkValidity()).to.equal(true);
    });

    for (const appearance of ['list', 'dropdown']) {
      it(`keeps a form from being submitted, and points at itself, as a ${appearance}`, async () => {
        const picker = await ready(tag, { attributes: { required: '', appearance } });
        let submitted = false;
        picker.form?.addEventListener('submit', (event) => {
          event.preventDefault();
          submitted = true;
        });
        picker.form?.requestSubmit();
        expect(submitted).to.equal(false);
        await waitUntil(() => picker.matches(':state(user-invalid)'), 'the person is told');
        expect(picker.matches(':focus-within')).to.equal(true);
        await picker.updateComplete;
        expect(find(picker, '#message').textContent.trim()).to.equal('Choose an image.');
        picker.value = picker.images[0]?.id ?? '';
        expect(picker.matches(':state(user-invalid)')).to.equal(false);
        picker.form?.requestSubmit();
        expect(submitted).to.equal(true);
      });
    }

    it('shows what is wrong where a field before it is out of sight', async () => {
      const picker = await ready(tag, { attributes: { required: '' } });
      const before = document.createElement('input');
      before.required = true;
      before.hidden = true;
      picker.form?.prepend(before);
      picker.form?.requestSubmit();
      await waitUntil(() => picker.matches(':state(user-invalid)'), 'the person is told');
    });

    it('tells nobody that it is not valid when the page only asks', async () => {
      const picker = await ready(tag, { attributes: { required: '' } });
      const other = document.createElement('input');
      const group = document.createElement('fieldset');
      group.append(other);
      picker.form?.prepend(group);
      group.append(picker);
      for (const field of [document.body, other, picker]) {
        field.focus();
        expect(picker.checkValidity()).to.equal(false);
        expect(picker.form?.checkValidity()).to.equal(false);
        // The next task but one.
        await aTimeout(0);
        await aTimeout(0);
        expect(picker.matches(':state(user-invalid)')).to.equal(false);
      }
      expect(find(picker, '#message').textContent.trim()).to.equal('');
      picker.reportValidity();
      await picker.updateComplete;
      expect(find(picker, '#message').textContent.trim()).to.equal('Choose an image.');
    });

    it('takes back what it has said as soon as the reason is gone', async () => {
      const picker = await ready(tag, { attributes: { required: '' } });
      const said = () => find(picker, '#message').textContent.trim();
      const shown = async () => {
        await picker.updateComplete;
        return [said(), find(picker, '#listbox').getAttribute('aria-invalid')];
      };
      picker.reportValidity();
      expect(await shown()).to.deep.equal(['Choose an image.', 'true']);
      picker.lang = 'zh';
      await waitUntil(() => said() === '请选择镜像。', 'in the other language');
      expect(picker.validationMessage).to.equal('请选择镜像。');
      picker.required = false;
      expect(await shown()).to.deep.equal(['', null]);
      picker.required = true;
      picker.reportValidity();
      await picker.updateComplete;
      picker.disabled = true;
      expect(await shown()).to.deep.equal(['', null]);
    });

    it('is invalid with the message of the page, and valid again without', async () => {
      const picker = await ready(tag);
      picker.setCustomValidity('Not this one.');
      expect(picker.validity.customError).to.equal(true);
      expect(picker.validationMessage).to.equal('Not this one.');
      picker.setCustomValidity('');
      expect(picker.validity.valid).to.equal(true);
    });

    it('keeps an id that does not exist, says so, and is invalid with it when required', async () => {
      // Where a list leaves images out, one that is not listed may be one of these.
      const { whole } = factsOf(pickers[tag].cloud);
      const picker = await ready(tag, { attributes: { ...whole, required: '', value: 'never-there' } });
      expect(picker.value).to.equal('never-there');
      expect(entries(picker.form)).to.deep.equal([['image', 'never-there']]);
      expect(picker.validity.badInput).to.equal(true);
      expect(find(picker, '.choice').textContent).to.contain('no longer in the cloud');
    });

    it('has its value before the images have loaded, and keeps it', async () => {
      const [, second = ''] = await idsOf(tag);
      const picker = mount(tag, { options: { latency: 30 }, properties: { value: second } });
      expect(entries(picker.form)).to.deep.equal([['image', second]]);
      expect(picker.state.status).to.equal('loading');
      await waitUntil(() => picker.state.status === 'ready');
      await picker.updateComplete;
      expect(picker.value).to.equal(second);
      expect(chosen(picker)).to.deep.equal([options(picker)[1]]);
      expect(picker.selectedImages.map(({ id }) => id)).to.deep.equal([second]);
    });

    it('takes its default from the attribute until somebody chooses, and goes back to it on reset', async () => {
      const [first = '', second = '', third = ''] = await idsOf(tag);
      const picker = await ready(tag, { attributes: { value: first } });
      expect(picker.value).to.equal(first);
      picker.setAttribute('value', second);
      expect(picker.value).to.equal(second);
      options(picker)[2]?.click();
      picker.setAttribute('value', first);
      expect(picker.value).to.equal(third);
      picker.form?.reset();
      expect(picker.value).to.equal(first);
      expect(entries(picker.form)).to.deep.equal([['image', first]]);
    });

    it('gives back what the browser restores', async () => {
      const picker = await ready(tag, { attributes: { multiple: '' } });
      const kept = new FormData();
      kept.append('value', 'a');
      kept.append('value', 'b');
      picker.formStateRestoreCallback(kept);
      expect(picker.values).to.deep.equal(['a', 'b']);
    });

    it('submits nothing, and cannot be used, while it is disabled', async () => {
      const picker = await ready(tag, { attributes: { disabled: '', required: '' } });
      options(picker)[0]?.click();
      expect(picker.value).to.equal('');
      picker.value = 'kept';
      expect(entries(picker.form)).to.deep.equal([]);
      expect(picker.willValidate).to.equal(false);
      expect(searchField(picker).disabled).to.equal(true);
      expect(find(picker, '[role=listbox]').tabIndex).to.equal(-1);
    });

    it('is disabled by a fieldset around it', async () => {
      const fieldset = document.createElement('fieldset');
      const form = document.createElement('form');
      form.append(fieldset);
      document.body.append(form);
      const picker = await ready(tag, { parent: fieldset });
      fieldset.disabled = true;
      await picker.updateComplete;
      expect(searchField(picker).disabled).to.equal(true);
      options(picker)[0]?.click();
      expect(picker.value).to.equal('');
      fieldset.disabled = false;
      await picker.updateComplete;
      options(picker)[0]?.click();
      expect(picker.value).not.to.equal('');
      form.remove();
    });

    it('belongs to the form that its `form` attribute names', async () => {
      const form = document.createElement('form');
      form.id = `elsewhere-${tag}`;
      document.body.append(form);
      const picker = await ready(tag, { attributes: { form: form.id } });
      expect(picker.form).to.equal(form);
      form.remove();
    });

    it('takes the id of a form as a property, too, as React sets it', async () => {
      const form = document.createElement('form');
      form.id = `set-${tag}`;
      document.body.append(form);
      const picker = await ready(tag);
      const around = picker.form;
      if (around) around.id = `around-${tag}`;
      Object.assign(picker, { form: form.id });
      expect(picker.getAttribute('form')).to.equal(form.id);
      expect(picker.form).to.equal(form);
      picker.form = around;
      expect(picker.form).to.equal(around);
      picker.form = null;
      expect(picker.hasAttribute('form')).to.equal(false);
      expect(picker.form).to.equal(around);
      form.remove();
    });

    it('keeps its value at a reset where it is the default as well, as React does after an action', async () => {
      const picker = await ready(tag);
      const id = picker.images[1]?.id ?? '';
      Object.assign(picker, { value: id, defaultValue: id });
      picker.form?.reset();
      await picker.updateComplete;
      expect(picker.value).to.equal(id);
      expect(entries(picker.form)).to.deep.equal([['image', id]]);
    });

    it('is focused by its label', async () => {
      const picker = mount(tag);
      picker.id = `labelled-${tag}`;
      const label = document.createElement('label');
      label.htmlFor = picker.id;
      picker.form?.prepend(label);
      await waitUntil(() => picker.state.status === 'ready');
      expect([...picker.labels]).to.deep.equal([label]);
      label.click();
      expect(document.activeElement).to.equal(picker);
    });

    it('can be chosen from by keyboard alone', async () => {
      const picker = await ready(tag);
      searchField(picker).focus();
      for (let step = 0; step < 40 && picker.shadowRoot?.activeElement?.role !== 'listbox'; step++) {
        await sendKeys({ press: 'Tab' });
      }
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      expect(picker.value).to.equal(picker.images[2]?.id);
    });

    it(`asks ${pickers[tag].cloud} once to show its first page`, async () => {
      let loads = 0;
      const picker = mount(tag);
      picker.addEventListener('image-load', () => loads++);
      await waitUntil(() => picker.state.status === 'ready');
      expect(loads).to.equal(1);
      expect(picker.total).to.equal(shownOf(tag));
    });
  });
}
