import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage, Provider } from '../../src/index.js';
import { horizon } from '../../src/providers/horizon.js';
import { needs } from '../support/engine.js';
import { find, findAll, mount, openPanel, options, ready, search, settled, unmount } from '../support/picker.js';
import { address } from '../support/simulator.js';

const marks = (picker: ImageField): (string | undefined)[] =>
  options(picker).map((option) => {
    const mark = option.querySelector<HTMLElement>('.mark');
    return `${mark?.className.replace(/\s+/g, ' ').trim() ?? ''}: ${mark?.dataset['letters'] ?? ''}`;
  });

/** A provider whose images are called as they are here, on the cloud of another. */
function called(images: readonly Partial<CloudImage>[]): Provider {
  let at = 0;
  return {
    ...horizon,
    id: 'called',
    readImage: (row) => {
      const image = horizon.readImage(row);
      return image && { ...image, title: undefined, status: 'ready', os: undefined, ...images[at++ % images.length] };
    },
  };
}

async function listed(images: readonly Partial<CloudImage>[]): Promise<ImageField> {
  const picker = document.createElement('image-picker');
  picker.provider = called(images);
  picker.params = { imageId: 'i-1', versionId: 'v-1' };
  Object.assign(picker, address('horizon', { size: 60 }));
  picker.pageSize = images.length;
  mount('image-copies').form?.append(picker);
  await settled(picker);
  return picker;
}

const os = (family: 'windows' | 'linux' | 'android' | 'other', version?: string) => ({ os: { family, version } });

