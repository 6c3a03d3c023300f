import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { addMessages, ProviderError } from '../../src/index.js';
import type { ImageField } from '../../src/components/image-field.js';
import {
  button,
  find,
  findAll,
  mount,
  names,
  newRun,
  options,
  ready,
  search,
  searchField,
  settled,
  text,
  unmount,
} from '../support/picker.js';
import { refusalsOf, requests } from '../support/simulator.js';

const html = document.documentElement;
const field = (picker: ImageField): string | null => searchField(picker).getAttribute('aria-label');

const SEARCH = { en: 'Search images', zh: '搜索镜像', ar: 'البحث في الصور' } as const;

/** Sets the language of an element, and waits until the picker speaks it. */
async function speak(picker: ImageField, element: Element, lang: string | null, words: string): Promise<void> {
  if (lang === null) element.removeAttribute('lang');
  else element.setAttribute('lang', lang);
  await waitUntil(() => field(picker) === words, `${words} for ${lang ?? 'no language'}, not ${field(picker) ?? ''}`);
}

const middle = (element: Element): number => {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
};

/** Where a text stands, whatever its element. */
function extent(node: Node): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

/** Engines differ in the digits that they write Arabic with. */
const arabic = (value: number): string => new Intl.NumberFormat('ar').format(value);

