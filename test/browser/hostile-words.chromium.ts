import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { ProviderError } from '../../src/providers/errors.js';
import { halves, numbers, payloads, polluting, turning, unseen } from '../support/hostile-texts.js';
import type { ToldAnswer } from '../servers/told-cloud.js';
import { find, findAll, mount, openPanel, settled, unmount, type PickerTag } from '../support/picker.js';
import { cloudIds, inTurn, factsOf } from '../clouds/index.js';
import { eachAnswer, tell, toldUrl } from '../support/told.js';
import { kindsOf, PageWatch } from '../support/watch-page.js';

const texts = [...payloads, ...turning, ...unseen, ...halves, ...polluting, ...numbers];
/** The marks that isolate a text are made up for where they do not match. */
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');
const read = ({ textContent }: Element): string => plain(textContent);

/** Elements of a toolbar and its chips. */
const PARTS = 'div span label input button svg circle path select option slot ul li b'.split(' ');
/** Fields that ask side by side. */
const LANES = 10;

const given = { credentials: 'some credentials', proxy: undefined };

/** Has several fields side by side ask for one answer after the other, and looks at each. */
async function askEach(
  tag: PickerTag,
  answers: readonly ToldAnswer[],
  look: (picker: ImageField) => void,
): Promise<void> {
  const share = Math.ceil(answers.length / LANES);
  const starts = [...new Array(LANES).keys()].map((at) => at * share).filter((start) => start < answers.length);
  const shares = starts.map((start) => answers.slice(start, start + share));
  await Promise.all(shares.map((told) => eachAnswer(tag, given.credentials, told, look)));
}

/** What the field says is what its error says, and none of it is an element. */
function checkError(picker: ImageField, kinds: ReadonlySet<string>): ProviderError {
  const { state } = picker;
  if (state.status !== 'error') throw new Error(`no error, but ${state.status}`);
  const { error } = state;
  expect(error).to.be.instanceOf(ProviderError);
  const facts = findAll(picker, '.facts bdi').map(read);
  expect(facts).to.deep.equal(
    [`HTTP ${error.status}`, error.code, error.requestId && `Request ${error.requestId}`]
      .filter((fact) => fact !== undefined)
      .map(plain),
  );
  expect(findAll(picker, '.error .detail bdi').map(read)).to.deep.equal(
    error.detail === undefined ? [] : [plain(error.detail)],
  );
  expect([...kindsOf(picker)].filter((kind) => !kinds.has(kind))).to.deep.equal([]);
  return error;
}

describe('hostile texts in an error', () => {
  let watch: PageWatch;
  before(() => (watch = new PageWatch(toldUrl)));
  after(() => watch.finish());
  afterEach(unmount);

  for (const cloudId of cloudIds) {
    const {
      tag,
      errors,
      fullest: [, , code],
    } = factsOf(cloudId);

    it(`are text and nothing else in every field of an error of ${cloudId}`, async function () {
      this.timeout(180_000);
      for (const error of errors) {
        const bodies = [
          ['some', 'other', 'words'],
          ...texts.map((_, from) => [...texts.slice(from), ...texts.slice(0, from)]),
        ];
        const answers = bodies.map((said) => ({ status: 400, body: JSON.stringify(error(inTurn(said))) }));
        let kinds = new Set<string>();
        await askEach(tag, answers.slice(0, 1), (picker) => (kinds = kindsOf(picker)));
        const told = new Set<string | undefined>();
        await askEach(tag, answers, (picker) => {
          const error = checkError(picker, kinds);
          for (const fact of [error.code, error.detail, error.requestId]) told.add(fact);
        });
        // Of a code or a request's name nothing is taken away; of a detail, what nobody reads of a page of HTML.
        const least = texts.length / (code === undefined ? 4 : 2);
        expect(texts.filter((text) => told.has(text)).length).to.be.above(least);
      }
    });
  }

  it('are text and nothing else in a body that is no JSON, and in a header', async function () {
    this.timeout(180_000);
    const named = (name: string) => ({ 'X-Request-Id': name, 'Content-Type': 'text/html' });
    const ordinary = { status: 400, headers: named('a name'), body: 'some words' };
    let kinds = new Set<string>();
    await askEach('workspace-images', [ordinary], (picker) => (kinds = kindsOf(picker)));
    await askEach(
      'workspace-images',
      texts.map((text) => ({ ...ordinary, body: text })),
      (picker) => checkError(picker, kinds),
    );
    const names = payloads.filter((text) => /^[ -~]+$/.test(text)).map((text) => text.trim());
    const told: (string | undefined)[] = [];
    await askEach(
      'workspace-images',
      names.map((name) => ({ ...ordinary, headers: named(name) })),
      (picker) => told.push(checkError(picker, kinds).requestId),
    );
    expect(new Set(told)).to.deep.equal(new Set(names.map((name) => name.slice(0, 300))));
  });

  it('are text and nothing else where a cloud says why it has no images', async function () {
    this.timeout(180_000);
    const answers = ['it', ...texts].map((text) => ({
      status: 404,
      body: JSON.stringify({ message: `Copies are not found for ${text}` }),
    }));
    let kinds = new Set<string>();
    await askEach('image-copies', answers.slice(0, 1), (picker) => (kinds = kindsOf(picker)));
    await askEach('image-copies', answers, (picker) => {
      expect(find(picker, '.state .detail bdi').textContent).to.match(/^Copies are not found for/);
      expect([...kindsOf(picker)].filter((kind) => !kinds.has(kind))).to.deep.equal([]);
    });
  });
});

