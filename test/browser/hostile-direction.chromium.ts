import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';
import { turnedRound } from '../support/order.js';
import { find, findAll, mount, openPanel, options, settled, unmount, type PickerTag } from '../support/picker.js';
import { cloudIds, inTurn, factsOf, type Say } from '../clouds/index.js';
import { tell } from '../support/told.js';

/** Turns what follows; the same after more has been closed than was open; another direction by its letters alone. */
const turning = ['bc\u202edef', 'bc\u2069\u2069\u202c\u202edef', '\u2067אב', 'אב 12'];

async function ask(tag: PickerTag, status: number, body: unknown, attributes = {}): Promise<ImageField> {
  const endpoint = await tell({ status, body: JSON.stringify(body) });
  const picker = mount(tag, {
    attributes,
    properties: { endpoint, credentials: 'some credentials', proxy: undefined },
  });
  await settled(picker);
  return picker;
}

/** Says a text once, at the n-th time, and other words before and after. */
const onceAt = (text: string, time: number): Say => {
  let times = 0;
  return () => (times++ === time ? text : `word${time}x${times}`);
};

/** How many texts there are. */
function timesOf(make: (say: Say) => unknown): number {
  let times = 0;
  make(() => `${times++}`);
  return times;
}

/** Every text of a value that could turn something round, in the ways in which it is shown: an id in two parts, marks made up for. */
function turningIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(turningIn);
  if (typeof value !== 'string' || !/[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]/.test(value)) return [];
  const shown = [value, value.slice(0, -6), value.slice(-6)].filter(Boolean);
  return [...shown, ...shown.map((part) => part.replace(/[\u2066-\u2069]/g, ''))];
}

const rootOf = ({ shadowRoot }: ImageField): ShadowRoot => {
  if (!shadowRoot) throw new Error('no shadow root');
  return shadowRoot;
};

describe('a text that turns round what follows it', () => {
  afterEach(unmount);

  it('would be noticed', () => {
    const paragraph = document.createElement('p');
    paragraph.append('a \u202ebc', ' and 1, 2');
    document.body.append(paragraph);
    expect(turnedRound(paragraph, ['\u202ebc'])).to.have.length(1);
    paragraph.textContent = 'a bc and 1, 2';
    expect(turnedRound(paragraph, ['bc'])).to.deep.equal([]);
    paragraph.remove();
  });

  for (const cloudId of cloudIds) {
    const { tag, row, list, errors } = factsOf(cloudId);

    it(`does so in no place of an image of ${cloudId}`, async function () {
      this.timeout(60_000);
      for (const text of turning) {
        const rows = Array.from({ length: timesOf(row) }, (_, time) => row(onceAt(text, time)));
        const picker = await ask(tag, 200, list(rows, inTurn(['word'])), { 'page-size': '100' });
        await openPanel(picker, 'details');
        find(picker, '.raw').setAttribute('open', '');
        const turned = new Set<string>();
        for (const [at, image] of picker.images.entries()) {
          options(picker)[at]?.click();
          await picker.updateComplete;
          const texts = turningIn([text, { ...image, source: undefined }]);
          const details = find(picker, '.details');
          for (const part of [options(picker)[at], details, find(picker, '.choice')]) {
            for (const words of part ? turnedRound(part, texts) : []) turned.add(words.slice(0, 120));
          }
        }
        expect([...turned], JSON.stringify(text)).to.deep.equal([]);
        unmount();
      }
    });

    it(`does so in no place of an error of ${cloudId}`, async () => {
      for (const text of turning) {
        for (const error of errors) {
          for (let time = 0; time < timesOf(error); time++) {
            const picker = await ask(tag, 400, error(onceAt(text, time)));
            const { state } = picker;
            const texts = turningIn([
              text,
              state.status === 'error' ? [state.error.code, state.error.detail, state.error.requestId] : '',
            ]);
            expect(turnedRound(find(picker, '.state'), texts), JSON.stringify(text)).to.deep.equal([]);
            unmount();
          }
        }
      }
    });
  }

  it('does so among neither chips nor tokens', async () => {
    for (const text of turning) {
      const picker = await ask(
        'flexcloud-images',
        200,
        { images: [{ id: 'there', zones: [text, 'z'] }] },
        { multiple: '' },
      );
      picker.values = [text, 'there', text + text];
      picker.filters = { location: [text, 'z'] };
      await settled(picker);
      expect(turnedRound(rootOf(picker), turningIn(text)), JSON.stringify(text)).to.deep.equal([]);
      // The icon that stands at a chip's end.
      for (const chip of findAll(picker, '[part~=chip]')) {
        const [label, icon] = [...chip.children].map((child) => child.getBoundingClientRect());
        expect(icon?.left).to.be.least((label?.right ?? NaN) - 1);
      }
      unmount();
    }
  });
});
