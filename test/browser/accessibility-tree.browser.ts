import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { needs } from '../support/engine.js';
import { button, find, findAll, mount, options, ready, settled, unmount } from '../support/picker.js';

/** What the browser tells assistive technology about one thing, `focused` and `selected` among its properties. */
interface Node {
  readonly role: string;
  readonly name: string;
  readonly value: unknown;
  readonly description: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Value {
  readonly value?: unknown;
}

/** As the developer tools give it. */
interface Answer {
  readonly nodes: readonly {
    readonly ignored: boolean;
    readonly role?: Value;
    readonly name?: Value;
    readonly value?: Value;
    readonly description?: Value;
    readonly properties?: readonly { readonly name: string; readonly value: Value }[];
  }[];
}

const words = (value: Value | undefined): string => (typeof value?.value === 'string' ? value.value : '');

/** The whole page, in which there is nothing but the picker. */
async function tree(): Promise<readonly Node[]> {
  const { nodes } = await executeServerCommand<Answer, undefined>('accessibility-tree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, value, description, properties = [] }) => ({
      role: words(role),
      name: words(name),
      value: value?.value,
      description: words(description),
      properties: Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
    }));
}

const ofRole = (nodes: readonly Node[], role: string): readonly Node[] => nodes.filter((node) => node.role === role);

function the(nodes: readonly Node[], role: string, name?: string): Node {
  const found = ofRole(nodes, role).filter((node) => name === undefined || node.name === name);
  expect(
    found.map((node) => node.name),
    `one ${role} ${name ?? ''}`,
  ).to.have.length(1);
  return found[0] ?? { role, name: '', value: '', description: '', properties: {} };
}

/** The images, and not the values of the native select beside them, which can have the focus themselves. */
const images = (nodes: readonly Node[]): readonly Node[] =>
  nodes.filter(({ role, properties }) => role === 'option' && properties['focusable'] !== true);

const labels = { label: 'Start from', hint: 'What the machine starts from' };

