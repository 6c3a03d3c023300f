import { expect, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { press } from '../support/keys.js';
import { needs } from '../support/engine.js';
import {
  button,
  chosen,
  find,
  findAll,
  mount,
  newRun,
  options,
  ready,
  search,
  settled,
  shownAndSaid,
  text,
  unmount,
} from '../support/picker.js';
import { address, credentialsOf, nowhere, requests } from '../support/simulator.js';

const asked = async (run: string): Promise<number> => (await requests(run)).length;

const status = (picker: ImageField): string => find(picker, '[role=status]').textContent;

const says = (picker: ImageField, words: string): Promise<void> =>
  waitUntil(() => status(picker).includes(words), `“${words}” is said`);

/** Lets the page believe something about the browser until `restore` is called. */
function pretend(object: object, property: string, value: unknown): void {
  Object.defineProperty(object, property, { configurable: true, value });
}

function setHidden(hidden: boolean): void {
  pretend(document, 'hidden', hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

function setOnline(online: boolean): void {
  pretend(navigator, 'onLine', online);
  dispatchEvent(new Event(online ? 'online' : 'offline'));
}

function restore(): void {
  Reflect.deleteProperty(document, 'hidden');
  Reflect.deleteProperty(navigator, 'onLine');
}

/** Seconds between two refreshes, in these tests. */
const soon = '0.1';

/** The next time that the list has been brought up to date. */
const refreshed = (picker: ImageField): Promise<unknown> => oneEvent(picker, 'image-load');

/** Time enough for a refresh that must not come: another picker has refreshed three times meanwhile. */
async function threeRefreshesElsewhere(): Promise<void> {
  const other = await ready('flexcloud-images', {
    attributes: { poll: soon, filters: '{"status":"pending"}' },
    options: { size: 60 },
  });
  expect(other.images.length).to.be.greaterThan(0);
  for (let times = 0; times < 3; times++) await refreshed(other);
  other.remove();
}

describe('freshness', () => {
  // Where several test files run side by side, only one page is in front.
  beforeEach(() => pretend(document, 'hidden', false));
  afterEach(() => {
    restore();
    unmount();
  });

  it('is told by the time of the last load, and had by loading anew', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { run } });
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
    const loadedAt = () => (picker.state.status === 'ready' ? picker.state.result.loadedAt : new Date(0));
    expect(text(picker)).to.contain(`as of ${time.format(loadedAt())}`);
    const before = loadedAt();
    await says(picker, 'Images found: 12');
    button(picker, 'Reload').click();
    await settled(picker);
    expect(await asked(run)).to.equal(2);
    expect(loadedAt().getTime()).to.be.greaterThan(before.getTime());
    const words: string[] = [];
    new MutationObserver(() => words.push(status(picker))).observe(find(picker, '[role=status]'), {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await waitUntil(() => words.includes('Images found: 12'), 'what came of it is said, though it is the same');
  });

  it('is kept up by itself only where asked for, and while something is pending', async () => {
    const quiet = newRun();
    const settledRun = newRun();
    await ready('flexcloud-images', {
      options: { run: quiet, size: 60 },
      attributes: { filters: '{"status":"pending"}' },
    });
    const done = await ready('flexcloud-images', {
      options: { run: settledRun, size: 60 },
      attributes: { poll: soon, filters: '{"status":"ready"}' },
    });
    expect(done.images.every(({ status: word }) => word !== 'pending')).to.equal(true);
    const endless = [Infinity, 3_000_000, -1];
    const endlessRun = newRun();
    for (const poll of endless) {
      await ready('flexcloud-images', {
        options: { size: 60, run: endlessRun },
        properties: { poll },
        attributes: { filters: '{"status":"pending"}' },
      });
    }
    const before = [await asked(quiet), await asked(settledRun), endless.length];
    await threeRefreshesElsewhere();
    expect([await asked(quiet), await asked(settledRun), await asked(endlessRun)]).to.deep.equal(before);
  });

  it('waits while nobody can see the page, and comes back with it', async () => {
    const run = newRun();
    setHidden(true);
    const picker = await ready('flexcloud-images', {
      options: { run, size: 60 },
      attributes: { poll: soon, filters: '{"status":"pending"}' },
    });
    const before = await asked(run);
    let loads = 0;
    picker.addEventListener('image-load', () => loads++);
    // The last rendering, after which nothing but the timer can make it look.
    await says(picker, 'Images found');
    // The others’ clock needs a page that can be seen: this one has been told already that it cannot.
    pretend(document, 'hidden', false);
    await threeRefreshesElsewhere();
    expect(loads).to.equal(0);
    expect(await asked(run)).to.equal(before);
    setHidden(false);
    await refreshed(picker);
    expect(await asked(run)).to.be.greaterThan(before);
    setHidden(true);
  });

  it('goes on after a refresh that failed, and keeps what is shown meanwhile', async () => {
    const run = newRun();
    const picker = await ready('flexcloud-images', {
      options: { run, size: 60, fail: '500', from: 1, times: 2 },
      attributes: { poll: soon, filters: '{"status":"pending"}' },
    });
    const shown = options(picker).length;
    for (let failures = 0; failures < 2; failures++) {
      await oneEvent(picker, 'image-error');
      expect(options(picker)).to.have.length(shown);
    }
    await oneEvent(picker, 'image-load');
    await picker.updateComplete;
    expect(picker.state.status).to.equal('ready');
    expect(findAll(picker, '.error')).to.have.length(0);
  });

  it('stops after a refresh that will fail again', async () => {
    const run = newRun();
    const picker = await ready('flexcloud-images', {
      options: { run, size: 60, fail: '403', from: 1 },
      attributes: { poll: soon, filters: '{"status":"pending"}' },
    });
    await oneEvent(picker, 'image-error');
    const before = await asked(run);
    // One that failed waits for five times as long, if it is to come at all.
    for (let times = 0; times < 3; times++) await threeRefreshesElsewhere();
    expect(await asked(run)).to.equal(before);
  });

  it('moves neither the focus nor the place nor the choice, and is not talked about', async () => {
    const picker = await ready('flexcloud-images', {
      options: { size: 100, run: newRun(), appear: 1 },
      attributes: { 'page-size': '50' },
      // Without reasons below them, all rows are of one height, and one more on top moves none.
      properties: { selectable: () => true },
    });
    Object.assign(find(picker, '.results').style, { overflow: 'auto', maxBlockSize: '16rem' });
    await says(picker, `Images found: ${picker.total}`);
    find(picker, '#listbox').focus();
    await press('End', 'ArrowUp', ' ');
    const place = () => ({
      value: picker.value,
      active: picker.images.findIndex(({ id }) => id === picker.value),
      pointedAt: options(picker).findIndex(
        ({ id }) => id === find(picker, '#listbox').getAttribute('aria-activedescendant'),
      ),
      focused: picker.shadowRoot?.activeElement?.id,
      scrolled: find(picker, '.results').scrollTop,
      page: scrollY,
    });
    const was = place();
    const first = picker.images[0]?.id;
    const second = picker.images[1]?.id;
    expect(was.scrolled).to.be.greaterThan(0);
    expect(was.pointedAt).to.equal(was.active);
    const words: string[] = [];
    new MutationObserver(() => words.push(status(picker))).observe(find(picker, '[role=status]'), {
      childList: true,
      subtree: true,
      characterData: true,
    });
    picker.poll = 0.1;
    await refreshed(picker);
    picker.poll = 0;
    await picker.updateComplete;
    const now = place();
    expect({ ...now, active: 0, pointedAt: 0 }).to.deep.equal({ ...was, active: 0, pointedAt: 0 });
    expect(now.pointedAt).to.equal(now.active);
    expect(chosen(picker)).to.have.length(1);
    expect(picker.images[0]?.id, 'an image has come in between').to.equal(first);
    expect(picker.images[1]?.id).not.to.equal(second);
    expect(words).to.deep.equal([]);
  });

  it('points at a neighbour where the active image has gone meanwhile', async () => {
    const picker = await ready('vm-image-candidates', { options: { run: newRun(), vanish: 1 } });
    const before = picker.images.map(({ id }) => id);
    find(picker, '#listbox').focus();
    await press('ArrowDown', 'ArrowDown');
    picker.reload();
    await settled(picker);
    const now = picker.images.map(({ id }) => id);
    const [gone] = before.filter((id) => !now.includes(id));
    expect(before.indexOf(gone ?? '')).to.equal(2);
    const active = find(picker, '#listbox').getAttribute('aria-activedescendant');
    expect(picker.images[options(picker).findIndex(({ id }) => id === active)]?.id).to.equal(before[3]);
    expect(picker.shadowRoot?.activeElement?.id).to.equal('listbox');
  });

  for (const appearance of ['list', 'dropdown']) {
    it(`says that a chosen image has gone: ${appearance}`, async () => {
      const picker = await ready('vm-image-candidates', {
        options: { run: newRun(), vanish: 1 },
        attributes: { appearance, required: '' },
      });
      const image = picker.images[2];
      picker.value = image?.id ?? '';
      await picker.updateComplete;
      expect(picker.checkValidity()).to.equal(true);
      picker.reload();
      await settled(picker);
      expect(picker.value, 'kept: it is what was wanted').to.equal(image?.id);
      const name = image?.name ?? '';
      expect(find(picker, appearance === 'list' ? '.choice' : '.field').textContent).to.contain(
        '(no longer in the cloud)',
      );
      await says(picker, `${name}: no longer in the cloud`);
      expect(picker.checkValidity()).to.equal(false);
      expect(picker.validationMessage).to.contain('no longer in the cloud');
    });
  }

  it('says that a chosen image has failed', async () => {
    const picker = await ready('cloud-phone-images', { options: { size: 60 } });
    const failed = picker.images.find(({ status: word }) => word === 'failed');
    picker.value = failed?.id ?? '';
    await picker.updateComplete;
    expect(find(picker, '.choice').textContent).to.contain('(Failed, so it cannot be used)');
    await says(picker, `${failed?.name ?? ''}: Failed, so it cannot be used.`);
  });

  it('says after a while that loading is slow, and stops saying so', async () => {
    const picker = mount('workspace-images', {
      options: { fail: 'hang', times: 1, run: newRun() },
      properties: { timeout: 7 },
    });
    await picker.updateComplete;
    expect(text(picker)).not.to.contain('longer than usual');
    await says(picker, 'Loading images…');
    await says(picker, 'The cloud is taking longer than usual…');
    expect(text(picker).split('longer than usual').length, 'shown once').to.equal(2);
    picker.reload();
    await settled(picker);
    expect(find(picker, '.frame').textContent).not.to.contain('longer than usual');
    await says(picker, 'Images found: 12');
  }).timeout(15_000);

  for (const tag of ['workspace-images', 'vm-image-candidates', 'glance-images'] as const) {
    it(`stops a slow first page where asked to, and goes on later: <${tag}>`, async () => {
      const picker = mount(tag, { options: { fail: 'hang', times: 1, run: newRun() }, properties: { timeout: 60 } });
      await picker.updateComplete;
      await waitUntil(() => text(picker).includes('longer than usual'), 'slow');
      button(picker, 'Stop').click();
      await settled(picker);
      expect(picker.state.status).to.equal('ready');
      expect(text(picker)).to.contain('Nothing found so far.').and.contain('Stopped.').and.not.contain('Searched');
      expect(options(picker)).to.have.length(0);
      expect(picker.checkValidity(), 'nothing is called gone').to.equal(true);
      button(picker, 'Continue').click();
      await settled(picker);
      expect(options(picker).length).to.be.greaterThan(0);
      expect(text(picker)).not.to.contain('Stopped.');
    }).timeout(30_000);
  }

  it('says that the browser is offline, and comes back by itself when it is not any more', async () => {
    const picker = await ready('workspace-images');
    setOnline(false);
    Object.assign(picker, nowhere);
    await picker.updateComplete;
    await settled(picker);
    expect(text(picker)).to.contain('You are offline.').and.not.contain('CORS');
    await says(picker, 'You are offline.');
    Object.assign(picker, address('huawei-workspace'));
    await picker.updateComplete;
    await settled(picker);
    expect(options(picker)).to.have.length(12);
  });

  it('asks again by itself when the connection is back, and only then', async () => {
    const { fetch } = window;
    let asking = 0;
    window.fetch = () => {
      asking++;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    try {
      const picker = await ready('workspace-images');
      expect(picker.state).to.have.nested.property('error.kind', 'network');
      const before = asking;
      setOnline(false);
      await picker.updateComplete;
      expect(text(picker)).to.contain('You are offline.');
      window.fetch = fetch;
      expect(asking).to.equal(before);
      setOnline(true);
      await picker.updateComplete;
      await settled(picker);
      expect(options(picker)).to.have.length(12);
    } finally {
      window.fetch = fetch;
    }
  });
});

describe('signing in again', () => {
  afterEach(unmount);

  const good = (): string => credentialsOf('huawei-workspace');

  it(
    'asks the credentials function once more, unless the portal does it itself',
    needs('credentials of its own', async () => {
      let asking = 0;
      const picker = await ready('workspace-images', {
        properties: { credentials: () => (++asking > 2 ? good() : 'an-expired-token') },
      });
      expect(picker.state.status).to.equal('error');
      expect(asking).to.equal(2);
      const event = oneEvent(picker, 'image-sign-in');
      button(picker, 'Sign in again').focus();
      await press('Enter');
      expect(await event).to.have.nested.property('detail.kind', 'credentials');
      await settled(picker);
      expect(options(picker)).to.have.length(12);
      expect(picker.shadowRoot?.activeElement?.id, 'the focus, with the button gone').to.equal('search');
    }),
  );

  it(
    'is offered where a credentials function has not answered in time',
    needs('credentials of its own', async () => {
      let asking = 0;
      const picker = await ready('workspace-images', {
        properties: { credentials: () => (++asking > 1 ? good() : new Promise(() => undefined)), timeout: 0.5 },
      });
      expect(find(picker, '.error').textContent).to.contain('Signing in to the cloud takes too long.');
      picker.timeout = 15;
      button(picker, 'Sign in again').click();
      await settled(picker);
      expect(options(picker)).to.have.length(12);
      expect(asking).to.equal(2);
    }),
  );

  it(
    'shows nothing of the images of the person before',
    needs('credentials of its own', async () => {
      const run = newRun();
      const picker = await ready('workspace-images', { options: { run, latency: 100, fail: '500', from: 1 } });
      const [name = ''] = picker.images.map((image) => image.name);
      picker.value = picker.images[0]?.id ?? '';
      await picker.updateComplete;
      expect(text(picker)).to.contain(name);
      picker.credentials = `${good()}-2`;
      picker.reload();
      await picker.updateComplete;
      expect(shownAndSaid(picker), 'while it loads').not.to.contain(name);
      await settled(picker);
      expect(picker.state.status).to.equal('error');
      expect(shownAndSaid(picker), 'beside an error').not.to.contain(name);
      expect(picker.selectedImages).to.deep.equal([]);
    }),
  );

  for (const [how, recover] of [
    ['new credentials', (picker: ImageField) => (picker.credentials = good())],
    ['a reload', (picker: ImageField) => picker.reload()],
  ] as const) {
    it(
      `leaves it to a portal that prevents it: ${how}`,
      needs('credentials of its own', async () => {
        let signedIn = false;
        let asking = 0;
        const picker = await ready('workspace-images', {
          properties: {
            credentials: () => {
              asking++;
              return signedIn ? good() : 'an-expired-token';
            },
          },
        });
        document.addEventListener('image-sign-in', (event) => event.preventDefault(), { once: true });
        const before = asking;
        button(picker, 'Sign in again').click();
        await picker.updateComplete;
        expect(picker.state.status, 'nothing is asked in between').to.equal('error');
        expect(asking).to.equal(before);
        signedIn = true;
        recover(picker);
        await picker.updateComplete;
        await settled(picker);
        expect(options(picker)).to.have.length(12);
        await search(picker, '');
        expect(findAll(picker, '.error')).to.have.length(0);
      }),
    );
  }
});
