import assert from 'node:assert/strict';
import test from 'node:test';
import type { Incomplete } from '../../src/catalog/query.js';
import { ar } from '../../src/locales/ar.js';
import { en } from '../../src/locales/en.js';
import { enPanels } from '../../src/locales/en-panels.js';
import { enStates, type Failure } from '../../src/locales/en-states.js';
import { formatsOf } from '../../src/locales/format.js';
import type { Messages } from '../../src/locales/messages.js';
import { zh } from '../../src/locales/zh.js';
import { ProviderError } from '../../src/providers/errors.js';

const languages: Readonly<Record<string, Messages>> = {
  en: { ...en(formatsOf('en')), ...enStates(formatsOf('en')), ...enPanels },
  zh: zh(formatsOf('zh')),
  ar: ar(formatsOf('ar')),
};

type Sample<Message> = Message extends (...values: infer Values) => string
  ? readonly (readonly [values: Values, said: readonly string[]])[]
  : null;

const GIB = 1024 ** 3;
const failed = (pages: number): Incomplete => ({ reason: 'failed', pages, error: new ProviderError('timeout') });

/** What each message is given, and what of it has to be found in the words: in every language, with digits in common. */
const samples: { readonly [Key in keyof Messages]: Sample<Messages[Key]> } = {
  label: null,
  search: null,
  clearText: null,
  searchPlaceholder: null,
  any: null,
  choose: null,
  close: null,
  open: null,
  clear: null,
  clearSearch: null,
  filters: null,
  filtersActive: [[[3], ['3']]],
  show: [[['24 images'], ['24 images']]],
  clearAll: null,
  field: [[['a-field-of-its-own'], ['a-field-of-its-own']]],
  value: [[['A_WORD_OF_ITS_OWN'], ['A_WORD_OF_ITS_OWN']]],
  sortBy: [[['a-field-of-its-own'], ['a-field-of-its-own']]],
  sort: null,
  cloudOrder: null,
  sortOption: [
    [['a-field-of-its-own', 'asc'], ['a-field-of-its-own']],
    [['createdAt', 'desc'], []],
    [['sizeBytes', 'asc'], []],
  ],
  sorted: [
    [['asc'], []],
    [['desc'], []],
  ],
  removeFilter: [[['Format: qcow2'], ['Format: qcow2']]],
  onlyFitting: null,
  onlyChosen: null,
  loading: null,
  slow: null,
  searching: [
    [[1200], ['1,200']],
    [
      [1200, 5000],
      ['1,200', '5,000'],
    ],
  ],
  stop: null,
  reload: null,
  loadedAt: [[['10:21'], ['10:21']]],
  retry: null,
  signIn: null,
  resume: null,
  lookAgain: null,
  copyForSupport: null,
  notLoaded: null,
  unconfigured: [[[['projectId', 'endpoint']], ['projectId', 'endpoint']]],
  empty: null,
  noMatch: null,
  noMatchFor: [[['solaris'], ['solaris']]],
  without: [
    [
      ['Format: qcow2', 1],
      ['Format: qcow2', '1'],
    ],
    [
      ['Format: qcow2', 1284],
      ['Format: qcow2', '1,284'],
    ],
  ],
  deletedHidden: [[[12], ['12']]],
  showDeleted: null,
  nothingYet: null,
  noneReadable: null,
  unreadable: [[[12], ['12']]],
  incomplete: [
    [[failed(12), 300], ['12']],
    [[{ reason: 'stopped' }, 1200], ['1,200']],
    [
      [{ reason: 'limit' }, 1200, 5000],
      ['1,200', '5,000'],
    ],
    [[{ reason: 'ceiling' }, 1200], ['1,200']],
    [[{ reason: 'changed' }, 1200], []],
    [[{ reason: 'missing' }, 1200], ['1,200']],
    [
      [{ reason: 'missing' }, 1200, 5000],
      ['1,200', '5,000'],
    ],
  ],
  errorTitle: [[['network'], []]],
  errorAdvice: [[['network'], ['CORS']]],
  requestId: [[['9c7d136d'], ['9c7d136d']]],
  retryAfter: [[[30], ['30']]],
  range: [
    [
      [21, 40, '1,284'],
      ['21', '40', '1,284'],
    ],
  ],
  total: [
    [[1284, 'exact'], ['1,284']],
    [[1284, 'estimate'], ['1,284']],
    [[1284, 'minimum'], ['1,284']],
  ],
  images: [
    [[1284, 'exact'], ['1,284']],
    [[1284, 'minimum'], ['1,284']],
    [
      [24, 'exact', 1284],
      ['24', '1,284'],
    ],
  ],
  found: [[['1,284'], ['1,284']]],
  page: [
    [[3], ['3']],
    [
      [3, 65],
      ['3', '65'],
    ],
  ],
  pages: null,
  previousPage: null,
  nextPage: null,
  more: null,
  chosen: [[[12], ['12']]],
  chosenImage: null,
  nothingChosen: null,
  selectAll: [[[1284], ['1,284']]],
  remove: [[['debian-12'], ['debian-12']]],
  gone: null,
  unusable: [
    [['pending'], []],
    [['disabled'], []],
    [['failed'], []],
    [['deleted'], []],
  ],
  unsuitable: [
    [[{ lacks: 'disk', needs: 60 * GIB, available: 40 * GIB }], ['60', '40']],
    [[{ lacks: 'memory', needs: 16 * GIB, available: 8 * GIB }], ['16', '8']],
  ],
  notSelectable: null,
  requirements: [
    [
      ['40 GB', '4 GB'],
      ['40 GB', '4 GB'],
    ],
    [['40 GB', undefined], ['40 GB']],
    [[undefined, '4 GB'], ['4 GB']],
  ],
  required: null,
  requiredGone: null,
  requiredUnusable: null,
  details: null,
  copyId: null,
  copied: null,
  problem: null,
  history: null,
  everything: null,
};