describe('the languages of a picker', () => {
  afterEach(() => {
    unmount();
    html.lang = 'en';
    html.removeAttribute('dir');
  });

  it('follow the element, what is around it and the page, while they change', async () => {
    const around = document.createElement('section');
    document.body.append(around);
    const picker = await ready('workspace-images', { parent: around });
    expect(field(picker)).to.equal(SEARCH.en);
    await speak(picker, html, 'zh-CN', SEARCH.zh);
    await speak(picker, around, 'ar', SEARCH.ar);
    await speak(picker, picker, 'en-GB', SEARCH.en);
    await speak(picker, picker, null, SEARCH.ar);
    await speak(picker, around, 'zh-Hans-CN', SEARCH.zh);
    await speak(picker, around, '', SEARCH.zh);
    await speak(picker, html, 'en', SEARCH.en);
    around.remove();
  });

  it('reach into shadow roots, and go with a picker that is moved', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    document.body.append(host);
    const parent = document.createElement('div');
    root.append(parent);
    const picker = await ready('workspace-images', { parent });
    await speak(picker, host, 'ar', SEARCH.ar);
    await speak(picker, host, 'zh', SEARCH.zh);
    document.body.append(picker);
    await waitUntil(() => field(picker) === SEARCH.en);
    host.lang = 'ar';
    await speak(picker, html, 'zh', SEARCH.zh);
    picker.remove();
    host.remove();
  });

  it('are English where nobody speaks the language, or where it is none', async () => {
    const picker = await ready('workspace-images');
    for (const lang of ['fi', 'not a tag!', '-', '💥', 'zh_CN', 'english', 'zha']) {
      await speak(picker, picker, 'ar', SEARCH.ar);
      await speak(picker, picker, lang, lang === 'zh_CN' ? SEARCH.zh : SEARCH.en);
      expect(options(picker)).to.have.length(12);
    }
  });

  it('ask the cloud nothing when they change', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { run, size: 300 } });
    const asked = (await requests(run)).length;
    await speak(picker, picker, 'zh', SEARCH.zh);
    await settled(picker);
    await speak(picker, picker, 'ar', SEARCH.ar);
    await settled(picker);
    expect(await requests(run)).to.have.length(asked);
  });

  it('can be given one other word, while the picker is in use', async () => {
    const picker = await ready('workspace-images', { attributes: { lang: 'zh-SG' } });
    expect(field(picker)).to.equal(SEARCH.zh);
    addMessages('zh-SG', { search: '查找镜像' });
    await waitUntil(() => field(picker) === '查找镜像');
    expect(button(picker, '刷新')).to.exist;
    await speak(picker, picker, 'zh', SEARCH.zh);
  });

  it('can be added, and speak English where they have no words yet', async () => {
    const picker = await ready('workspace-images', { attributes: { lang: 'fr' } });
    expect(field(picker)).to.equal(SEARCH.en);
    addMessages('fr', { search: 'Chercher une image' });
    await waitUntil(() => field(picker) === 'Chercher une image');
    expect(button(picker, 'Reload')).to.exist;
    expect(text(picker)).to.contain('12 images');
  });

  it('write dates, numbers and sizes each in their own way', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 2000 }, attributes: { 'page-size': '100' } });
    const image = picker.images.find(({ sizeBytes, createdAt }) => sizeBytes !== undefined && createdAt !== undefined);
    if (!image?.createdAt) throw new Error('no image with a size and a date');
    const position = picker.images.indexOf(image);
    const cell = (name: string) => findAll(picker, `#option-${position} .for-${name} bdi`)[0]?.textContent.trim();
    for (const [lang, words, total] of [
      ['en-GB', SEARCH.en, '2,000'],
      ['zh-CN', SEARCH.zh, '2,000'],
      ['ar-EG', SEARCH.ar, '٢٬٠٠٠'],
      ['ar-MA', SEARCH.ar, '2.000'],
    ] as const) {
      await speak(picker, picker, lang, words);
      expect(cell('createdAt')).to.equal(
        new Intl.DateTimeFormat(lang, { dateStyle: 'medium' }).format(image.createdAt),
      );
      const unit = { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 } as const;
      expect(cell('sizeBytes')).to.equal(new Intl.NumberFormat(lang, unit).format((image.sizeBytes ?? 0) / 1024 ** 3));
      expect(find(picker, '.count').textContent).to.contain(total);
    }
  });

  it('say what went wrong, and what to do, without asking again', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', {
      options: { fail: '401', run, times: refusalsOf('huawei-workspace') },
      attributes: { lang: 'zh' },
    });
    expect(picker.state.status === 'error' && picker.state.error).to.be.instanceOf(ProviderError);
    expect(text(picker)).to.contain('云平台登录已过期或登录信息无效。').and.to.contain('APIGW.0301');
    picker.lang = 'ar';
    await waitUntil(() => text(picker).includes('انتهت صلاحية تسجيل دخولك إلى السحابة'), 'in Arabic');
    expect(await requests(run)).to.have.length(refusalsOf('huawei-workspace'));
    button(picker, 'تسجيل الدخول مجددًا').click();
    await settled(picker);
    expect(options(picker)).to.have.length(12);
  });

  it('say why a field is not valid, also once it has been said', async () => {
    const picker = await ready('workspace-images', { attributes: { required: '', lang: 'zh' } });
    expect(picker.checkValidity()).to.equal(false);
    expect(picker.validationMessage).to.equal('请选择镜像。');
    await speak(picker, picker, 'ar', SEARCH.ar);
    expect(picker.validationMessage).to.equal('اختر صورة.');
  });

  it('count the Arabic way', async () => {
    for (const [rows, words] of [
      ['1', 'تعذّرت قراءة صورة واحدة'],
      ['2', 'تعذّرت قراءة صورتين'],
      ['3', `تعذّرت قراءة ${arabic(3)} صور`],
      ['11', `تعذّرت قراءة ${arabic(11)} صورة`],
    ] as const) {
      const picker = await ready('workspace-images', { options: { 'bad-rows': rows }, attributes: { lang: 'ar' } });
      expect(text(picker)).to.contain(words);
    }
  });

  it('tell a screen reader in the language of the moment', async () => {
    const picker = await ready('workspace-images', { attributes: { lang: 'zh' } });
    const status = find(picker, '[role=status]');
    await waitUntil(() => status.textContent === '找到的镜像数：12', 'said');
    await speak(picker, picker, 'ar', SEARCH.ar);
    await waitUntil(() => status.textContent === `عدد الصور المطابقة: ${arabic(12)}`, 'said');
  });

  it('let a search ignore case, marks and the width of letters and digits', async () => {
    const picker = await ready('workspace-images', { options: { size: 100 }, attributes: { lang: 'zh' } });
    await search(picker, 'windows 11');
    const found = names(picker);
    expect(found.length).to.be.greaterThan(0);
    expect(picker.total).to.be.lessThan(100);
    for (const words of ['WINDOWS 11', 'Ｗｉｎｄｏｗｓ　１１', 'wíndöws 11', '11 windows']) {
      await search(picker, words);
      expect(names(picker), words).to.deep.equal(found);
    }
  });

  it('order names as their readers do, numbers by their value', async () => {
    const picker = await ready('workspace-images', {
      options: { size: 60 },
      attributes: { 'page-size': '100', sort: 'name:asc', lang: 'en' },
    });
    const order = (lang: string) =>
      names(picker).sort(new Intl.Collator(lang, { numeric: true, sensitivity: 'base' }).compare);
    expect(names(picker)).to.deep.equal(order('en'));
    expect(order('en')).not.to.deep.equal(order('zh'));
    await speak(picker, picker, 'zh-CN', SEARCH.zh);
    await settled(picker);
    expect(names(picker)).to.deep.equal(order('zh'));
    const numbers = ['ubuntu-22', 'ubuntu-9'].sort(new Intl.Collator('zh', { numeric: true }).compare);
    expect(numbers).to.deep.equal(['ubuntu-9', 'ubuntu-22']);
  });
});

