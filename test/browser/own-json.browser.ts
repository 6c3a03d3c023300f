import { expect } from '@open-wc/testing';
import type { ImagePicker } from '../../src/components/image-picker.js';
import type { ToldAnswer } from '../servers/told-cloud.js';
import { button, find, findAll, names, openPanel, options, search, settled, text, ticks } from '../support/picker.js';
import { heard, ownUrl, strangerUrl, tell } from '../support/told.js';
import { waitUntil } from '../support/wait.js';

const row = (number: number) => ({
  uuid: `i-${number}`,
  title: `Image ${number}`,
  os: number % 2 ? 'Ubuntu 24.04' : 'Windows Server 2022',
  status: number === 3 ? 'error' : 'active',
  size: `${number} GB`,
  min_disk: 10 * number,
  created_at: '2026-03-01T08:00:00Z',
});
const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => row(from + index));

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): ToldAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Where a server answers so. */
const listAt = async (...asked: Parameters<typeof tell>): Promise<string> => `${await tell(...asked)}/images.json`;

/** The requests to an address of `listAt`. */
const heardAt = (src: string): ReturnType<typeof heard> => heard(src.replace(/\/images\.json$/, ''));

const forms: Element[] = [];

/** A picker in a form of its own, as it stands in a page. */
function show(attributes: Readonly<Record<string, string>>, properties: Partial<ImagePicker> = {}): ImagePicker {
  const form = document.createElement('form');
  const picker = document.createElement('image-picker');
  for (const [name, value] of Object.entries({ name: 'image', ...attributes })) picker.setAttribute(name, value);
  Object.assign(picker, properties);
  form.append(picker);
  document.body.append(form);
  forms.push(form);
  return picker;
}

async function ready(
  attributes: Readonly<Record<string, string>>,
  properties: Partial<ImagePicker> = {},
): Promise<ImagePicker> {
  const picker = show(attributes, properties);
  await settled(picker);
  return picker;
}

const headings = (picker: ImagePicker): string[] =>
  findAll(picker, '[part~=column]').map(({ textContent }) => textContent.trim());

