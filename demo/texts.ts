const english = {
  title: 'Order a machine',
  cloud: 'Cloud',
  image: 'Image',
  machine: 'Machine',
  memory: 'Memory',
  disk: 'Disk',
  enough: 'As needed',
  summary: 'Summary',
  submit: 'Submit',
  reset: 'Reset',
  none: 'not chosen yet',
  submitted: 'Submitted',
};

/** The texts of the portal. The controls of the demo itself are in English. */
export type Texts = typeof english;

const chinese: Texts = {
  title: '订购云主机',
  cloud: '云平台',
  image: '镜像',
  machine: '主机名称',
  memory: '内存',
  disk: '磁盘',
  enough: '按需',
  summary: '订单摘要',
  submit: '提交',
  reset: '重置',
  none: '尚未选择',
  submitted: '已提交',
};

const arabic: Texts = {
  title: 'طلب جهاز',
  cloud: 'السحابة',
  image: 'الصورة',
  machine: 'اسم الجهاز',
  memory: 'الذاكرة',
  disk: 'القرص',
  enough: 'حسب الحاجة',
  summary: 'الملخّص',
  submit: 'إرسال',
  reset: 'إعادة تعيين',
  none: 'لم تُختر بعد',
  submitted: 'أُرسل',
};

const byLanguage = new Map([
  ['zh-CN', chinese],
  ['ar', arabic],
]);

export const textsOf = (language: string): Texts => byLanguage.get(language) ?? english;

const isText = (name: string | undefined): name is keyof Texts => name !== undefined && name in english;

/** Sets the language of the page, and its direction. */
export function translate(language: string): void {
  const texts = textsOf(language);
  const root = document.documentElement;
  if (root.lang === language) return;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = element.dataset['text'];
    if (isText(name)) element.textContent = texts[name];
  }
}