describe('a picker in Arabic', () => {
  afterEach(() => {
    unmount();
    html.lang = 'en';
  });

  it('runs from right to left, wherever its language comes from', async () => {
    const picker = await ready('workspace-images', { options: { size: 60 }, attributes: { multiple: '' } });
    const direction = () => getComputedStyle(find(picker, '.frame')).direction;
    expect(direction()).to.equal('ltr');
    await speak(picker, html, 'ar-EG', SEARCH.ar);
    expect(direction()).to.equal('rtl');
    const row = find(picker, '.option');
    expect(middle(find(picker, '.option .mark'))).to.be.greaterThan(middle(row));
    expect(extent(find(picker, '.option .name bdi')).right).to.be.lessThan(
      find(picker, '.option .mark').getBoundingClientRect().left,
    );
    expect(middle(find(picker, '.search svg'))).to.be.greaterThan(middle(searchField(picker)));
    const headings = findAll(picker, '.columns button').map(middle);
    expect(headings).to.deep.equal([...headings].sort((a, b) => b - a));
    await speak(picker, html, 'zh', SEARCH.zh);
    expect(direction()).to.equal('ltr');
  });

  it('has a pager that points the other way', async () => {
    const picker = await ready('workspace-images', { options: { size: 60 }, attributes: { lang: 'ar' } });
    const next = button(picker, 'الصفحة التالية');
    const previous = button(picker, 'الصفحة السابقة');
    expect(middle(next)).to.be.lessThan(middle(previous));
    for (const name of ['الصفحة السابقة', 'الصفحة التالية']) {
      const drawing = button(picker, name).querySelector('svg');
      expect(drawing && getComputedStyle(drawing).scale, name).to.equal('-1 1');
    }
    const reload = button(picker, 'إعادة التحميل').querySelector('svg');
    expect(reload && getComputedStyle(reload).scale).to.equal('none');
    next.click();
    await settled(picker);
    expect(text(picker)).to.contain(`من ${arabic(21)} إلى ${arabic(40)}، من أصل ${arabic(60)}`);
    await speak(picker, picker, 'en', SEARCH.en);
    const straight = button(picker, 'Next page').querySelector('svg');
    expect(straight && getComputedStyle(straight).scale).to.equal('none');
  });

  it('leaves ids, names and codes as they were written', async () => {
    const picker = await ready('workspace-images', { attributes: { lang: 'ar' } });
    await search(picker, picker.images[0]?.id.slice(0, 8) ?? '');
    const id = find(picker, '.option .id [dir]');
    expect(id.textContent).to.equal(picker.images[0]?.id);
    expect(getComputedStyle(id).direction).to.equal('ltr');
    const [found, rest] = id.querySelectorAll('bdi > *');
    expect(found?.getBoundingClientRect().right).to.be.at.most((rest?.getBoundingClientRect().left ?? NaN) + 1);

    const name = find(picker, '.option .name bdi');
    expect(name.matches(':dir(ltr)')).to.equal(true);
    const failed = await ready('workspace-images', { options: { fail: '401' }, attributes: { lang: 'ar' } });
    const [http, code, request] = findAll(failed, '.facts bdi');
    if (!http || !code || !request) throw new Error('no facts');
    expect(middle(http)).to.be.greaterThan(middle(code));
    expect(middle(code)).to.be.greaterThan(middle(request));
    expect(request.matches(':dir(rtl)')).to.equal(true);
  });

  it('opens its dropdown at the right end of the field', async () => {
    const parent = document.createElement('div');
    Object.assign(parent.style, { width: '300px', marginLeft: '292px' });
    document.body.append(parent);
    const picker = await ready('workspace-images', { parent, attributes: { lang: 'ar', appearance: 'dropdown' } });
    picker.focus();
    const combobox = find(picker, '#field');
    combobox.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    await settled(picker);
    const popup = find(picker, '#popup');
    await waitUntil(() => popup.matches(':popover-open'));
    expect(getComputedStyle(popup).direction).to.equal('rtl');
    expect(popup.getBoundingClientRect().right).to.be.closeTo(combobox.getBoundingClientRect().right, 1);
    expect(popup.getBoundingClientRect().width).to.be.greaterThan(combobox.getBoundingClientRect().width);
    expect(middle(find(picker, '#field button'))).to.be.lessThan(middle(combobox));
    parent.remove();
  });

  it('has no accessibility violation, in any language', async () => {
    for (const lang of ['ar', 'zh-CN']) {
      html.lang = lang;
      for (const appearance of ['list', 'dropdown']) {
        const picker = await ready('vm-image-candidates', {
          attributes: { appearance, multiple: '', 'available-disk': '40' },
        });
        options(picker)[1]?.click();
        await picker.updateComplete;
        await expect(picker).to.be.accessible();
      }
      const failing = mount('workspace-images', { options: { fail: '403' } });
      await settled(failing);
      await expect(failing).to.be.accessible();
    }
  });
});