describe('a list of the portal’s own JSON', () => {
  afterEach(() => {
    for (const form of forms.splice(0)) form.remove();
  });

  it('is a form field with search, filters, columns and limits, without a provider or code', async () => {
    const src = await listAt(answer({ images: rows(12) }), ownUrl);
    const picker = await ready({ src, label: 'Image', required: '', 'available-disk': '100' });
    expect(picker.total).to.equal(12);
    expect(headings(picker)).to.deep.equal(['Name', 'System', 'Size', 'Created']);
    expect(picker.checkValidity()).to.equal(false);
    expect(options(picker)[2]?.getAttribute('aria-disabled')).to.equal('true');

    await search(picker, 'ubuntu 7');
    expect(names(picker)).to.deep.equal(['Image 7']);
    options(picker)[0]?.click();
    await picker.updateComplete;
    expect(new FormData(picker.form ?? undefined).getAll('image')).to.deep.equal(['i-7']);
    expect(picker.checkValidity()).to.equal(true);

    await search(picker, 'image 12');
    expect(text(picker)).to.contain('120 GB');
    await search(picker, '');
    await openPanel(picker, 'filters');
    expect(ticks(picker, 'Status').map(({ value }) => value)).to.have.members(['ready', 'failed']);
    expect(await heardAt(src)).to.have.length(1);
  });

  it('reads the pages that a link header names', async () => {
    const src = await tell(
      [answer(rows(20), 200, { Link: '<?page=2>; rel="next"' }), answer(rows(5, 21), 200, {})],
      ownUrl,
    );
    const picker = await ready({ src: `${src}/images?kind=vm` });
    await search(picker, 'image 25');
    expect(names(picker)).to.deep.equal(['Image 25']);
    const paths = (await heard(src)).map(({ url }) => url.replace(/^\/\d+/, ''));
    expect(paths).to.deep.equal(['/images?kind=vm', '/images?page=2']);
  });

  it('sends cookies to the page’s own origin only', async () => {
    document.cookie = 'session=own-json; SameSite=Strict';
    const own = await listAt(answer(rows(1)), ownUrl);
    const other = await listAt(answer(rows(1)));
    await ready({ src: own });
    await ready({ src: other });
    document.cookie = 'session=; Max-Age=0';
    expect((await heardAt(own))[0]?.headers['cookie']).to.contain('session=own-json');
    const asked = (await heardAt(other)).filter(({ method }) => method === 'GET');
    expect(asked.map(({ headers }) => headers['cookie'])).to.deep.equal([undefined]);
  });

  it('sends credentials as a bearer token, and not to a link elsewhere', async () => {
    const before = (await heard(strangerUrl)).length;
    const src = await listAt(answer({ images: rows(20), next: `${strangerUrl}/images` }), ownUrl);
    const picker = await ready({ src }, { credentials: () => Promise.resolve('own-token') });
    await search(picker, 'image 2');
    expect((await heardAt(src))[0]?.headers['authorization']).to.equal('Bearer own-token');
    expect(picker.state).to.have.nested.property('result.incomplete.reason', 'failed');
    expect(names(picker)).to.include('Image 2');
    expect(await heard(strangerUrl)).to.have.length(before);
  });

  it('is found relative to the base address of the page', async () => {
    const src = await tell(answer(rows(3)), ownUrl);
    const base = document.createElement('base');
    base.href = `${src}/portal/`;
    document.head.append(base);
    try {
      const picker = await ready({ src: 'api/images.json' });
      expect(picker.total).to.equal(3);
    } finally {
      base.remove();
    }
    const picker = document.querySelector('image-picker');
    picker?.reload();
    await waitUntil(async () => (await heard(src)).length === 2, 'the second request');
    const urls = (await heard(src)).map(({ url }) => url.replace(/^\/\d+/, ''));
    // It was resolved when it was set, as that of an image is.
    expect(urls).to.deep.equal(['/portal/api/images.json', '/portal/api/images.json']);
  });

  it('follows src and fields as they change, and keeps the value', async () => {
    const first = await listAt(answer(rows(3)), ownUrl);
    const second = await listAt(answer([{ key: 'i-2', label: 'Other', caption: 'Better' }]), ownUrl);
    const picker = await ready({ src: first, value: 'i-2' });
    expect(picker.selectedImages.map(({ name }) => name)).to.deep.equal(['Image 2']);
    picker.src = second;
    picker.fields = { id: 'key' };
    await waitUntil(() => names(picker).join() === 'Other', 'the other list');
    picker.setAttribute('fields', '{ "id": "key", "name": "caption" }');
    await waitUntil(() => names(picker).join() === 'Better', 'the other name');
    expect([picker.value, picker.selectedImages[0]?.name]).to.deep.equal(['i-2', 'Better']);
    // Nonsense maps nothing.
    picker.setAttribute('fields', '{ "id": ');
    await waitUntil(() => text(picker).includes('could not be read') || picker.images.length === 0, 'no rows');
  });

  it('takes precedence over a provider, which is asked once src is taken away', async () => {
    const src = await tell(answer(rows(3)), ownUrl);
    const endpoint = await tell(answer({ images: [{ id: 'g', name: 'Glance', status: 'active' }] }));
    const picker = await ready({ src, provider: 'openstack', endpoint }, { credentials: 'own-token' });
    expect(names(picker)).to.have.length(3);
    expect(await heard(endpoint)).to.have.length(0);
    picker.removeAttribute('src');
    await waitUntil(() => names(picker).join() === 'Glance', 'the cloud');
  });

  it('takes nothing from a provider around it', async () => {
    const src = await listAt(answer(rows(3)), ownUrl);
    const around = document.createElement('image-provider');
    Object.assign(around, { provider: 'openstack', endpoint: strangerUrl, credentials: 'own-token' });
    const picker = show({ src });
    forms.at(-1)?.append(around);
    around.append(picker);
    await settled(picker);
    expect(names(picker)).to.have.length(3);
    expect((await heardAt(src)).map(({ headers }) => headers['authorization'])).to.not.include('Bearer own-token');
  });

  it('offers to sign in where a page to sign in comes instead of the list', async () => {
    const login = '<!doctype html><form><input type="password" name="p"></form>';
    const src = await listAt([answer(login, 200, { 'Content-Type': 'text/html' }), answer(rows(2))], ownUrl);
    const picker = await ready({ src });
    expect(text(picker)).to.contain('Your sign-in to the cloud has expired or is not valid.');
    const signIn = new Promise((resolve) => picker.addEventListener('image-sign-in', resolve, { once: true }));
    button(picker, 'Sign in again').click();
    await signIn;
    await waitUntil(() => names(picker).length === 2, 'the list');
  });

  it('says what it cannot read', async () => {
    const cases = [
      [answer('{ "images": [', 200), 'malformed'],
      [answer('gone', 404), 'not-found'],
      [answer({ message: 'Not for you' }, 403), 'forbidden'],
    ] as const;
    for (const [told, kind] of cases) {
      const picker = await ready({ src: await listAt(told, ownUrl) });
      expect(picker.state).to.have.nested.property('error.kind', kind);
      expect(find(picker, '[part~=error]')).to.exist;
    }
    const picker = await ready({ src: await listAt(answer([...rows(2), { title: 'no id' }]), ownUrl) });
    expect(text(picker)).to.contain('1 image could not be read');
  });

  it('needs no code for a provider="json" around several pickers, which ask once', async () => {
    const endpoint = await listAt(answer(rows(3)), ownUrl);
    const around = document.createElement('image-provider');
    around.setAttribute('provider', 'json');
    around.setAttribute('endpoint', endpoint);
    const [one, two] = [show({}), show({})];
    forms[0]?.append(around);
    around.append(one, two);
    await settled(one);
    await settled(two);
    expect([one.total, two.total]).to.deep.equal([3, 3]);
    expect(await heardAt(endpoint)).to.have.length(1);
  });
});