describe('assistive technology is told', () => {
  afterEach(unmount);

  it(
    'the field, its parts and where they lead',
    needs('a11ySnapshot', async () => {
      const picker = await ready('vm-image-candidates', {
        options: { size: 45 },
        attributes: { ...labels, required: '', sort: 'name:asc' },
      });
      // Where there are headings.
      picker.style.inlineSize = '1000px';
      const nodes = await tree();
      the(nodes, 'searchbox', 'Search images');
      const listbox = the(nodes, 'listbox', 'Start from');
      expect(listbox.properties['required']).to.equal(true);
      expect(listbox.description).to.contain('What the machine starts from');
      the(nodes, 'radiogroup', 'System');
      expect(the(nodes, 'radio', 'All').properties['checked']).to.equal('true');
      expect(the(nodes, 'button', 'Filters').properties['expanded']).to.equal(false);
      expect(the(nodes, 'button', 'Sort by name, ascending').properties['pressed']).to.equal('true');
      the(nodes, 'group', 'Start from');
      the(nodes, 'group', 'Pages');
      the(nodes, 'button', 'Next page');
      expect(the(nodes, 'button', 'Previous page').properties['disabled'], 'there is none').to.equal(true);
      // Each name once: two things that are called alike cannot be told apart by ear.
      const buttons = ofRole(nodes, 'button').map(({ name }) => name);
      expect(buttons).to.deep.equal([...new Set(buttons)]);
    }),
  );

  it(
    'each image by its name first, what is chosen, and where it stands among all',
    needs('a11ySnapshot', async () => {
      const picker = await ready('vm-image-candidates', { options: { size: 45 }, attributes: { multiple: '' } });
      picker.values = picker.images.slice(0, 2).map(({ id }) => id);
      button(picker, 'Next page').click();
      await settled(picker);
      const first = await tree();
      const listbox = the(first, 'listbox');
      expect(listbox.properties['multiselectable']).to.equal(true);
      const [option] = images(first);
      const [image] = picker.images;
      expect(option?.name.startsWith(image?.name ?? '?')).to.equal(true);
      expect(option?.name, 'not every letter of its id').not.to.contain(image?.id);
      expect(option?.name.replace(/ , /g, ', '), 'one fact after the other').to.contain(
        `, ${image?.architecture ?? '?'}, ${image?.format ?? '?'}, `,
      );
      expect(options(picker)[0]?.getAttribute('aria-posinset')).to.equal('21');
      expect(options(picker)[0]?.getAttribute('aria-setsize')).to.equal('45');
      expect(images(first).filter(({ properties }) => properties['selected'] === true)).to.have.length(0);
      button(picker, 'Previous page').click();
      await settled(picker);
      const back = images(await tree()).map(({ properties }) => properties['selected'] === true);
      expect(back.slice(0, 3)).to.deep.equal([true, true, false]);
    }),
  );

  it(
    'why an image cannot be chosen',
    needs('a11ySnapshot', async () => {
      await ready('vm-image-candidates', { properties: { selectable: () => 'Not for this project' } });
      const [option] = images(await tree());
      expect(option?.properties['disabled']).to.equal(true);
      expect(option?.description.startsWith('Not for this project')).to.equal(true);
      expect(option?.name).not.to.contain('Not for this project');
    }),
  );

  it(
    'what a dropdown holds, and whether it is open',
    needs('a11ySnapshot', async () => {
      const picker = await ready('vm-image-candidates', { attributes: { ...labels, appearance: 'dropdown' } });
      picker.value = picker.images[1]?.id ?? '';
      await picker.updateComplete;
      const closed = the(await tree(), 'combobox');
      expect(closed.name).to.equal('Start from');
      expect(closed.value).to.equal(picker.images[1]?.name);
      expect(closed.description).to.contain('What the machine starts from');
      expect(closed.properties['hasPopup']).to.equal('listbox');
      expect(closed.properties['expanded']).to.equal(false);
      find(picker, '#field').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      await picker.updateComplete;
      const nodes = await tree();
      const open = the(nodes, 'combobox', 'Start from');
      expect(open.properties['expanded']).to.equal(true);
      expect(open.properties['focused']).to.equal(true);
      expect(open.description, 'what is chosen, though the field is empty now').to.contain(picker.images[1]?.name);
      expect(images(nodes).filter(({ properties }) => properties['selected'] === true)).to.have.length(1);
      the(nodes, 'listbox', 'Start from');
    }),
  );

  it(
    'the tokens of a dropdown for several, and how to be rid of each',
    needs('a11ySnapshot', async () => {
      const picker = await ready('vm-image-candidates', {
        attributes: { ...labels, appearance: 'dropdown', multiple: '', values: '["never-there"]' },
      });
      const name = picker.images[0]?.name ?? '';
      picker.values = [picker.images[0]?.id ?? '', 'never-there'];
      await picker.updateComplete;
      const nodes = await tree();
      expect(the(nodes, 'combobox').description).to.contain(name).and.contain('never-there (no longer in the cloud)');
      the(nodes, 'button', `Remove ${name}`);
      the(nodes, 'button', 'Remove never-there');
    }),
  );

  for (const appearance of ['list', 'dropdown']) {
    it(
      `why the value is not valid, once it has been asked for: ${appearance}`,
      needs('a11ySnapshot', async () => {
        const picker = await ready('vm-image-candidates', { attributes: { appearance, required: '' } });
        const role = appearance === 'list' ? 'listbox' : 'combobox';
        const field = async () => ofRole(await tree(), role).find(({ name }) => name === 'Image');
        expect((await field())?.properties['invalid']).not.to.equal('true');
        picker.reportValidity();
        await picker.updateComplete;
        expect((await field())?.properties['invalid']).to.equal('true');
        expect((await field())?.description).to.contain('Choose an image.');
      }),
    );
  }

  it(
    'what went wrong, and the way out',
    needs('a11ySnapshot', async () => {
      await ready('workspace-images', { options: { fail: '401' } });
      const nodes = await tree();
      the(nodes, 'button', 'Sign in again');
      expect(nodes.some(({ name }) => name.includes('Your sign-in to the cloud has expired'))).to.equal(true);
      expect(ofRole(nodes, 'listbox')).to.have.length(0);
    }),
  );

  it(
    'nothing of the placeholders while images load',
    needs('a11ySnapshot', async () => {
      const picker = mount('workspace-images', { options: { fail: 'hang' } });
      await picker.updateComplete;
      expect(findAll(picker, '.skeleton').length).to.be.greaterThan(0);
      const nodes = await tree();
      the(nodes, 'searchbox');
      expect(ofRole(nodes, 'listbox')).to.have.length(0);
    }),
  );

  it(
    'that a disabled field is disabled, whole',
    needs('a11ySnapshot', async () => {
      await ready('vm-image-candidates', { attributes: { disabled: '', value: 'x' } });
      const nodes = await tree();
      const able = nodes.filter(
        ({ role, properties }) => ['searchbox', 'combobox', 'button'].includes(role) && properties['disabled'] !== true,
      );
      expect(able.map(({ name }) => name)).to.deep.equal([]);
      expect(the(nodes, 'listbox').properties['disabled']).to.equal(true);
    }),
  );

  it('in which language it speaks, where it does not speak the page’s', async () => {
    const box = document.createElement('div');
    box.lang = 'xx';
    document.body.append(box);
    const picker = await ready('vm-image-candidates', { parent: box });
    expect(find(picker, '.picker').lang).to.equal('en');
    box.remove();
  });
});
