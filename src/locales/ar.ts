import type { Incomplete, TotalKind } from '../catalog/query.js';
import type { Unsuitable, Unusable } from '../catalog/suitability.js';
import type { SortDirection } from '../providers/provider.js';
import type { Failure } from './en-states.js';
import { named, orderOf, type Formats, type ValueOrder } from './format.js';
import type { Messages } from './messages.js';

const fields: Record<string, string> = {
  name: 'الاسم',
  id: 'المعرّف',
  description: 'الوصف',
  status: 'الحالة',
  os: 'نظام التشغيل',
  architecture: 'بنية المعالج',
  visibility: 'مستوى الرؤية',
  format: 'التنسيق',
  sizeBytes: 'الحجم',
  minDiskBytes: 'الحد الأدنى للقرص',
  minMemoryBytes: 'الحد الأدنى للذاكرة',
  createdAt: 'تاريخ الإنشاء',
  updatedAt: 'تاريخ التحديث',
  location: 'الموقع',
  'gpu-type': 'معالج الرسومات',
  requirements: 'المتطلبات',
  'image-name': 'الاسم الكامل',
  'image-version': 'الإصدار',
  'media-type': 'نوع الوسائط',
  'multi-session': 'تعدد الجلسات',
  platform: 'المنصة',
  'provider-label': 'المزوّد',
  state: 'الوضع',
  type: 'النوع',
  organization: 'المؤسسة',
  'asset-type': 'نوع الأصل',
  'asset-details': 'تفاصيل الأصل',
  'shared-by': 'المشروع المشارِك',
  project: 'المشروع',
  tenant: 'المستأجر',
  'product-code': 'رمز المنتج',
  'stored-size': 'الحجم في المخزن',
  checksum: 'المجموع الاختباري (MD5)',
  'source-address': 'المصدر',
  'system-image': 'صورة نظام',
  'os-hidden': 'مخفية',
  owner: 'المالك',
  protected: 'محمية',
  tag: 'وسم',
};

const values: Record<string, string> = {
  ready: 'جاهزة',
  pending: 'قيد الإعداد',
  disabled: 'معطّلة',
  failed: 'فاشلة',
  deleted: 'محذوفة',
  unknown: 'غير معروفة',
  windows: 'Windows',
  linux: 'Linux',
  android: 'Android',
  other: 'غير ذلك',
  gold: 'عامة',
  public: 'عامة',
  private: 'خاصة',
  share: 'مشتركة',
  RootVolumeTemplate: 'قرص النظام',
  DataVolumeTemplate: 'قرص البيانات',
  PUBLISHED: 'منشورة',
  UNPUBLISHED: 'غير منشورة',
  PARTIALLY_PUBLISHED: 'منشورة جزئيًا',
  NOT_READY: 'غير جاهزة',
  AZURE: 'Azure',
  VSPHERE: 'vSphere',
  ZEROCLOUD: 'ZeroCloud',
  NONE: 'بلا',
  BASE: 'أساسية',
  SERVER: 'خادم',
  shared: 'مشتركة',
  community: 'المجتمع',
  true: 'نعم',
  false: 'لا',
};

const errors: Record<Failure, readonly [title: string, advice: string]> = {
  credentials: ['انتهت صلاحية تسجيل دخولك إلى السحابة، أو أنه غير صالح.', 'سجّل الدخول مجددًا لعرض الصور.'],
  forbidden: ['ليس لديك إذن بعرض هذه الصور.', 'اطلب الإذن من المسؤول.'],
  'not-found': ['لم تعثر السحابة على هذا المشروع أو العنوان.', 'أبلغ المسؤول عن هذه الصفحة.'],
  'bad-request': ['رفضت السحابة الطلب.', 'أبلغ المسؤول عن هذه الصفحة.'],
  'rate-limited': ['تتلقى السحابة طلبات أكثر من اللازم.', 'انتظر قليلًا، ثم حاول مرة أخرى.'],
  unavailable: ['السحابة غير متاحة حاليًا.', 'حاول مرة أخرى بعد قليل.'],
  network: [
    'تعذّر الاتصال بالسحابة.',
    'تحقق من اتصالك بالشبكة. وإذا كان سليمًا، فربما لا تقبل السحابة الطلبات من هذه الصفحة (CORS).',
  ],
  offline: ['أنت غير متصل بالإنترنت.', 'ستظهر الصور مجددًا عند عودة الاتصال.'],
  module: ['تعذّر تحميل جزء من هذه الصفحة.', 'حاول مرة أخرى. وإذا لم ينجح ذلك، فأعد تحميل الصفحة.'],
  timeout: ['استغرق رد السحابة وقتًا أطول من اللازم.', 'حاول مرة أخرى بعد قليل.'],
  'sign-in': ['استغرق تسجيل الدخول إلى السحابة وقتًا أطول من اللازم.', 'سجّل الدخول مرة أخرى، أو حاول بعد قليل.'],
  malformed: ['تعذّر فهم رد السحابة.', 'حاول مرة أخرى، أو أبلغ المسؤول عن هذه الصفحة.'],
};

