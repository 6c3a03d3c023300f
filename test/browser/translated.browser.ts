import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import {
  button,
  find,
  findAll,
  mount,
  newRun,
  openPanel,
  options,
  ready,
  search,
  settled,
  text,
  unmount,
} from '../support/picker.js';
import { nowhere } from '../support/simulator.js';

/**
 * What the translator of a browser does to text: it puts `<font>` elements in its place, which hold the text node that was there, or
 * another one.
 */
type Translator = (node: Text) => void;

function font(child: Node): Element {
  const [outer, inner] = Array.from({ length: 2 }, () => document.createElementNS(document.body.namespaceURI, 'font'));
  if (!outer || !inner) throw new Error('no elements');
  outer.append(inner);
  inner.append(child);
  return outer;
}

const translators: Readonly<Record<string, Translator>> = {
  'wraps text': (node) => {
    const place = document.createComment('');
    node.replaceWith(place);
    place.replaceWith(font(node));
  },
  'replaces text': (node) => node.replaceWith(font(document.createTextNode(`⟦${node.data}⟧`))),
};

/** Every text that has not been translated yet, and may be; the `heedless` translator does not care whether. */
function texts(root: Node, heedless = false): Text[] {
  const found: Text[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text && /\S/.test(node.data)) found.push(node);
    if (node instanceof Element && (node.localName === 'font' || (!heedless && node.closest('[translate=no]')))) return;
    node.childNodes.forEach(walk);
  };
  walk(root);
  return found;
}

function translate(picker: ImageField, translator: Translator): void {
  if (picker.shadowRoot) texts(picker.shadowRoot).forEach(translator);
}

