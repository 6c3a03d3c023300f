import { expect } from '@open-wc/testing';
import type { ImagePicker } from '../../src/index.js';
import { find, ready, searchField, settled, unmount } from '../support/picker.js';

type Field = ImagePicker | HTMLInputElement;

const made: Element[] = [];

function make(attributes: Readonly<Record<string, string>> = {}): ImagePicker {
  const picker = document.createElement('image-picker');
  for (const [name, value] of Object.entries(attributes)) picker.setAttribute(name, value);
  return picker;
}

function inForm<Element extends Field>(field: Element): Element {
  const form = document.createElement('form');
  made.push(form);
  document.body.append(form);
  form.append(field);
  return field;
}

/** An empty text field submits an empty text, but nothing chosen is nothing. */
const submitted = ({ form }: Field): string =>
  [...new FormData(form ?? undefined)]
    .flatMap(([name, id]) => (typeof id === 'string' && id !== '' ? [`${name}=${id}`] : []))
    .join('&');

afterEach(() => {
  for (const element of made.splice(0)) element.remove();
  unmount();
});

describe('a field within one task', () => {
  /** Both fields get the same, and must be the same at once. */
  const likeANativeField: Readonly<Record<string, (field: Field) => void>> = {
    'is made required': (field) => (field.required = true),
    'is made required by its attribute': (field) => field.setAttribute('required', ''),
    'is required no more': (field) => {
      field.required = true;
      field.required = false;
    },
    'gets a default': (field) => field.setAttribute('value', 'id-1'),
    'gets a default by its property': (field) => (field.defaultValue = 'id-2'),
    'is required and has a default': (field) => {
      field.required = true;
      field.setAttribute('value', 'id-1');
    },
    'loses its default': (field) => {
      field.required = true;
      field.setAttribute('value', 'id-1');
      field.removeAttribute('value');
    },
    'gets a name': (field) => {
      field.value = 'id-1';
      field.name = 'other';
    },
    'loses its name': (field) => {
      field.value = 'id-1';
      field.removeAttribute('name');
    },
    'is disabled': (field) => {
      field.value = 'id-1';
      field.required = true;
      field.disabled = true;
    },
    'is enabled again': (field) => {
      field.value = 'id-1';
      field.disabled = true;
      field.disabled = false;
    },
    'is emptied while it is required': (field) => {
      field.value = 'id-1';
      field.required = true;
      field.value = '';
    },
  };

  for (const [what, act] of Object.entries(likeANativeField)) {
    for (const when of ['before it is inserted', 'afterwards', 'once it has been rendered'] as const) {
      it(`${what}, ${when}: is as valid, and submits the same, as a native one`, async () => {
        const native = document.createElement('input');
        const picker = document.createElement('image-picker');
        for (const field of [native, picker]) {
          field.setAttribute('name', 'image');
          if (when === 'before it is inserted') act(field);
          inForm(field);
          if (field === picker && when === 'once it has been rendered') await picker.updateComplete;
          if (when !== 'before it is inserted') act(field);
        }
        const facts = (field: Field) => ({
          valid: field.checkValidity(),
          formValid: field.form?.checkValidity(),
          missing: field.validity.valueMissing,
          willValidate: field.willValidate,
          submitted: submitted(field),
          value: field.value,
          attributes: ['name', 'value', 'required', 'disabled'].map((name) => field.getAttribute(name)),
          invalid: field.matches(':invalid'),
        });
        expect(facts(picker)).to.deep.equal(facts(native));
      });
    }
  }

  it('turns from one value to several and back', () => {
    const picker = inForm(make({ name: 'image', multiple: '' }));
    picker.values = ['a', 'b'];
    expect(submitted(picker)).to.equal('image=a&image=b');
    picker.multiple = false;
    expect(submitted(picker)).to.equal('image=a');
    picker.toggleAttribute('multiple', true);
    expect(submitted(picker)).to.equal('image=a&image=b');
  });

  it('has several defaults', () => {
    const picker = inForm(make({ name: 'image', multiple: '' }));
    picker.setAttribute('values', '["a","b"]');
    expect(submitted(picker)).to.equal('image=a&image=b');
    picker.defaultValues = ['c'];
    expect(submitted(picker)).to.equal('image=c');
    picker.removeAttribute('values');
    expect(submitted(picker)).to.equal('');
  });

  it('is a copy', () => {
    const form = document.createElement('form');
    form.append(make({ name: 'image', value: 'id-1' }), make({ required: '' }));
    const copy = form.cloneNode(true);
    made.push(form);
    document.body.append(form);
    form.replaceChildren(...copy.childNodes);
    expect([...new FormData(form)]).to.deep.equal([['image', 'id-1']]);
    expect(form.checkValidity()).to.equal(false);
  });
});