const orders: Record<ValueOrder, Record<SortDirection, string>> = {
  time: { desc: 'الأحدث أولًا', asc: 'الأقدم أولًا' },
  size: { desc: 'الأكبر أولًا', asc: 'الأصغر أولًا' },
  text: { desc: 'تنازليًا', asc: 'تصاعديًا' },
};

const fieldOf = (field: string): string => named(fields, field);

/** Isolates a vendor's term, mostly in Latin letters, so that it does not reorder the text around it. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/** Arabic. */
export const ar = ({ number, plural, list, bytes, duration }: Formats): Messages => {
  // In the genitive, which has the same form as the accusative.
  const images = (count: number): string =>
    plural(count, { one: 'صورة واحدة', two: 'صورتين', few: '# صور', other: '# صورة' });
  return {
    label: 'صورة النظام',
    search: 'البحث في الصور',
    clearText: 'مسح البحث',
    searchPlaceholder: 'الاسم أو المعرّف أو نظام التشغيل…',
    any: 'الكل',
    choose: 'اختر صورة…',
    open: 'عرض الصور',
    close: 'إغلاق',
    clear: 'مسح',
    clearSearch: 'مسح البحث وعوامل التصفية',
    filters: 'عوامل التصفية',
    filtersActive: (count: number) => `عوامل التصفية، النشطة منها: ${number(count)}`,
    show: (images: string) => `عرض ${images}`,
    clearAll: 'مسح الكل',
    field: fieldOf,
    value: (value: string) => named(values, value),
    sortBy: (field: string) => `الترتيب حسب ${fieldOf(field)}`,
    sort: 'الترتيب',
    cloudOrder: 'الترتيب الافتراضي',
    sortOption: (field: string, direction: SortDirection) => `${fieldOf(field)}: ${orders[orderOf(field)][direction]}`,
    sorted: (direction: SortDirection) => (direction === 'asc' ? 'تصاعديًا' : 'تنازليًا'),
    removeFilter: (label: string) => `إزالة عامل التصفية ${isolate(label)}`,
    onlyFitting: 'الصور التي يمكن اختيارها فقط',
    onlyChosen: 'الصور المختارة فقط',

    loading: 'جارٍ تحميل الصور…',
    slow: 'تستغرق السحابة وقتًا أطول من المعتاد…',
    searching: (loaded: number, expected?: number) =>
      `تمت قراءة ${expected === undefined ? images(loaded) : `${number(loaded)} من نحو ${images(expected)}`}…`,
    stop: 'إيقاف',
    reload: 'إعادة التحميل',
    loadedAt: (time: string) => `وقت التحميل: ${time}`,
    retry: 'إعادة المحاولة',
    signIn: 'تسجيل الدخول مجددًا',
    resume: 'متابعة',
    lookAgain: 'التحقق مجددًا',
    copyForSupport: 'نسخ التفاصيل للدعم',
    notLoaded: 'تعذّر تحميل هذا الجزء من الصفحة.',
    unconfigured: (missing: readonly string[]) => `لم يكتمل إعداد هذا الحقل. ينقصه: ${list(missing.map(isolate))}.`,
    empty: 'لا توجد صور هنا في السحابة.',
    noMatch: 'لا توجد صور مطابقة.',
    noMatchFor: (text: string) => `لا توجد صور مطابقة لـ«${isolate(text)}».`,
    without: (filter: string, count: number) => `عدد الصور من دون ${isolate(filter)}: ${number(count)}.`,
    deletedHidden: (count: number) =>
      plural(count, {
        one: 'صورة محذوفة واحدة مخفية.',
        two: 'صورتان محذوفتان مخفيتان.',
        few: '# صور محذوفة مخفية.',
        other: '# صورة محذوفة مخفية.',
      }),
    showDeleted: 'إظهار الصور المحذوفة',
    nothingYet: 'لم يُعثر على شيء حتى الآن.',
    noneReadable: 'تتعذّر قراءة الصور هنا.',
    unreadable: (count: number) =>
      plural(count, {
        one: 'تعذّرت قراءة صورة واحدة، ولذلك لا تظهر هنا.',
        two: 'تعذّرت قراءة صورتين، ولذلك لا تظهران هنا.',
        few: 'تعذّرت قراءة # صور، ولذلك لا تظهر هنا.',
        other: 'تعذّرت قراءة # صورة، ولذلك لا تظهر هنا.',
      }),
    incomplete: (incomplete: Incomplete, loaded: number, expected?: number) => {
      const searched = `شمل البحث ${expected === undefined ? images(loaded) : `${number(loaded)} من نحو ${images(expected)}`}.`;
      switch (incomplete.reason) {
        case 'failed': {
          const pages = { one: 'صفحة واحدة', two: 'صفحتين', few: '# صفحات', other: '# صفحة' };
          return `تعذّر تحميل ${plural(incomplete.pages, pages)}، وقد تنقص القائمة بعض الصور. ${errors[incomplete.error.kind][0]}`;
        }
        case 'stopped':
          return loaded > 0 ? `توقّف البحث. ${searched}` : 'توقّف التحميل.';
        case 'limit':
          return searched;
        case 'ceiling':
          return `لا تعرض السحابة سوى أول ${images(loaded)}. استخدم عوامل التصفية للوصول إلى غيرها.`;
        case 'changed':
          return 'تغيّرت القائمة أثناء قراءتها. أعد التحميل للتأكد من عدم نقص أي صورة.';
        case 'missing':
          return expected === undefined
            ? `أرسلت السحابة ${images(loaded)}، وقد يكون لديها المزيد.`
            : `تذكر السحابة أن لديها نحو ${images(expected)}، لكنها لم ترسل سوى ${number(loaded)}.`;
      }
    },
    errorTitle: (kind: Failure) => errors[kind][0],
    errorAdvice: (kind: Failure) => errors[kind][1],
    requestId: (id: string) => `الطلب ${isolate(id)}`,
    retryAfter: (seconds: number) => `أعد المحاولة بعد مدة: ${duration(seconds)}.`,

    // In words, because a dash would swap the two numbers.
    range: (from: number, to: number, total: string) => `من ${number(from)} إلى ${number(to)}، من أصل ${total}`,
    total: (total: number, kind: TotalKind) =>
      kind === 'exact' ? number(total) : kind === 'estimate' ? `نحو ${number(total)}` : `${number(total)} أو أكثر`,
    images: (total: number, kind: TotalKind, all?: number) => {
      if (all !== undefined) return `${number(total)} من ${images(all)}`;
      return kind === 'exact'
        ? images(total)
        : kind === 'estimate'
          ? `نحو ${images(total)}`
          : `${images(total)} أو أكثر`;
    },
    found: (total: string) => `عدد الصور المطابقة: ${total}`,
    page: (page: number, pages?: number) =>
      `الصفحة ${number(page)}${pages === undefined ? '' : ` من ${number(pages)}`}`,
    pages: 'الصفحات',
    previousPage: 'الصفحة السابقة',
    nextPage: 'الصفحة التالية',
    more: 'عرض المزيد من الصور',

    chosen: (count: number) => (count === 0 ? 'لم تُختر أي صورة' : `تم اختيار ${images(count)}`),
    chosenImage: 'الصورة المختارة',
    nothingChosen: 'لم تُختر أي صورة',
    selectAll: (count: number) => `اختيار الكل (${number(count)})`,
    remove: (name: string) => `إزالة ${isolate(name)}`,
    gone: 'لم تعد موجودة في السحابة',
    unsuitable: ({ lacks, needs, available }: Unsuitable) =>
      `تتطلب ${bytes(needs)} من ${lacks === 'disk' ? 'مساحة القرص' : 'الذاكرة'}، والمتاح ${bytes(available)}`,
    unusable: (status: Unusable) =>
      ({
        pending: 'ليست جاهزة بعد',
        disabled: 'معطّلة ولا يمكن استخدامها',
        failed: 'فشل إعدادها ولا يمكن استخدامها',
        deleted: 'محذوفة ولا يمكن استخدامها',
      })[status],
    notSelectable: 'لا يمكن اختيارها',
    requirements: (disk?: string, memory?: string) =>
      [disk && `القرص ${disk}`, memory && `الذاكرة ${memory}`].filter(Boolean).join('، '),
    required: 'اختر صورة.',
    requiredGone: 'الصورة المختارة لم تعد موجودة في السحابة. اختر صورة أخرى.',
    requiredUnusable: 'لا يمكن استخدام الصورة المختارة. اختر صورة أخرى.',

    details: 'التفاصيل',
    copyId: 'نسخ المعرّف',
    copied: 'تم النسخ',
    problem: 'المشكلة',
    history: 'السجل',
    everything: 'الرد الأصلي',
  };
};