/** What can be read, whether it has been translated or not: without times. */
function read(picker: ImageField): string {
  return text(picker)
    .replace(/[⟦⟧]/g, '')
    .replace(/as of [\d:]+\s?[AP]M/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

interface Step {
  readonly name: string;
  readonly take: (picker: ImageField) => unknown;
}

const steps: readonly Step[] = [
  { name: 'the next page', take: (picker) => button(picker, button(picker, 'Next page').ariaLabel ?? '').click() },
  { name: 'a choice', take: (picker) => options(picker)[2]?.click() },
  { name: 'a sort', take: (picker) => (picker.sort = 'name:desc') },
  { name: 'a filter', take: (picker) => (picker.filters = { status: ['ready', 'failed'], os: 'linux' }) },
  { name: 'a search', take: (picker) => search(picker, 'e') },
  { name: 'another language', take: (picker) => (picker.lang = 'zh') },
  { name: 'nothing found', take: (picker) => search(picker, 'no image is called this') },
  { name: 'the first language', take: (picker) => (picker.lang = 'en') },
  { name: 'everything', take: (picker) => Object.assign(picker, { search: '', filters: {}, sort: '' }) },
  { name: 'limits', take: (picker) => (picker.selectable = ({ name }) => name.includes('win') || 'Not this one') },
  { name: 'several', take: (picker) => (picker.multiple = true) },
  { name: 'choices', take: (picker) => (picker.values = picker.images.slice(0, 15).map(({ id }) => id)) },
  { name: 'fewer choices', take: (picker) => (picker.values = picker.values.slice(4)) },
  {
    name: 'nothing chosen, and told so',
    take: (picker) => {
      picker.values = [];
      picker.required = true;
      picker.reportValidity();
    },
  },
  {
    name: 'another label and hint',
    take: (picker) => Object.assign(picker, { label: 'Start from', hint: 'A machine' }),
  },
  { name: 'no label and no hint', take: (picker) => Object.assign(picker, { label: '', hint: '' }) },
  { name: 'small pages', take: (picker) => (picker.pageSize = 5) },
  { name: 'a dropdown', take: (picker) => (picker.appearance = 'dropdown') },
  { name: 'open', take: (picker) => find(picker, '.field button:last-of-type').click() },
  { name: 'a list again', take: (picker) => (picker.appearance = 'list') },
  {
    name: 'another address, where nothing answers',
    take: (picker) => {
      // Of two fields one has the focus, and what it is in stays.
      picker.blur();
      Object.assign(picker, nowhere);
    },
  },
];

describe('a page that is translated', () => {
  afterEach(unmount);

  for (const [name, translator] of Object.entries(translators)) {
    it(`shows what a page that is not shows, by a translator that ${name}`, async () => {
      const setup = { options: { size: 45 }, attributes: { label: 'Image', hint: 'A hint' } };
      const [picker, untouched] = [
        await ready('vm-image-candidates', setup),
        await ready('vm-image-candidates', setup),
      ];
      await openPanel(picker, 'details');
      await openPanel(untouched, 'details');
      for (const { name: step, take } of steps) {
        translate(picker, translator);
        for (const each of [picker, untouched]) {
          await take(each);
          await each.updateComplete;
          await settled(each);
        }
        expect(read(picker), step).to.equal(read(untouched));
        for (const [position, image] of picker.images.entries()) {
          const row = options(picker)[position];
          if (row) expect(row.querySelector('[part~=name] bdi')?.textContent, step).to.equal(image.name);
        }
      }
    });
  }

  it('never shows a name on a row that chooses another image', async () => {
    const picker = await ready('workspace-images', { options: { size: 450 } });
    for (const words of ['', 'win', 'ubuntu', 'server', '']) {
      if (picker.shadowRoot) {
        for (const node of texts(picker.shadowRoot, true)) translators['replaces text']?.(node);
      }
      await search(picker, words);
      for (const [position, row] of options(picker).entries()) {
        const shown = row.querySelector('bdi')?.textContent.replace(/[⟦⟧]/g, '');
        row.click();
        expect([picker.value, picker.selectedImages[0]?.name]).to.deep.equal([picker.images[position]?.id, shown]);
      }
    }
  });

  it('leaves what the cloud says to the cloud', async () => {
    const picker = await ready('image-copies', {
      options: { size: 200 },
      attributes: { filters: '{"status":"failed"}', 'page-size': '50', multiple: '' },
    });
    picker.values = picker.images.slice(0, 2).map(({ id }) => id);
    const failed = picker.images.findIndex(({ problem }) => (problem?.history.length ?? 0) > 0);
    options(picker)[failed]?.click();
    await openPanel(picker, 'details');
    const open = (words: string) =>
      (picker.shadowRoot ? texts(picker.shadowRoot) : []).filter(({ data }) => data.includes(words));
    for (const { id, name, problem, architecture } of picker.images) {
      const said = [id, id.slice(0, -6), name, problem?.code, problem?.message, architecture];
      for (const words of said) if (words !== undefined) expect(open(words), words).to.have.length(0);
    }
    const raw = find(picker, 'pre');
    expect(raw.closest('[translate=no]')).to.equal(raw);
  });

  it('of an error leaves codes and the cloud’s own words', async () => {
    const picker = await ready('vm-image-candidates', { options: { fail: 'business', run: newRun() } });
    expect(picker.state.status).to.equal('error');
    const quoted = findAll(picker, '.error bdi');
    expect(quoted).to.have.length.greaterThan(1);
    expect(quoted.every((element) => !element.translate)).to.equal(true);
  });

  it('goes through progress, a stop and errors without losing a word', async () => {
    const wrap = translators['replaces text'];
    if (!wrap) throw new Error('no translator');
    const picker = mount('workspace-images', { options: { size: 3000, latency: 40 }, attributes: { search: 'win' } });
    const watch = new MutationObserver(() => {
      translate(picker, wrap);
      watch.takeRecords();
    });
    await picker.updateComplete;
    if (picker.shadowRoot) watch.observe(picker.shadowRoot, { childList: true, characterData: true, subtree: true });
    await waitUntil(() => read(picker).includes('of about 3,000 images read'), 'progress');
    const stop = findAll(picker, 'button').find((element) => element.textContent.includes('Stop'));
    stop?.click();
    await settled(picker);
    expect(read(picker)).to.contain('Stopped. Searched').and.not.to.contain('images read');
    findAll(picker, 'button')
      .find((element) => element.textContent.includes('Continue'))
      ?.click();
    await settled(picker);
    expect(read(picker)).not.to.contain('Stopped');
    find(picker, '#listbox').focus();
    await press('End');
    await picker.updateComplete;
    await openPanel(picker, 'details');
    expect(find(picker, '.headline').textContent).to.contain(picker.images.at(-1)?.name);
    watch.disconnect();
  });

  it('has no words beside what else an element holds, where they would be lost', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 45 },
      attributes: {
        multiple: '',
        required: '',
        label: 'Image',
        hint: 'A hint',
        filters: '{"status":["ready","failed"]}',
      },
    });
    picker.selectable = () => 'Not this one';
    picker.values = ['a', 'b'];
    await settled(picker);
    await openPanel(picker, 'filters');
    for (const { take } of steps) {
      await take(picker);
      await picker.updateComplete;
      await settled(picker);
      if (!picker.shadowRoot) throw new Error('no root');
      const bound = texts(picker.shadowRoot).filter(({ parentNode }) =>
        [...(parentNode?.childNodes ?? [])].some((node) => node instanceof Comment),
      );
      expect(bound.map(({ data }) => data.trim())).to.deep.equal([]);
    }
  });
});
