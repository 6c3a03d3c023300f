import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { CloudId } from '../../simulator/index.js';
import type { ImageField } from '../../src/components/image-field.js';
import { cloudIds } from '../clouds/index.js';
import { cloudsOf, faults, outcomeOf, type Fault } from '../support/fault-matrix.js';
import {
  chosen,
  findAll,
  mount,
  newRun,
  pickers,
  searchField,
  settled,
  shownAndSaid,
  tags,
  text,
  unmount,
} from '../support/picker.js';
import { address, catalogueOf, credentialsOf, nowhere, repair } from '../support/simulator.js';

const tagOf = (cloud: CloudId) =>
  tags.find((tag) => tag !== 'image-picker' && pickers[tag].cloud === cloud) ?? 'image-picker';

/** The id of an image on the first page. */
async function someImage(cloud: CloudId): Promise<string> {
  const [, image] = await catalogueOf(cloud);
  const ids = Object.entries(Object(image) as Readonly<Record<string, unknown>>);
  return ids.filter(([key]) => ['id', 'uuid', 'image_id'].includes(key)).map(([, id]) => String(id))[0] ?? '';
}

/**
 * Requests of the page itself for a list, and those for the chosen image by its id: a browser repeats some of them unasked when a
 * connection breaks.
 */
function countRequests(id: string): {
  readonly count: () => number;
  readonly lookups: () => number;
  readonly stop: () => void;
} {
  const { fetch } = window;
  let count = 0;
  let lookups = 0;
  window.fetch = (input, init) => {
    if (typeof input === 'string' && !input.includes('/-/')) {
      if (input.includes(id)) lookups++;
      else count++;
    }
    return fetch(input, init);
  };
  return { count: () => count, lookups: () => lookups, stop: () => (window.fetch = fetch) };
}

const stateOf = ({ state }: ImageField): string => (state.status === 'error' ? state.error.kind : state.status);

function foundBy({ state }: ImageField): string | undefined {
  if (!('result' in state) || !state.result || state.status === 'error') return undefined;
  const { total, totalKind, loaded } = state.result;
  // Deleted ones are not shown, and less than a tenth of all. The search matches each image.
  expect(total, 'shown').to.be.within(Math.ceil(0.9 * loaded), loaded);
  const images = loaded >= 100 && loaded < 1000 ? 'fewer than 1,000 images' : `${loaded.toLocaleString('en')} images`;
  return totalKind === 'exact' ? images : `${images}, and maybe more`;
}

/** What the field offers against the fault; asked for anew where it offers nothing. */
function tryAgain(picker: ImageField): void {
  const words = ['Try again', 'Sign in again', 'Reload', 'Continue'];
  const button = findAll(picker, '.state button, .notice button').find(({ textContent }) =>
    words.includes(textContent.trim()),
  );
  if (button) button.click();
  else picker.reload();
}

describe('what goes wrong', () => {
  const { random } = Math;
  const thrown: unknown[] = [];
  const note = (event: Event) => thrown.push(event);

  beforeEach(() => {
    thrown.length = 0;
    // The shortest pause before a request is repeated.
    Math.random = () => 0;
    addEventListener('unhandledrejection', note);
    addEventListener('error', note);
  });

  afterEach(() => {
    Math.random = random;
    removeEventListener('unhandledrejection', note);
    removeEventListener('error', note);
    unmount();
  });

  async function meet(fault: Fault, cloud: CloudId): Promise<void> {
    const { options, pages } = fault;
    const expected = outcomeOf(fault, cloud);
    const run = newRun(`fault-${cloud}`);
    const value = await someImage(cloud);
    const counter = countRequests(value);
    const late = options?.['fail'] === 'hang' || options?.['fail'] === 'drip';
    const picker = mount(tagOf(cloud), {
      options: { ...options, ...(pages && { size: 1000 }), run },
      attributes: { value, ...(pages && { search: '-' }) },
      properties: {
        ...(late && { timeout: 0.3 }),
        ...(options ? {} : nowhere),
        // A function, so that the field can ask for new ones.
        credentials: ({ refresh }) => {
          const token = credentialsOf(cloud);
          return refresh && typeof token === 'string' ? `${token}-2` : token;
        },
      },
    });
    const kept = (): void => {
      expect(picker.value).to.equal(value);
      expect(picker.form && new FormData(picker.form).getAll('image')).to.deep.equal([value]);
      expect(picker.shadowRoot?.activeElement).to.equal(searchField(picker));
    };
    const met = async (): Promise<void> => {
      await settled(picker);
      expect(stateOf(picker)).to.equal(expected.state);
      expect(foundBy(picker)).to.equal(expected.found);
      expect(text(picker)).to.contain(expected.says);
      if (expected.found === '0 images' && expected.says.includes('could not be read')) {
        expect(shownAndSaid(picker)).not.to.contain('has no images');
      }
      kept();
    };
    try {
      await picker.updateComplete;
      searchField(picker).focus();
      await met();
      if (expected.requests !== undefined) expect(counter.count(), 'requests').to.equal(expected.requests);
      else expect(counter.count(), 'requests').to.be.lessThan(60);
      expect(counter.lookups(), 'requests for the chosen image').to.be.at.most(1);

      // While the fault lasts, a person who tries again is told the same.
      if (expected.state !== 'ready' && options?.['times'] === undefined) {
        const before = counter.count();
        tryAgain(picker);
        await waitUntil(() => counter.count() > before || !options, 'asked again');
        await met();
      }

      if (options) await repair(run);
      else Object.assign(picker, address(cloud));
      tryAgain(picker);
      await waitUntil(
        () => picker.state.status === 'ready' && foundBy(picker) === (pages ? '1,000 images' : '12 images'),
        `recovered, not ${JSON.stringify(picker.state.status)} with ${String(foundBy(picker))}`,
      );
      await picker.updateComplete;
      kept();
      if (!pages) expect(chosen(picker).length).to.equal(1);
      expect(thrown).to.deep.equal([]);
    } finally {
      counter.stop();
    }
  }

  for (const cloud of cloudIds) {
    describe(cloud, () => {
      for (const fault of faults.filter((one) => cloudsOf(one).includes(cloud))) {
        it(fault.name, () => meet(fault, cloud));
      }
    });
  }
});
