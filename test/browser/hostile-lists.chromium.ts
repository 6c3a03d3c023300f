import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage } from '../../src/providers/image.js';
import { halves, numbers, payloads, polluting, turning, unseen } from '../support/hostile-texts.js';
import { find, findAll, mount, options, settled, unmount, openPanel } from '../support/picker.js';
import { cloudIds, inTurn, factsOf, type CloudFacts } from '../clouds/index.js';
import { tell, toldUrl } from '../support/told.js';
import { kindsOf, PageWatch } from '../support/watch-page.js';

const texts = [...payloads, ...turning, ...unseen, ...halves, ...polluting, ...numbers];
/** A whole number of pages: the last one begins again. */
const PAGE = 20;
const firsts = Array.from({ length: Math.ceil(texts.length / PAGE) }, (_, page) => page * PAGE);

type Row = Readonly<Record<string, unknown>>;

/** Rows of which each says the texts from the next one on: over all pages, every text is in every place that it can be in. */
const rowsFrom = ({ row, idKey }: CloudFacts, from: number, said = texts): Row[] =>
  Array.from({ length: PAGE }, (_, at) => row(inTurn(said, from + at))).filter(
    (row) => !halves.some((half) => half === row[idKey]),
  );

async function listed(cloud: CloudFacts, rows: readonly Row[], attributes = {}): Promise<ImageField> {
  const body = JSON.stringify(cloud.list(rows, inTurn(texts)));
  const endpoint = await tell({ status: 200, body });
  const picker = mount(cloud.tag, {
    attributes: { 'page-size': String(PAGE), ...attributes },
    properties: { endpoint, credentials: 'some credentials', proxy: undefined },
  });
  await settled(picker);
  return picker;
}

/** The texts of an image that are shown as they are: all but words for which the languages have their own. */
function saidOf({
  id,
  name,
  description,
  os,
  architecture,
  statusText,
  visibility,
  format,
  locations,
  problem,
  facets,
  facts,
}: CloudImage): string[] {
  const steps =
    problem?.history.flatMap(({ severity, domain, code, message }) => [severity, domain, code, message]) ?? [];
  const known = [id, name, description, os?.version, architecture, statusText, visibility, format, ...locations];
  const failed = [problem?.code, problem?.message, problem?.warning, ...steps];
  const more = [...Object.values(facets ?? {}), ...Object.values(facts ?? {})].flat();
  return [...known, ...failed, ...more].filter((text) => typeof text === 'string');
}

/** What a person can see of a text, in one spelling: a tree of accessibility has no blanks at the ends, nor what controls the line. */
const visible = (text: string): string => text.replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}\ufffc]/gu, '');

interface Tree {
  readonly nodes: readonly {
    readonly role?: { value?: unknown };
    readonly name?: { value?: unknown };
    readonly description?: { value?: unknown };
  }[];
}

async function namesInTree(): Promise<string[]> {
  const { nodes } = await executeServerCommand<Tree, undefined>('accessibility-tree');
  return nodes
    .filter(({ role }) => role?.value === 'option')
    .map(({ name, description }) => visible(`${String(name?.value)} ${String(description?.value)}`));
}

/** What is read of a text: the marks that isolate it are made up for where they do not match. */
const read = (text = ''): string => text.replace(/[\u2066-\u2069]/g, '');

/** No image keeps the key that would change what an object inherits. */
const asRead = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null) Reflect.deleteProperty(value, '__proto__');
    return value;
  });

/** Takes one image after the other, and looks at how its texts are shown and which id the form has. */
async function chooseEach(picker: ImageField, rows: readonly Row[], idKey: string): Promise<void> {
  picker.style.inlineSize = '1000px';
  await openPanel(picker, 'details');
  let chosen = 0;
  for (const [at, image] of picker.images.entries()) {
    const row = rows[at] ?? {};
    const option = options(picker)[at];
    const shown = (selector: string) => option?.querySelector(selector)?.textContent;
    // A composed name is shorter in a row.
    expect(read(shown('[part~=name] bdi')), 'the name').to.equal(read(image.title?.text ?? image.name));
    expect(option?.getAttribute('data-id'), 'the id').to.equal(image.id);
    option?.click();
    await picker.updateComplete;
    // A few texts are words for an image that is not to be had.
    if (!option?.ariaDisabled) {
      expect(picker.form && new FormData(picker.form).getAll('image')).to.deep.equal([row[idKey]]);
      expect(read(find(picker, '[part~=value] bdi').textContent)).to.equal(read(image.title?.text ?? image.name));
      chosen++;
    }
    expect(asRead(find(picker, '.raw pre').textContent)).to.deep.equal(asRead(JSON.stringify(row)));
    const details = findAll(picker, '.details .headline bdi, .details dd, [part~=problem-details]')
      .map((element) => element.textContent)
      .join('\n');
    const missing = saidOf(image).filter((text) => !read(details).includes(read(text)));
    expect(missing, 'missing in the details').to.deep.equal([]);
  }
  expect(chosen).to.be.above(PAGE / 2);
}

describe('hostile texts in a list', () => {
  afterEach(unmount);

  it('are more than three hundred', () => {
    expect(payloads.length).to.be.above(300);
    expect(new Set(texts).size).to.equal(texts.length);
  });

  for (const cloudId of cloudIds) {
    const cloud = factsOf(cloudId);

    it(`are text and nothing else in every field of ${cloudId}`, async function () {
      this.timeout(60_000);
      const watch = new PageWatch(toldUrl);
      // Numbers, and what Horizon calls an image that is being made: they look another way.
      const plain = texts.map((_, at) => [`${at}`, `word ${at}`, `do ${at}ing`][at % 3] ?? '');
      const plainRows = rowsFrom(cloud, 0, plain);
      const ordinary = await listed(cloud, plainRows);
      await chooseEach(ordinary, plainRows, cloud.idKey);
      const kinds = kindsOf(ordinary);
      unmount();

      for (const from of firsts) {
        const rows = rowsFrom(cloud, from);
        const picker = await listed(cloud, rows);
        expect(picker.images.map(({ id }) => id)).to.deep.equal(rows.map((row) => row[cloud.idKey]));
        await chooseEach(picker, rows, cloud.idKey);
        expect(
          [...kindsOf(picker)].filter((kind) => !kinds.has(kind)),
          'elements of another kind',
        ).to.deep.equal([]);
        if (from === 0 || cloudId === 'hostway') {
          const names = await namesInTree();
          const unnamed = picker.images
            .map(({ name, title }) => visible(title ? title.text + title.tail : name))
            .filter((name) => !names.some((known) => known.includes(name)));
          expect(unnamed, 'names that assistive technology is not told').to.deep.equal([]);
        }
        unmount();
      }
      watch.finish();
    });
  }
});
