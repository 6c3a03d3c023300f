import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { sendKeys } from '@web/test-runner-commands';
import {
  button,
  chosen,
  find,
  findAll,
  mount,
  names,
  newRun,
  options,
  ready,
  search,
  select,
  settled,
  text,
  ticks,
  unmount,
  searchField,
  shownOf,
} from '../support/picker.js';
import { press } from '../support/keys.js';
import { breaches, catalogueOf, requests } from '../support/simulator.js';

describe('the list', () => {
  afterEach(unmount);

  it('shows the first page, says where it stands, and turns pages', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    expect(options(picker)).to.have.length(20);
    expect(text(picker)).to.contain('1–20 of 45');
    const first = names(picker);
    button(picker, 'Next page').click();
    await settled(picker);
    expect(text(picker)).to.contain('21–40 of 45');
    expect(names(picker).some((name) => first.includes(name))).to.equal(false);
    button(picker, 'Next page').click();
    await settled(picker);
    expect(options(picker)).to.have.length(5);
    expect(button(picker, 'Next page').getAttribute('aria-disabled')).to.equal('true');
    button(picker, 'Previous page').click();
    await settled(picker);
    button(picker, 'Previous page').click();
    await settled(picker);
    expect(names(picker)).to.deep.equal(first);
    expect(button(picker, 'Previous page').getAttribute('aria-disabled')).to.equal('true');
  });

  it('counts its options over the whole result', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    button(picker, 'Next page').click();
    await settled(picker);
    const [option] = options(picker);
    expect(option?.getAttribute('aria-posinset')).to.equal('21');
    expect(option?.getAttribute('aria-setsize')).to.equal('45');
  });

  it('shows ten images on a page by default, and no pager where one page is enough', async () => {
    const attributes = { 'page-size': '' };
    const picker = await ready('vm-image-candidates', { options: { size: 45 }, attributes });
    expect(options(picker)).to.have.length(10);
    expect(findAll(picker, '.pager button')).to.have.length(2);
    picker.pageSize = 50;
    await picker.updateComplete;
    await settled(picker);
    expect(options(picker)).to.have.length(45);
    expect(findAll(picker, '.pager')).to.have.length(0);
    expect(text(picker)).to.contain('45 images');
  });

  it('finds what is on the last page only, and asks for nothing more while typing on', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 1000, run } });
    expect(await requests(run)).to.have.length(1);
    const last = (await catalogueOf('huawei-workspace', { size: 1000 })).at(-1) as { id: string };
    await search(picker, last.id.slice(0, 12));
    expect(picker.images.map(({ id }) => id)).to.deep.equal([last.id]);
    const asked = (await requests(run)).length;
    // Ten pages of a hundred, and one past the end: the total alone does not prove it.
    expect(asked).to.equal(11);
    for (const words of ['w', 'wi', 'win', 'win 1', '']) await search(picker, words);
    expect(await requests(run)).to.have.length(asked);
    expect(await breaches(run)).to.deep.equal([]);
  });

  it('filters the whole catalogue, and offers how many there are of each', async () => {
    const picker = await ready('image-copies', { options: { size: 300 } });
    const all = picker.total;
    await select(picker, 'Status', 'failed');
    expect(picker.total).to.be.greaterThan(0).and.lessThan(all);
    expect(picker.images.every(({ status }) => status === 'failed')).to.equal(true);
    expect(picker.filters).to.deep.equal({ status: ['failed'] });
    const [tick] = ticks(picker, 'Status').filter(({ checked }) => checked);
    expect(tick?.closest('label')?.textContent.trim()).to.equal(`Failed${picker.total}`);
    await select(picker, 'Status', '');
    expect(picker.total, 'counted by now').to.be.greaterThan(280).and.at.most(all);
    expect(text(picker)).to.contain(`of ${picker.total}`).and.not.contain('about');
  });

  it('asks the cloud where the cloud answers a filter exactly', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 1000, run } });
    await select(picker, 'System', 'linux');
    const asked = await requests(run);
    expect(asked).to.have.length(2);
    expect(asked[1]?.url).to.contain('os_type=Linux');
    expect(picker.images.every(({ os }) => os?.family === 'linux')).to.equal(true);
  });

  it('sorts by a heading, the other way round, and back to the order of the cloud', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 300 } });
    const given = names(picker);
    const sortByName = () => findAll(picker, '.columns button')[0];
    sortByName()?.click();
    await settled(picker);
    expect(picker.sort).to.equal('name:asc');
    const ascending = names(picker);
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    expect(ascending).to.deep.equal([...ascending].sort((a, b) => collator.compare(a, b)));
    expect(sortByName()?.getAttribute('aria-label')).to.contain('ascending');
    sortByName()?.click();
    await settled(picker);
    expect(collator.compare(names(picker)[0] ?? '', ascending[0] ?? '')).to.be.greaterThan(0);
    sortByName()?.click();
    await settled(picker);
    expect(names(picker)).to.deep.equal(given);
    expect(picker.sort).to.equal('');
  });

  it('starts from the search, filters, sort and page size of its attributes', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 300 },
      attributes: { search: 'win', filters: '{"status":"ready"}', sort: 'createdAt:desc', 'page-size': '10' },
    });
    expect(options(picker)).to.have.length(10);
    expect(picker.images.every(({ status }) => status === 'ready')).to.equal(true);
    const dates = picker.images.map(({ createdAt }) => createdAt?.getTime() ?? 0);
    expect(dates).to.deep.equal([...dates].sort((a, b) => b - a));
    expect(searchField(picker).value).to.equal('win');
  });

  it('takes a mistake in an attribute for nothing', async () => {
    const picker = await ready('vm-image-candidates', {
      attributes: { filters: '{"status"', sort: 'nonsense:up', 'page-size': '-3', 'walk-limit': 'x' },
    });
    expect(picker.total).to.equal(12);
    expect(picker.sort).to.equal('');
  });

  it('shows the next page, and another order, from its top', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 100 } });
    const list = find(picker, '.results');
    // A page has a box of its own height, unless the portal gives it another.
    Object.assign(list.style, { overflow: 'auto', maxBlockSize: '16rem' });
    for (const name of ['Next page', 'Sort by name']) {
      list.scrollTop = 300;
      expect(list.scrollTop).to.equal(300);
      button(picker, name).click();
      await settled(picker);
      expect(list.scrollTop, name).to.equal(0);
    }
    list.scrollTop = 300;
    picker.reload();
    await settled(picker);
    expect(list.scrollTop, 'the same list again').to.equal(300);
    picker.selectable = () => true;
    await picker.updateComplete;
    await settled(picker);
    expect(list.scrollTop, 'with other limits').to.equal(300);
  });

  it('selects all of what matches, not of what is shown until that is known', async () => {
    const picker = await ready('workspace-images', {
      options: { size: 450, fail: 'hang', pages: '1,2,3,4' },
      attributes: { multiple: '' },
    });
    expect(button(picker, 'Select all 20').disabled).to.equal(false);
    picker.search = 'ubuntu';
    await picker.updateComplete;
    expect(button(picker, 'Select all 20').disabled).to.equal(true);
    find(picker, '#listbox').focus();
    await press('Control+a');
    expect(picker.values).to.deep.equal([]);
    expect(text(picker)).to.contain('Loading images…').and.not.to.contain('of about 450');
  });

  it('goes from the search to what it has found by the arrow', async () => {
    const picker = await ready('vm-image-candidates');
    searchField(picker).focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(picker.shadowRoot?.activeElement?.id).to.equal('listbox');
  });

  it('keeps the choice over paging, filtering, sorting and reloading, and shows it all the time', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 60 } });
    options(picker)[0]?.click();
    const [image] = picker.images;
    const { value } = picker;
    const shown = () => find(picker, '.choice').textContent;
    button(picker, 'Next page').click();
    await settled(picker);
    expect(chosen(picker)).to.have.length(0);
    expect(shown()).to.contain(image?.name);
    await search(picker, 'nothing at all like this');
    expect(shown()).to.contain(image?.name);
    button(picker, 'Clear search and filters').click();
    await settled(picker);
    picker.reload();
    await settled(picker);
    expect(picker.value).to.equal(value);
    expect(shown()).to.contain(image?.name);
    button(picker, 'Clear').click();
    expect(picker.value).to.equal('');
  });

  it('turns pages from within the listbox', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    const listbox = () => find(picker, '[role=listbox]');
    const active = () => listbox().getAttribute('aria-activedescendant');
    listbox().focus();
    expect(active()).to.equal('option-0');
    await sendKeys({ press: 'End' });
    await picker.updateComplete;
    expect(active()).to.equal('option-19');
    await sendKeys({ press: 'ArrowDown' });
    await settled(picker);
    expect(text(picker)).to.contain('21–40 of 45');
    expect(active()).to.equal('option-0');
    await sendKeys({ press: 'ArrowUp' });
    await settled(picker);
    expect(active()).to.equal('option-19');
    await sendKeys({ press: 'PageDown' });
    await settled(picker);
    await sendKeys({ press: 'PageDown' });
    await settled(picker);
    expect(text(picker)).to.contain('41–45 of 45');
    await sendKeys({ press: ' ' });
    expect(picker.value).to.equal(picker.images[0]?.id);
    expect(picker.shadowRoot?.activeElement).to.equal(listbox());
  });

  it('shows the problem of an image that failed', async () => {
    const picker = await ready('image-copies', {
      options: { size: 200 },
      attributes: { filters: '{"status":"failed"}' },
    });
    const [image] = picker.images;
    expect(image?.problem?.message ?? image?.problem?.code).to.be.a('string');
    expect(find(picker, '[part~=problem]').textContent).to.equal(image?.problem?.message ?? image?.problem?.code);
  });

  it('says which images it had to leave out', async () => {
    const picker = await ready('flexcloud-images', { options: { 'bad-rows': 2 } });
    expect(options(picker)).to.have.length(shownOf('flexcloud-images'));
    expect(text(picker)).to.contain('2 images could not be read and are not shown.');
  });

  it('shows what it finds while it is still searching, and can be stopped', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 5000, latency: 60, run } });
    picker.search = 'win';
    await waitUntil(() => text(picker).includes('of about 5,000 images read'), 'progress');
    expect(options(picker).length).to.be.greaterThan(0);
    button(picker, 'Stop').click();
    await settled(picker);
    expect(text(picker)).to.contain('Stopped. Searched');
    const found = picker.total;
    button(picker, 'Continue').click();
    await settled(picker);
    expect(picker.total).to.be.greaterThan(found);
    const urls = (await requests(run)).map(({ url }) => url);
    const repeated = urls.length - new Set(urls).size;
    expect(repeated, 'only what was under way when it was stopped is asked for again').to.be.at.most(4);
  });

  it('reads no more than its limit unasked', async () => {
    const run = newRun();
    const picker = await ready('cloud-phone-images', {
      options: { size: 2000, run },
      attributes: { 'walk-limit': '500', search: 'aosp' },
    });
    expect(text(picker)).to.contain('of about 2,000 images.');
    expect((await requests(run)).length).to.be.lessThan(10);
    button(picker, 'Continue').click();
    await settled(picker);
    expect(picker.state).to.have.nested.property('result.totalKind', 'exact');
  });

  it('shows the latest question’s answer, whatever order the answers come in', async () => {
    const picker = mount('workspace-images', { options: { size: 1000, latency: '0-120' } });
    for (const os of ['windows', 'linux', 'windows', 'linux']) {
      picker.filters = { os };
      await picker.updateComplete;
    }
    await settled(picker);
    await waitUntil(() => picker.state.status === 'ready' && picker.images.length > 0);
    expect(picker.images.every(({ os }) => os?.family === 'linux')).to.equal(true);
  });
});
