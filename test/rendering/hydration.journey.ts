import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startServedPages, type ServedPage } from './served-pages.js';

const clouds = {
  'image-picker': 'zstack',
  'image-copies': 'horizon',
  'vm-image-candidates': 'zstack',
  'workspace-images': 'huawei-workspace',
  'flexcloud-images': 'hostway',
  'cloud-phone-images': 'huawei-cloud-phone',
  'glance-images': 'openstack',
} as const;
type Tag = keyof typeof clouds;

/** The parameters of some clouds are pinned in the proxy; the others are no secret. */
const params: Partial<Record<Tag, string>> = { 'image-picker': 'provider="zstack"' };

const variants = [
  '',
  'lang="ar"',
  'value="an-image"',
  'disabled',
  'required',
  'multiple',
  `multiple required values='["a","b"]' lang="zh"`,
  `search="ubuntu" sort="name:desc" filters='{"status":["ready"]}' density="compact"`,
].flatMap((attributes) =>
  ['list', 'cards', 'dropdown'].map((appearance) => `appearance="${appearance}" ${attributes}`),
);

const field = (tag: Tag, attributes: string): string =>
  `<${tag} name="image" label="System image" hint="For the new desktop" lang="en" proxy="/clouds/${clouds[tag]}" ${params[tag] ?? ''} ${attributes}></${tag}>`
    // The first of two attributes of one name counts.
    .replace(/ lang="en"(?=.* lang=)/, '');

const pages = await startServedPages();
after(() => pages.close());

/** Chooses the first image that can be chosen, by keyboard. */
async function chooseFirst({ page }: ServedPage, selector: string): Promise<string> {
  const picker = page.locator(selector);
  const dropdown = (await picker.getAttribute('appearance')) === 'dropdown';
  await picker.locator(dropdown ? '[role=combobox]' : '[role=listbox]').focus();
  await page.keyboard.press('ArrowDown');
  await picker.locator('[role=option].active').waitFor();
  await page.keyboard.press(dropdown ? 'Enter' : ' ');
  return page.locator('form').evaluate((form: HTMLFormElement) => {
    const value = new FormData(form).get('image');
    return typeof value === 'string' ? value : '';
  });
}

describe('what a server has rendered', () => {
  for (const tag of Object.keys(clouds) as Tag[]) {
    it(`is kept, where it is, by every kind of <${tag}>`, async () => {
      const served = await pages.open(variants.map((attributes) => field(tag, attributes)).join('\n'));
      assert.deepEqual(await served.run('support', 'elements'), []);
      assert.deepEqual(served.said, []);
      await served.close();
    });
  }

  it('is kept within an <image-provider>', async () => {
    const within = '<workspace-images lang="en" label="System image"></workspace-images>';
    const served = await pages.open(
      `<image-provider provider="huawei-workspace" proxy="/clouds/huawei-workspace">${within}</image-provider>`,
    );
    assert.deepEqual(await served.run('support', 'elements'), []);
    pages.answer();
    await served.page.locator('[role=option]').first().waitFor();
    assert.deepEqual(served.said, []);
    await served.close();
  });

  it('stays until a module that loads later has come', async () => {
    pages.delay();
    const served = await pages.open(field('workspace-images', 'appearance="dropdown"'));
    await served.page.clock.install();
    const requested = served.page.waitForRequest(/dropdown-/);
    const changes = served.run('support', 'elements');
    await requested;
    await served.page.clock.runFor(10_000);
    pages.answer();
    assert.deepEqual(await changes, []);
    await served.close();
  });

  for (const appearance of ['list', 'cards', 'dropdown']) {
    for (const modules of [['support', 'elements'], ['elements']] as const) {
      it(`becomes a field that works: ${appearance}, with ${modules.join(' and ')}`, async () => {
        const served = await pages.open(`<form>${field('workspace-images', `appearance="${appearance}"`)}</form>`);
        const changes = await served.run(...modules);
        assert.deepEqual(new Set(changes), new Set(modules.length > 1 ? [] : ['replaced']));
        pages.answer();
        const id = await chooseFirst(served, 'workspace-images');
        assert.ok(id);
        const picker = served.page.locator('workspace-images');
        assert.equal(await picker.evaluate((element) => Reflect.get(element, 'value') as unknown), id);
        await assertOnce(served);
        assert.deepEqual(served.said, []);
        await served.close();
      });
    }
  }
});

/** Nothing is there twice. */
async function assertOnce({ page }: ServedPage): Promise<void> {
  for (const part of ['.picker', '[part=label]', '#search', '[part=frame]'])
    assert.equal(await page.locator(part).count(), 1, part);
}

describe('what a server could not know', () => {
  const list = field('workspace-images', '');

  async function hydrated(markup: string, edit?: (html: string) => string): Promise<ServedPage> {
    const served = await pages.open(markup, edit);
    await served.run('support', 'elements');
    await assertOnce(served);
    pages.answer();
    await served.page.locator('[role=option]').first().waitFor();
    await assertOnce(served);
    assert.deepEqual(served.said, []);
    return served;
  }

  it('a property that was set before the element was defined', async () => {
    const script =
      '<script>Object.assign(document.querySelector("workspace-images"), { label: "Desktop", values: ["a"] })</script>';
    const served = await hydrated(list + script);
    assert.equal(await served.page.locator('[part=label]').innerText(), 'Desktop');
    assert.equal(await served.page.locator('[part=value]').innerText(), 'a');
    await served.close();
  });

  it('the language of the page', async () => {
    const served = await hydrated(list.replace('lang="en"', ''), (html) => html.replace('lang="en"', 'lang="ar"'));
    assert.equal(await served.page.locator('.picker').getAttribute('dir'), 'rtl');
    assert.match((await served.page.locator('#search').getAttribute('aria-label')) ?? '', /\p{Script=Arabic}/u);
    await served.close();
  });

  it('a <fieldset> that disables the field', async () => {
    const served = await hydrated(`<fieldset disabled>${list}</fieldset>`);
    assert.equal(await served.page.locator('#search').isDisabled(), true);
    await served.close();
  });

  it('the <label> of the field', async () => {
    const served = await hydrated(
      `<label for="image">Desktop</label>${list.replace('label="System image"', 'id="image"')}`,
    );
    assert.equal(await served.page.locator('[part=label]').innerText(), '');
    assert.equal(await served.page.getByRole('group', { name: 'Desktop' }).count(), 1);
    await served.close();
  });

  it('that the page has another version of the library', async () => {
    const other = (html: string): string =>
      html.replace(/<!--lit-part [^>]+-->(?=<div class="search")/, '<!--lit-part other-->');
    const served = await hydrated(list, other);
    await served.close();
  });
});
