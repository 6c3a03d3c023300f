import { expect } from '@open-wc/testing';
import {
  button,
  findAll,
  newRun,
  options,
  ready,
  search,
  select,
  settled,
  shownAndSaid,
  text,
  unmount,
} from '../support/picker.js';
import { requests } from '../support/simulator.js';

describe('what a picker says where it has not seen everything', () => {
  afterEach(unmount);

  it('searches what it has and offers to go on, where nothing may be read unasked', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', {
      options: { size: 450, run },
      attributes: { 'walk-limit': '0' },
    });
    await search(picker, 'no image is called this');
    expect(text(picker)).to.contain('Nothing found so far.').and.contain('Searched 100 of about 450 images.');
    expect(shownAndSaid(picker)).not.to.contain('No images match');
    expect(await requests(run)).to.have.length(1);
    button(picker, 'Continue').click();
    await settled(picker);
    expect(text(picker)).to.contain('No images match').and.not.contain('Searched');
    expect(await requests(run)).to.have.length(5);
  });

  for (const limit of ['-5', 'much', '']) {
    it(`takes walk-limit="${limit}" for what it is by default`, async () => {
      const picker = await ready('workspace-images', { options: { size: 450 }, attributes: { 'walk-limit': limit } });
      await search(picker, 'no image is called this');
      if (limit === '') expect(text(picker)).to.contain('Continue');
      else expect(text(picker)).to.contain('No images match').and.not.contain('Continue');
    });
  }

  it('has the default limit again once the attribute is taken away', async () => {
    const picker = await ready('workspace-images', { options: { size: 450 }, attributes: { 'walk-limit': '0' } });
    await search(picker, 'no image is called this');
    picker.removeAttribute('walk-limit');
    await settled(picker);
    expect(text(picker)).to.contain('No images match').and.not.contain('Continue');
  });

  it('does not call a cloud empty whose first page cannot be read, and turns to the next one', async () => {
    const picker = await ready('workspace-images', { options: { size: 300, fail: 'unreadable', pages: '0' } });
    expect(text(picker)).to.contain('The images here cannot be read.').and.contain('100 images could not be read');
    expect(shownAndSaid(picker)).not.to.contain('The cloud has no images here.');
    for (let page = 1; page < 6; page++) {
      button(picker, 'Next page').click();
      await settled(picker);
    }
    expect(options(picker)).to.have.length(20);
  });

  it('does not call a cloud empty of whose images none can be read', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 5, fail: 'unreadable' } });
    expect(text(picker)).to.contain('The images here cannot be read.');
    expect(shownAndSaid(picker)).not.to.contain('The cloud has no images here.');
    picker.search = 'anything';
    await picker.updateComplete;
    await settled(picker);
    expect(text(picker)).to.contain('No images match').and.contain('5 images could not be read');
  });

  it('says how many images the cloud has not sent, and asks for all of them again', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 450, 'empty-pages': '2', run } });
    await search(picker, 'no image is called this');
    expect(text(picker)).to.contain('Nothing found so far.');
    expect(text(picker)).to.contain('The cloud says that it has about 450 images, but has sent 350.');
    const before = (await requests(run)).length;
    button(picker, 'Reload').click();
    await settled(picker);
    // From the beginning: which page it was that came empty by mistake is not known.
    expect((await requests(run)).length).to.equal(before + 5);
  });

  it('keeps a chosen image whose row cannot be read', async () => {
    const picker = await ready('workspace-images', {
      options: { size: 20, 'bad-rows': 1 },
      attributes: { value: 'not-among-those-that-can-be-read', required: '' },
    });
    expect(text(picker)).to.contain('1 image could not be read');
    expect(shownAndSaid(picker)).not.to.contain('no longer in the cloud');
    expect(picker.checkValidity()).to.equal(true);
  });

  it('offers a filter with a single value that the document names, and finds by several values of one', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 60, run } });
    await select(picker, 'Platform', 'Windows');
    const urls = (await requests(run)).map(({ url }) => url);
    expect(urls.at(-1)).to.contain('platform=Windows');
    picker.filters = { architecture: ['x86', 'arm'] };
    await settled(picker);
    expect(picker.total).to.equal(60);
    expect(findAll(picker, '.chip')).to.have.length(2);
  });
});