const keys = Object.keys(languages['en'] ?? {}).sort();

/** A message with its samples, whose types have been matched above. */
function sayings(messages: Messages, key: string): { words: unknown; said: readonly string[] }[] {
  const message = Object.entries(messages).find(([name]) => name === key)?.[1];
  const given = Object.entries(samples).find(([name]) => name === key)?.[1];
  if (!given) return [{ words: message, said: [] }];
  assert.equal(typeof message, 'function', key);
  return given.map(([values, said]) => ({
    words: typeof message === 'function' ? (Reflect.apply(message, undefined, values) as unknown) : undefined,
    said,
  }));
}

for (const [language, messages] of Object.entries(languages)) {
  test(`${language} says everything there is to say, in words, with what it is given`, () => {
    assert.deepEqual(Object.keys(messages).sort(), keys);
    for (const key of keys) {
      for (const { words, said } of sayings(messages, key)) {
        assert.ok(typeof words === 'string' && words.trim() !== '', `${key} says nothing`);
        assert.doesNotMatch(words, /undefined|NaN|\[object|#/, key);
        for (const value of said) assert.ok(words.includes(value), `${key}: “${words}” lacks “${value}”`);
      }
    }
  });

  test(`${language} tells one error from another, and gives advice on each`, () => {
    const kinds: readonly Failure[] = [
      ...(['credentials', 'forbidden', 'not-found', 'bad-request', 'rate-limited', 'unavailable', 'network'] as const),
      ...(['offline', 'module', 'sign-in', 'timeout', 'malformed'] as const),
    ];
    assert.equal(new Set(kinds.map(messages.errorTitle)).size, kinds.length);
    for (const kind of kinds) assert.notEqual(messages.errorAdvice(kind), '');
  });

  test(`${language} tells a lack of disk from one of memory, and up from down`, () => {
    const lack = { needs: 60 * GIB, available: 40 * GIB };
    assert.notEqual(messages.unsuitable({ lacks: 'disk', ...lack }), messages.unsuitable({ lacks: 'memory', ...lack }));
    assert.notEqual(messages.sorted('asc'), messages.sorted('desc'));
    assert.equal(new Set((['exact', 'estimate', 'minimum'] as const).map((kind) => messages.total(7, kind))).size, 3);
  });
}

test('a translation leaves no message in English, except for a symbol that all share', () => {
  for (const [language, messages] of Object.entries(languages)) {
    if (language === 'en') continue;
    const same = Object.entries(messages).filter(
      ([key, message]) =>
        typeof message === 'string' &&
        Object.entries(languages['en'] ?? {}).some(([name, words]) => name === key && words === message),
    );
    assert.deepEqual(same, [], language);
    for (const field of ['name', 'status', 'os', 'sizeBytes', 'createdAt', 'gpu-type', 'state']) {
      assert.notEqual(messages.field(field), languages['en']?.field(field), `${language} ${field}`);
    }
    for (const value of ['ready', 'pending', 'disabled', 'failed', 'deleted', 'unknown', 'gold', 'share', 'true']) {
      assert.notEqual(messages.value(value), languages['en']?.value(value), `${language} ${value}`);
    }
  }
});

test('Arabic counts in all its forms', () => {
  const { unreadable, incomplete, chosen, retryAfter, searching } = ar(formatsOf('ar'));
  const forms = (say: (count: number) => string) => [0, 1, 2, 3, 11, 100].map(say);
  assert.deepEqual(forms(unreadable), [
    'تعذّرت قراءة 0 صورة، ولذلك لا تظهر هنا.',
    'تعذّرت قراءة صورة واحدة، ولذلك لا تظهر هنا.',
    'تعذّرت قراءة صورتين، ولذلك لا تظهران هنا.',
    'تعذّرت قراءة 3 صور، ولذلك لا تظهر هنا.',
    'تعذّرت قراءة 11 صورة، ولذلك لا تظهر هنا.',
    'تعذّرت قراءة 100 صورة، ولذلك لا تظهر هنا.',
  ]);
  assert.deepEqual(forms(chosen), [
    'لم تُختر أي صورة',
    'تم اختيار صورة واحدة',
    'تم اختيار صورتين',
    'تم اختيار 3 صور',
    'تم اختيار 11 صورة',
    'تم اختيار 100 صورة',
  ]);
  assert.match(incomplete(failed(2), 0), /صفحتين/);
  assert.match(incomplete(failed(3), 0), /3 صفحات/);
  assert.match(retryAfter(2), /ثانيتان/);
  assert.match(retryAfter(5), /5 ثوان/);
  assert.match(searching(0, 2), /من نحو صورتين/);
});

test('Arabic keeps what is written from left to right apart from its own words', () => {
  const { requestId, remove, removeFilter, unconfigured } = ar(formatsOf('ar'));
  assert.match(requestId('9c7d-136d'), /\u20689c7d-136d\u2069/);
  assert.match(remove('debian-12 (LTS)'), /\u2068debian-12 \(LTS\)\u2069/);
  assert.match(removeFilter('Windows'), /\u2068Windows\u2069/);
  assert.match(unconfigured(['projectId']), /\u2068projectId\u2069/);
});

test('English counts one and many', () => {
  const { searching } = en(formatsOf('en'));
  const { unreadable } = enStates(formatsOf('en'));
  assert.equal(unreadable(1), '1 image could not be read and is not shown.');
  assert.equal(unreadable(2), '2 images could not be read and are not shown.');
  assert.equal(searching(1200, 5000), '1,200 of about 5,000 images read…');
});