describe('a field that is disabled', () => {
  const usable = (picker: ImagePicker): boolean => {
    const disabled = searchField(picker).disabled;
    expect(find(picker, '#listbox').tabIndex, 'the list').to.equal(disabled ? -1 : 0);
    return !disabled;
  };

  const waysBack: Readonly<Record<string, (picker: ImagePicker) => void>> = {
    'its property': (picker) => (picker.disabled = false),
    'its attribute': (picker) => picker.removeAttribute('disabled'),
  };
  for (const [way, enable] of Object.entries(waysBack)) {
    it(`can be used again at once, by ${way}`, async () => {
      const picker = await ready('image-picker');
      for (let times = 0; times < 2; times++) {
        picker.disabled = true;
        await picker.updateComplete;
        expect(usable(picker)).to.equal(false);
        enable(picker);
        await picker.updateComplete;
        expect(usable(picker)).to.equal(true);
      }
    });
  }

  it('stays so within a fieldset that is, and can be used outside of it', async () => {
    const picker = await ready('image-picker', { attributes: { disabled: '' } });
    const group = document.createElement('fieldset');
    group.disabled = true;
    picker.form?.append(group);
    group.append(picker);
    picker.disabled = false;
    await picker.updateComplete;
    expect(usable(picker)).to.equal(false);
    group.parentElement?.append(picker);
    await settled(picker);
    expect(usable(picker)).to.equal(true);
    group.append(picker);
    picker.disabled = true;
    group.disabled = false;
    await settled(picker);
    expect(usable(picker)).to.equal(false);
  });
});

describe('a value that is no text', () => {
  /** What a portal's code may hold by mistake. */
  const junk: readonly unknown[] = [
    null,
    undefined,
    NaN,
    Infinity,
    2 ** 60,
    true,
    {},
    Object.create(null),
    Symbol('id'),
    () => 'id',
    new Date(NaN),
    {
      toString() {
        throw new Error('no text');
      },
    },
    {
      get [Symbol.iterator]() {
        throw new Error('no list');
      },
    },
  ];
  const set = (picker: ImagePicker, property: string, value: unknown) => Reflect.set(picker, property, value);

  it('is the id that its digits write', () => {
    const picker = inForm(make({ name: 'image', multiple: '' }));
    set(picker, 'value', 42);
    expect(picker.value).to.equal('42');
    expect(submitted(picker)).to.equal('image=42');
    set(picker, 'value', 0);
    expect(picker.value).to.equal('0');
    set(picker, 'value', 2n ** 60n);
    expect(picker.value).to.equal('1152921504606846976');
    set(picker, 'values', [1, 'two', 3n, 1]);
    expect(picker.values).to.deep.equal(['1', 'two', '3']);
    set(picker, 'defaultValue', 7);
    set(picker, 'defaultValues', new Set([8, '9']));
    picker.form?.reset();
    expect(picker.values).to.deep.equal(['8', '9']);
    picker.setAttribute('values', '[10, "11"]');
    expect(picker.values).to.deep.equal(['10', '11']);
  });

  it('is one id, and not its letters, where a list was expected', () => {
    const picker = inForm(make({ multiple: '' }));
    set(picker, 'values', 'id-1');
    expect(picker.values).to.deep.equal(['id-1']);
    set(picker, 'values', 12);
    expect(picker.values).to.deep.equal(['12']);
    set(picker, 'defaultValues', 'id-2');
    picker.form?.reset();
    expect(picker.values).to.deep.equal(['id-2']);
    picker.setAttribute('values', '"id-3"');
    expect(picker.values).to.deep.equal(['id-3']);
  });

  for (const property of ['value', 'values', 'defaultValues']) {
    it(`is nothing where it cannot be an id: \`${property}\``, async () => {
      const picker = inForm(make({ name: 'image', multiple: '' }));
      for (const value of junk) {
        picker.values = ['before'];
        set(picker, property, value);
        if (property === 'defaultValues') picker.form?.reset();
        expect(picker.values, typeof value).to.deep.equal([]);
        expect(submitted(picker)).to.equal('');
      }
      set(picker, property === 'value' ? 'values' : property, [...junk, 'good']);
      if (property === 'defaultValues') picker.form?.reset();
      expect(picker.values).to.deep.equal(['good']);
      expect(await picker.updateComplete).to.equal(true);
    });
  }
});

describe('a message of the browser’s', () => {
  /** Has garbage collected, as far as a page can. */
  async function litter(): Promise<void> {
    for (let heap = 0; heap < 30; heap++) {
      Array.from({ length: 200_000 }, (_, index) => ({ index, text: String(index) }));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  it('does no harm when what it was shown at is long gone', async () => {
    const picker = await ready('workspace-images', { attributes: { required: '' } });
    picker.reportValidity();
    for (const appearance of ['dropdown', 'list'] as const) {
      picker.appearance = appearance;
      await settled(picker);
    }
    for (const message of ['one', 'two', 'three', 'four', 'five']) {
      await litter();
      picker.setCustomValidity(message);
      await picker.updateComplete;
      expect(picker.validationMessage).to.equal(message);
    }
  });
});
