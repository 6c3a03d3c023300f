import { aTimeout, expect, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import type { CloudImage } from '../../src/index.js';
import { needs } from '../support/engine.js';
import {
  button,
  findAll,
  mount,
  newRun,
  openPanel,
  options,
  ready,
  settled,
  text,
  unmount,
  shownOf,
} from '../support/picker.js';
import { address, credentialsOf, proxied, requests } from '../support/simulator.js';

/** What a framework's component does to a picker each time that it is rendered. */
type Render<Picker> = (picker: Picker) => void;

/** Often enough for a loop to show; what loops must not hang the test as well. */
const RENDERINGS = 25;

/** Renders a component anew with each answer of its picker, as one does that keeps the answer in its state. */
function renderWithEach<Picker extends ImageField>(picker: Picker, render: Render<Picker>): { readonly count: number } {
  const events = { count: 0 };
  for (const name of ['image-load', 'image-error']) {
    picker.addEventListener(name, () => {
      if (++events.count < RENDERINGS) render(picker);
    });
  }
  render(picker);
  return events;
}

async function renderOften<Picker extends ImageField>(picker: Picker, render: Render<Picker>): Promise<void> {
  for (let times = 0; times < RENDERINGS; times++) {
    render(picker);
    await picker.updateComplete;
    await aTimeout(0);
  }
  await settled(picker);
}

const asked = async (run: string): Promise<number> => (await requests(run)).length;

const linux = ({ os }: CloudImage): boolean => os?.family === 'linux';

async function showOnlyFitting(picker: ImageField): Promise<void> {
  await openPanel(picker, 'filters');
  const label = findAll(picker, '.filters header label')[0];
  expect(label?.textContent).to.contain('Only selectable images');
  label?.querySelector('input')?.click();
  await picker.updateComplete;
  await settled(picker);
}

describe('a picker in a component that is rendered again and again', () => {
  afterEach(unmount);

  it('stays on its page, and asks nothing, with functions and objects that are new each time', async () => {
    const run = newRun();
    const picker = await ready('vm-image-candidates', {
      options: { run, size: 100 },
      properties: { selectable: linux, filters: { platform: ['Linux'] } },
      attributes: { 'system-tags': '["a"]' },
    });
    const token = proxied ? undefined : credentialsOf('zstack');
    button(picker, 'Next page').click();
    await settled(picker);
    const shown = picker.images.map(({ id }) => id);
    const before = await asked(run);
    let loads = 0;
    picker.addEventListener('image-load', () => loads++);
    await renderOften(picker, () => {
      picker.selectable = (image) => linux(image);
      picker.filters = { platform: ['Linux'] };
      picker.values = [...picker.values];
      picker.defaultValues = [];
      picker.systemTags = ['a'];
      if (token !== undefined) picker.credentials = () => token;
    });
    expect(text(picker)).to.contain('21–40 of');
    expect(picker.images.map(({ id }) => id)).to.deep.equal(shown);
    expect(await asked(run)).to.equal(before);
    expect(loads).to.equal(0);
  });

  it(
    'takes a user name and a password for the same while they are',
    needs('credentials of its own', async () => {
      const run = newRun();
      const own = credentialsOf('hostway');
      const picker = await ready('flexcloud-images', { options: { run, latency: 20 } });
      await renderOften(picker, () => (picker.credentials = { ...own }));
      picker.reload();
      await picker.updateComplete;
      expect(picker.state.status).to.equal('loading');
      expect(options(picker), 'while it loads').to.have.length(shownOf('flexcloud-images'));
      await settled(picker);
      expect(await asked(run)).to.equal(2);
    }),
  );

  it('does not ask again for the images that fit with a function that says the same of each', async () => {
    const run = newRun();
    const picker = await ready('vm-image-candidates', {
      options: { run, size: 100 },
      properties: { selectable: linux },
    });
    await showOnlyFitting(picker);
    const { total } = picker;
    expect(total).to.be.within(1, 99);
    const events = renderWithEach(picker, () => (picker.selectable = (image) => linux(image)));
    await renderOften(picker, () => (picker.selectable = (image) => linux(image) || 'Linux only'));
    expect(events.count).to.equal(0);
    expect(picker.total).to.equal(total);
    expect(await asked(run)).to.equal(1);
  });

  it('shows other images as soon as the function says otherwise of one', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 100 }, properties: { selectable: linux } });
    await showOnlyFitting(picker);
    const before = picker.total;
    picker.selectable = (image) => !linux(image);
    await picker.updateComplete;
    await settled(picker);
    expect(picker.total).to.equal(100 - before);
    expect(picker.images.some(linux)).to.equal(false);
    const [first] = picker.images;
    picker.selectable = (image) => !linux(image) && image.id !== first?.id;
    await picker.updateComplete;
    await settled(picker);
    expect(picker.total).to.equal(99 - before);
    // Off, another function, and on again.
    await showOnlyFitting(picker);
    picker.selectable = linux;
    await picker.updateComplete;
    await showOnlyFitting(picker);
    expect(picker.total).to.equal(before);
  });

  it('lets the page go on even if each answer brings a function that says otherwise', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 40 },
      properties: { selectable: () => true },
    });
    await showOnlyFitting(picker);
    let times = 0;
    let stopped = false;
    picker.addEventListener('image-load', () => {
      const even = times++ % 2 === 0;
      // What does not stop must not hang the test as well.
      if (!stopped && times < 5000) picker.selectable = () => even;
    });
    picker.selectable = () => false;
    await aTimeout(0);
    await aTimeout(0);
    stopped = true;
    expect(times).to.be.below(10);
  });

  it(
    'keeps what fits apart from what fits the others that share its images',
    needs('credentials of its own', async () => {
      const source = document.createElement('image-provider');
      Object.assign(source, address('zstack', { size: 100 }));
      const pickers = [linux, (image: CloudImage) => !linux(image)].map((selectable) => {
        const picker = document.createElement('vm-image-candidates');
        Object.assign(picker, { vmInstanceUuid: '54f0aebe7a2536978aafb9eb7a95003e', selectable });
        return picker;
      });
      source.append(...pickers);
      document.body.append(source);
      const totals: number[] = [];
      for (const picker of pickers) {
        await settled(picker);
        await showOnlyFitting(picker);
        totals.push(picker.total);
      }
      expect(pickers.map(({ images }) => images.some(linux))).to.deep.equal([true, false]);
      expect(totals[0]).not.to.equal(100);
      expect((totals[0] ?? 0) + (totals[1] ?? 0)).to.equal(100);
      source.remove();
    }),
  );

  describe('while the cloud answers with an error', () => {
    const token = () => credentialsOf('huawei-workspace');

    for (const fail of ['404', '403', '400', '500', 'wrong-shape'] as const) {
      it(
        `asks no more because of a new function: ${fail}`,
        needs('credentials of its own', async () => {
          const run = newRun();
          const picker = mount('workspace-images', { options: { run, fail } });
          const events = renderWithEach(picker, () => (picker.credentials = () => token()));
          await settled(picker);
          const before = await asked(run);
          await renderOften(picker, () => (picker.credentials = () => token()));
          await renderOften(picker, () => (picker.credentials = `${token()}-2`));
          expect(events.count).to.equal(1);
          expect(await asked(run)).to.equal(before);
          button(picker, 'Try again').click();
          await waitUntil(async () => (await asked(run)) > before, 'asks when a person says so');
        }),
      );
    }

    it(
      'tries new credentials at once, and ever more seldom while they are refused, too',
      needs('credentials of its own', async () => {
        const run = newRun();
        const picker = mount('workspace-images', { options: { run, fail: '401' } });
        const started = performance.now();
        const times: number[] = [];
        const errors = renderWithEach(picker, () => (picker.credentials = () => token()));
        picker.addEventListener('image-error', () => times.push(performance.now() - started));
        await waitUntil(() => errors.count === 4, 'the fourth refusal');
        const gaps = times.slice(1).map((time, position) => time - (times[position] ?? 0));
        // A second and then two between the attempts, of which the answer before may have taken a part.
        expect(gaps[0], 'at once').to.be.below(900);
        expect(gaps[1], 'later').to.be.above(600);
        expect(gaps[2], 'later still').to.be.above(1400);
        // What a portal gives by itself goes out once, and once more after it has been asked to refresh it.
        expect(await asked(run)).to.equal(8);
      }),
    ).timeout(20_000);

    it(
      'comes back with credentials that are good, though it has to wait for its turn',
      needs('credentials of its own', async () => {
        const picker = await ready('workspace-images', { properties: { credentials: () => 'an-expired-token' } });
        let errors = 0;
        picker.addEventListener('image-error', () => errors++);
        picker.credentials = () => 'another-expired-token';
        await waitUntil(() => errors === 1, 'refused, too');
        picker.credentials = token();
        await waitUntil(() => picker.state.status === 'ready', 'ready');
        // From then on the next error is the first one again.
        picker.credentials = 'an-expired-token';
        picker.reload();
        await waitUntil(() => errors === 2, 'expired');
        await picker.updateComplete;
        picker.credentials = token();
        const started = performance.now();
        await waitUntil(() => picker.state.status === 'ready', 'ready');
        expect(performance.now() - started).to.be.below(900);
      }),
    );

    it(
      'does not ask from beyond: taken away while it waits for its turn',
      needs('credentials of its own', async () => {
        const runs = [newRun(), newRun()];
        const pickers = await Promise.all(
          runs.map((run) => ready('workspace-images', { options: { run, fail: '401' } })),
        );
        const turns = pickers.map(async (picker) => {
          picker.credentials = () => token();
          await oneEvent(picker, 'image-error');
          await picker.updateComplete;
          picker.credentials = () => token();
          await picker.updateComplete;
        });
        await Promise.all(turns);
        const [gone, there] = pickers;
        if (!gone || !there) throw new Error('not there');
        const before = await asked(runs[0] ?? '');
        gone.remove();
        await oneEvent(there, 'image-error');
        expect(await asked(runs[0] ?? '')).to.equal(before);
        // Put back, it has its turn.
        document.body.append(gone);
        await oneEvent(gone, 'image-error');
        gone.remove();
      }),
    );
  });

  it('says in its events what it says of itself', async () => {
    const states: string[] = [];
    const picker = mount('workspace-images', { options: { fail: '404', times: 1, run: newRun() } });
    for (const name of ['image-load', 'image-error']) {
      picker.addEventListener(name, () => states.push(`${name}: ${picker.state.status}, ${picker.total}`));
    }
    await settled(picker);
    picker.reload();
    await settled(picker);
    expect(states).to.deep.equal(['image-error: error, 0', 'image-load: ready, 12']);
  });
});