describe('hostile texts among what is chosen and filtered by', () => {
  let watch: PageWatch;
  beforeEach(() => (watch = new PageWatch(toldUrl)));
  afterEach(() => {
    unmount();
    watch.finish();
  });

  for (const appearance of ['list', 'dropdown']) {
    it(`are text and nothing else in tokens, messages and announcements of a ${appearance}`, async function () {
      this.timeout(180_000);
      const endpoint = await tell({ status: 200, body: '{"images":[{"id":"there"}]}' });
      const ask = (values: readonly string[]) =>
        mount('flexcloud-images', {
          attributes: { appearance, multiple: '', required: '' },
          properties: { ...given, endpoint, values },
        });
      const ordinary = ask(Array.from({ length: 12 }, (_, at) => `gone ${at}`));
      await settled(ordinary);
      ordinary.reportValidity();
      await ordinary.updateComplete;
      const kinds = kindsOf(ordinary);
      unmount();
      const fields: (readonly [ImageField, readonly string[]])[] = [];
      for (let from = 0; from < texts.length; from += 12) {
        const ids = texts.slice(from, from + 12);
        fields.push([ask(ids), ids]);
      }
      for (const [picker, ids] of fields) {
        await settled(picker);
        picker.reportValidity();
        await picker.updateComplete;
        expect(picker.values).to.deep.equal(ids);
        expect(findAll(picker, '.token bdi').map(read)).to.deep.equal(ids.map(plain));
        expect(findAll(picker, '.token button').map(({ ariaLabel }) => ariaLabel)).to.deep.equal(
          ids.map((id) => `Remove ${id}`),
        );
        expect([...kindsOf(picker)].filter((kind) => !kinds.has(kind))).to.deep.equal([]);
      }
      for (const [picker, ids] of fields) {
        const status = find(picker, '[role=status]');
        const news = () => ids.slice(0, 3).every((id) => status.textContent.includes(`${id}: no longer in the cloud.`));
        await waitUntil(news, 'said', { timeout: 20_000 });
        expect(status.childElementCount).to.equal(0);
      }
    });
  }

  for (const cloudId of cloudIds) {
    it(`are text and nothing else in the filters of ${cloudId}`, async function () {
      this.timeout(180_000);
      const { tag, row, list } = factsOf(cloudId);
      const rows = texts.map((text, at) => {
        const id = `i-${at}`;
        return { ...row(inTurn([text])), id, uuid: id, image_id: id };
      });
      const ask = async (some: readonly Readonly<Record<string, unknown>>[]) => {
        const endpoint = await tell({ status: 200, body: JSON.stringify(list(some, inTurn(['word']))) });
        const picker = mount(tag, { attributes: { 'page-size': '5' }, properties: { ...given, endpoint } });
        await settled(picker);
        return picker;
      };
      // Some hundreds are as many as a page of each cloud may have.
      for (let from = 0; from < texts.length; from += 100) {
        const said = texts.slice(from, from + 100);
        const picker = await ask(rows.slice(from, from + 100));
        const [image] = picker.images;
        const [facet = 'status'] = [
          ...(image?.locations.length ? ['location'] : []),
          ...Object.keys(image?.facets ?? {}),
        ];
        await openPanel(picker, 'filters');
        const offered = findAll(picker, '.filters .tick').map(read);
        if (facet !== 'status') {
          expect(
            said.filter((text) => !offered.some((label) => label.startsWith(plain(text)))),
            'not offered',
          ).to.deep.equal([]);
        }
        picker.filters = { [facet]: said };
        await settled(picker);
        const labels = findAll(picker, '[part~=chip] b').map(({ textContent }) => textContent);
        expect(labels).to.deep.equal(said);
        const spoken = findAll(picker, '[part~=chip] button').map(({ ariaLabel }) => ariaLabel ?? '');
        expect(spoken.map((label) => label.slice(label.indexOf(': ') + 2))).to.deep.equal(said);
        expect(
          findAll(picker, '.toolbar *, .chips *').filter(({ localName }) => !PARTS.includes(localName)),
        ).to.deep.equal([]);
        unmount();
      }
    });
  }
});