describe('a row', () => {
  afterEach(unmount);

  it(
    'tells the system of an image at a glance',
    needs('credentials of its own', async () => {
      const expected: readonly (readonly [Partial<CloudImage>, string])[] = [
        [{ name: 'a', ...os('windows', 'Windows 11 Enterprise') }, 'mark windows: 11'],
        [{ name: 'a', ...os('windows', 'Windows Server 2022 Datacenter') }, 'mark windows server: 22'],
        [{ name: 'win2019-dc', ...os('windows') }, 'mark windows server: 19'],
        [{ name: 'a', ...os('windows') }, 'mark windows: W'],
        // A release is no version.
        [{ name: 'win10-22h2-ent', ...os('windows', 'windows 22h2') }, 'mark windows: 10'],
        [{ name: 'win2025-std', ...os('windows', 'windows std') }, 'mark windows server: 25'],
        [{ name: 'a', ...os('linux', 'Ubuntu 24.04 LTS') }, 'mark linux ubuntu: U'],
        [{ name: 'a', ...os('linux', 'openEuler 22.03') }, 'mark linux openeuler: oE'],
        [{ name: 'a', ...os('linux', 'EulerOS 2.5') }, 'mark linux euler: E'],
        [{ name: 'rhel-8-golden', ...os('linux') }, 'mark linux rhel: RH'],
        [{ name: 'darwin-11', ...os('linux') }, 'mark linux: L'],
        [{ name: 'a', ...os('android', 'AOSP 11.0') }, 'mark android: 11'],
        [{ name: 'a', ...os('other', 'FreeBSD 14.1') }, 'mark other freebsd: B'],
        [{ name: 'a', ...os('other', 'Plan 9') }, 'mark other: P'],
        [{ name: 'Debian GNU/Linux 12 64-bit' }, 'mark linux debian: D'],
        [{ name: 'Windows 10 golden' }, 'mark windows: 10'],
        [{ name: 'window-shop 12' }, 'mark disk:'],
        [{ name: 'winter-backup 11' }, 'mark disk:'],
        [{ name: 'backup-10 snapshot' }, 'mark disk:'],
      ];
      const picker = await listed(expected.map(([image]) => image));
      expect(marks(picker).map((mark) => mark?.trim())).to.deep.equal(expected.map(([, mark]) => mark));
      expect(findAll(picker, '.mark').every(({ ariaHidden }) => ariaHidden === 'true')).to.equal(true);
      expect(findAll(picker, '[part~=mark-ubuntu]')).to.have.length(1);
    }),
  );

  for (const width of ['1100px', '340px']) {
    it(
      `has three lines of a name of 600 letters at most, and all of it in the details, ${width} wide`,
      needs('credentials of its own', async () => {
        const names = ['long '.repeat(120).trim(), 'W'.repeat(600), '图'.repeat(600)];
        const picker = await listed(names.map((name) => ({ name })));
        picker.style.inlineSize = width;
        await picker.updateComplete;
        for (const name of findAll(picker, '.option .name')) {
          const lines = name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight);
          expect(Math.round(lines)).to.be.oneOf([2, 3]);
        }
        options(picker)[0]?.click();
        await picker.updateComplete;
        const details = await openPanel(picker, 'details');
        expect(details.textContent).to.contain(names[0]);
      }),
    );
  }

  it('says nothing of an image that is ready, and names every other status', async () => {
    const picker = await ready('image-copies', { options: { size: 60 }, attributes: { 'page-size': '100' } });
    for (const [position, { status }] of picker.images.entries()) {
      const flag = options(picker)[position]?.querySelector('.flag');
      expect(flag === null, status).to.equal(status === 'ready');
    }
  });

  it('marks what was searched for in a name, and shows the id only where it was found by that', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 100 } });
    await search(picker, 'WIN 2022');
    expect(picker.total).to.be.greaterThan(0);
    for (const option of options(picker)) {
      const found = Array.from(option.querySelectorAll('.name mark'), (mark) => mark.textContent.toLowerCase());
      expect(found.join('')).to.contain('win').and.contain('2022');
      expect(option.querySelector('.name bdi')?.textContent).to.equal(
        picker.images.find(({ id }) => id === option.dataset['id'])?.name,
      );
    }
    expect(findAll(picker, '.id')).to.have.length(0);
    const [image] = picker.images;
    await search(picker, image?.id.slice(0, 10) ?? '');
    expect(find(picker, '.id mark').textContent).to.equal(image?.id.slice(0, 10));
    expect(find(picker, '.id [dir=ltr]').textContent).to.equal(image?.id);
  });

  it(
    'finds letters that were folded where they stand',
    needs('credentials of its own', async () => {
      const picker = await listed([{ name: 'ﬁne İstanbul ＷＩＮ' }, { name: 'another' }]);
      for (const [words, found] of [
        ['fin', ['ﬁn']],
        ['istanbul', ['İstanbul']],
        ['win', ['ＷＩＮ']],
      ] as const) {
        await search(picker, words);
        expect(
          Array.from(find(picker, '.option').querySelectorAll('.name mark'), (mark) => mark.textContent),
        ).to.deep.equal(found);
        expect(find(picker, '.option .name bdi').textContent).to.equal('ﬁne İstanbul ＷＩＮ');
      }
    }),
  );

  it('of a copy, which has no name of its own, leaves out what the columns say', async () => {
    const picker = await ready('image-copies');
    const [image] = picker.images;
    const name = find(picker, '.option .name').textContent.replace(/\s+/g, ' ').trim();
    expect(name).to.equal(`${image?.title?.text ?? ''} ${image?.title?.tail ?? ''}`);
    expect(image?.name.split(' · ').length, 'the name that a page is told').to.be.greaterThan(2);
  });

  it('cuts the system where facts do not fit, and not what the list is sorted by', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { sort: 'createdAt:desc' } });
    let cut = 0;
    for (const width of ['300px', '330px', '500px']) {
      picker.style.inlineSize = width;
      for (const row of findAll(picker, '.option')) {
        const [meta, first, sorted] = ['.meta', '.first bdi', '.sorted'].map((part) => row.querySelector(part));
        if (first && first.scrollWidth > first.clientWidth) cut++;
        const edge = meta?.getBoundingClientRect().right ?? 0;
        expect(sorted?.getBoundingClientRect().right ?? Infinity).to.be.at.most(edge + 0.5);
      }
    }
    expect(cut, 'systems that are cut').to.be.greaterThan(0);
  });

  it('begins beside its mark in a language that is written from right to left, too', async () => {
    const picker = await ready('vm-image-candidates', { attributes: { lang: 'ar' } });
    for (const width of ['1000px', '400px']) {
      picker.style.inlineSize = width;
      for (const name of findAll(picker, '.name')) {
        const text = document.createRange();
        text.selectNodeContents(name.querySelector('bdi') ?? name);
        const gap = name.getBoundingClientRect().right - text.getBoundingClientRect().right;
        expect(gap).to.be.within(-1, 2);
      }
    }
  });

  it(
    'does not grow with a name of any length',
    needs('credentials of its own', async () => {
      const picker = await listed([{ name: 'long-name-'.repeat(60) }, { name: 'short' }]);
      picker.style.inlineSize = '400px';
      const [long] = options(picker);
      expect(long?.offsetHeight).to.be.within(60, 140);
    }),
  );
});
