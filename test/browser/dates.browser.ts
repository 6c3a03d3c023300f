import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage } from '../../src/index.js';
import { needs } from '../support/engine.js';
import { find, findAll, openPanel, options, ready, unmount } from '../support/picker.js';
import { proxied } from '../support/simulator.js';

/** Enough for some to be of another day in another zone, all on one page. */
const many = { options: { size: 60 }, attributes: { 'page-size': '100' } };

const created = (picker: ImageField): string[] =>
  options(picker).map((option) => option.querySelector('.for-createdAt bdi')?.textContent.trim() ?? '');

/** What the details of the first image say of a field. */
const said = (picker: ImageField, field: string): string =>
  findAll(picker, '.details dt')
    .find((term) => term.textContent === field)
    ?.nextElementSibling?.textContent.trim() ?? '';

/** What the cloud wrote. */
const wire = (image: CloudImage | undefined, key: string): string =>
  String(Object.entries(Object(image?.source) as object).find(([own]) => own === key)?.[1]);

/** `2026-05-20T09:31:07` as an English page shows it, without any reckoning. */
function inEnglish(iso: string): { day: string; moment: string } {
  const [, year, month, date, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+)(:\d+:\d+)/.exec(iso) ?? [];
  const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1] ?? '';
  const day = `${name} ${Number(date)}, ${year ?? ''}`;
  return { day, moment: `${day}, ${Number(hour) % 12 || 12}${rest ?? ''} ${Number(hour) < 12 ? 'AM' : 'PM'}` };
}

/** As every engine spaces it. */
const plain = (text: string): string => text.replace(/\s+/g, ' ');

describe('a date', () => {
  afterEach(unmount);

  it(
    'is shown on a clock that is not that of UTC',
    needs('a time zone', () => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      expect(timeZone).to.equal(proxied ? 'Asia/Shanghai' : 'America/St_Johns');
    }),
  );

  it('of ZStack, in the local time of its server, is shown as it was written', async () => {
    const picker = await ready('vm-image-candidates', many);
    const dates = picker.images.map((image) => wire(image, 'createDate'));
    expect(created(picker)).to.deep.equal(dates.map((date) => /^\w+ \d+, \d+/.exec(date)?.[0]));
    const [first = ''] = dates;
    await openPanel(picker, 'details');
    expect(plain(said(picker, 'Created'))).to.equal(first.replace(/(\d{4}) /, '$1, '));
  });

  it('of Hostway, which names no zone, is shown as it was written', async () => {
    const picker = await ready('flexcloud-images', many);
    const dates = picker.images.map((image) => inEnglish(wire(image, 'created')));
    expect(created(picker)).to.deep.equal(dates.map(({ day }) => day));
    await openPanel(picker, 'details');
    expect(plain(said(picker, 'Created'))).to.equal(dates[0]?.moment);
  });

  for (const [tag, key] of [
    ['image-copies', 'createdAt'],
    ['workspace-images', 'created_at'],
    ['cloud-phone-images', 'create_time'],
  ] as const) {
    it(`that names its zone is shown in the person’s: <${tag}>`, async () => {
      const picker = await ready(tag, many);
      const here = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
      const dates = picker.images.map((image) => here.format(new Date(wire(image, key))));
      expect(created(picker)).to.deep.equal(dates);
    });
  }

  it('in the composed name of a copy is the day that its column shows', async () => {
    const picker = await ready('image-copies', many);
    const named = picker.images.map(({ name }) => inEnglish(`${/\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? ''}T00:00:00`).day);
    expect(created(picker)).to.deep.equal(named);
    expect(find(picker, '.option .for-createdAt bdi').textContent.trim()).not.to.equal('');
  });
});
