import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import type { FaultKind } from '../../simulator/index.js';
import { ProviderError, type ErrorKind } from '../../src/index.js';
import {
  button,
  find,
  findAll,
  mount,
  newRun,
  options,
  pickers,
  ready,
  type Setup,
  search,
  settled,
  tags,
  text,
  unmount,
  searchField,
  shownOf,
} from '../support/picker.js';
import { needs } from '../support/engine.js';
import { address, credentialsOf, nowhere, refusalsOf, requests, unaddressed } from '../support/simulator.js';

const errorOf = ({ state }: { state: { status: string } & Partial<{ error: ProviderError }> }) => state.error;

describe('the states of a picker', () => {
  afterEach(unmount);

  it(
    'says what is missing before anything can be asked, and asks as soon as it is there',
    needs('credentials of its own', async () => {
      const picker = mount('workspace-images', { properties: unaddressed });
      picker.removeAttribute('project-id');
      await picker.updateComplete;
      expect(picker.state).to.deep.equal({
        status: 'unconfigured',
        missing: ['projectId', 'endpoint', 'credentials'],
      });
      expect(text(picker)).to.contain('Missing: projectId, endpoint, and credentials.');
      picker.setAttribute('project-id', 'p1');
      Object.assign(picker, address('huawei-workspace'));
      await picker.updateComplete;
      await settled(picker);
      expect(options(picker)).to.have.length(12);
    }),
  );

  it('shows placeholders, and is busy, until the first images have come', async () => {
    const picker = mount('workspace-images', { options: { latency: 40 } });
    await picker.updateComplete;
    expect(picker.matches(':state(loading)')).to.equal(true);
    expect(findAll(picker, '.skeleton').length).to.be.greaterThan(0);
    await settled(picker);
    expect(picker.matches(':state(loading)')).to.equal(false);
    expect(findAll(picker, '.skeleton')).to.have.length(0);
  });

  for (const tag of tags) {
    it(`says that the cloud has no images: <${tag}>`, async () => {
      const picker = await ready(tag, { options: { size: 0 } });
      expect(text(picker)).to.contain('The cloud has no images here.');
      expect(picker.total).to.equal(0);
    });
  }

  it(
    'takes a version without copies for an empty list',
    needs('credentials of its own', async () => {
      const picker = await ready('image-copies', { attributes: { 'image-id': 'none' } });
      expect(picker.state.status).to.equal('ready');
      expect(text(picker)).to.contain('The cloud has no images here.');
    }),
  );

  it('says that nothing matches, and clears what was searched for', async () => {
    const picker = await ready('workspace-images');
    await search(picker, 'no image is called this');
    expect(text(picker)).to.contain('No images match');
    button(picker, 'Clear search and filters').click();
    await settled(picker);
    expect(options(picker)).to.have.length(12);
    expect(searchField(picker).value).to.equal('');
    expect(picker.shadowRoot?.activeElement).to.equal(searchField(picker));
  });

  /** A date in each form, so far ahead that the engine's clock cannot matter. */
  const inTwoHours = (): string[] => {
    const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(Date.now() + 7_000_000)
      .toUTCString()
      .split(/,? /);
    return [
      `${weekday}, ${day} ${month} ${year} ${time} GMT`,
      `${weekday}day, ${day}-${month}-${year.slice(2)} ${time} GMT`,
      `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
    ];
  };

  it('says for how long the cloud asks to wait, and says nothing where that makes no sense', async () => {
    const waits: readonly (readonly [header: string, words: string])[] = [
      ['30', 'Try again in 30 seconds.'],
      ['12.5', 'Try again in 13 seconds.'],
      ['3000000000', 'Try again in 365 days.'],
      ...inTwoHours().map((date) => [date, 'Try again in 117 minutes.'] as const),
      ...['-5', '0', 'soon 5', 'Wed, 21 Oct 2015 07:28:00 GMT'].map((header) => [header, ''] as const),
    ];
    for (const [header, words] of waits) {
      const options = { fail: '403', 'retry-after': header, run: newRun() };
      const picker = await ready('workspace-images', { options });
      const said = /Try again in .*?\./.exec(text(picker))?.[0] ?? '';
      expect(said, header).to.equal(words);
      picker.remove();
    }
  });

  const kinds: readonly (readonly [FaultKind, ErrorKind, string])[] = [
    ['401', 'credentials', 'Your sign-in to the cloud has expired or is not valid.'],
    ['403', 'forbidden', 'You are not allowed to see these images.'],
    ['400', 'bad-request', 'The cloud rejected the request.'],
    ['500', 'unavailable', 'The cloud cannot answer at the moment.'],
    ['html', 'malformed', 'The cloud’s answer could not be understood.'],
    ['wrong-shape', 'malformed', 'The cloud’s answer could not be understood.'],
  ];
  for (const tag of tags.filter((name) => name !== 'image-picker')) {
    for (const [fail, kind, words] of kinds) {
      // A copy list that is not JSON of the known shape may be an empty one.
      if (tag === 'image-copies' && fail === 'wrong-shape') continue;
      it(`tells a person about ${fail}, and lets them try again: <${tag}>`, async () => {
        const run = newRun();
        let told: ProviderError | undefined;
        const times = kind === 'credentials' ? refusalsOf(pickers[tag].cloud) : 1;
        const picker = mount(tag, { options: { fail, times, run }, properties: { timeout: 5 } });
        picker.addEventListener('image-error', (event) => {
          if (event instanceof CustomEvent && event.detail instanceof ProviderError) told = event.detail;
        });
        await settled(picker);
        expect(errorOf(picker)?.kind).to.equal(kind);
        expect(told).to.equal(errorOf(picker));
        expect(text(picker)).to.contain(words);
        expect(picker.matches(':state(error)')).to.equal(true);
        if (told?.code !== undefined) expect(text(picker)).to.contain(told.code);
        button(picker, kind === 'credentials' ? 'Sign in again' : 'Try again').click();
        await settled(picker);
        expect(options(picker)).to.have.length(shownOf(tag));
        expect(picker.matches(':state(error)')).to.equal(false);
      });
    }
  }

  it('tells an unreachable cloud from a slow one', async () => {
    const picker = await ready('workspace-images', { properties: nowhere });
    expect(errorOf(picker)?.kind).to.equal('network');
    expect(text(picker)).to.contain('CORS');
    const slow = await ready('workspace-images', { options: { fail: 'hang' }, properties: { timeout: 0.2 } });
    expect(errorOf(slow)?.kind).to.equal('timeout');
  });

  it(
    'names CORS where the cloud does not allow the page',
    needs('credentials of its own', async () => {
      const picker = await ready('workspace-images', { options: { cors: 'off' } });
      expect(errorOf(picker)?.kind).to.equal('network');
      expect(text(picker)).to.contain('CORS');
    }),
  );

  it(
    'keeps what is shown when a reload fails',
    needs('credentials of its own', async () => {
      const picker = await ready('workspace-images', { options: { run: newRun(), 'expire-after': 1 } });
      picker.reload();
      await settled(picker);
      expect(errorOf(picker)?.kind).to.equal('credentials');
      expect(options(picker)).to.have.length(12);
      expect(text(picker)).to.contain('Your sign-in to the cloud has expired');
    }),
  );

  it(
    'goes on by itself when the page gives it new credentials',
    needs('credentials of its own', async () => {
      const picker = await ready('workspace-images', { properties: { credentials: 'an-expired-token' } });
      expect(errorOf(picker)?.kind).to.equal('credentials');
      picker.credentials = credentialsOf('huawei-workspace');
      await settled(picker);
      expect(options(picker)).to.have.length(12);
    }),
  );

  it(
    'asks its credentials function once more when the token has expired',
    needs('credentials of its own', async () => {
      const run = newRun();
      const asked: boolean[] = [];
      const picker = await ready('workspace-images', {
        options: { run, 'expire-after': 1 },
        properties: {
          credentials: ({ refresh }) => {
            asked.push(refresh);
            return refresh ? `${credentialsOf('huawei-workspace')}-2` : credentialsOf('huawei-workspace');
          },
        },
      });
      picker.reload();
      await settled(picker);
      expect(picker.state.status).to.equal('ready');
      expect(asked).to.deep.equal([false, true]);
      expect((await requests(run)).map(({ status }) => status)).to.deep.equal([200, 401, 200]);
    }),
  );

  it('shows what it could read when a page fails, says so, and asks only for that page again', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', {
      options: { size: 1000, fail: '500', pages: '3', times: 1, run },
    });
    await search(picker, 'workspace');
    expect(text(picker)).to.contain('1 page could not be loaded, so images may be missing.');
    const before = picker.total;
    const asked = (await requests(run)).length;
    button(picker, 'Try again').click();
    await settled(picker);
    expect(picker.total).to.be.greaterThan(before);
    const again = (await requests(run)).slice(asked);
    expect(again).to.have.length(1);
    expect(again[0]?.url).to.contain('offset=300');
    expect(text(picker)).not.to.contain('could not be loaded');
  });

  it('shows the words in which a cloud says that it has none', async () => {
    const picker = await ready('image-copies', { options: { size: 0 } });
    expect(picker.state.status).to.equal('ready');
    expect(text(picker)).to.contain('The cloud has no images here. Copies are not found for versionId and imageId');
  });

  it('shows the portal’s own words where it has some', async () => {
    const picker = mount('workspace-images', { options: { size: 0 } });
    const own = document.createElement('p');
    own.slot = 'empty';
    own.textContent = 'Upload an image first.';
    picker.append(own);
    await settled(picker);
    expect(text(picker)).to.contain('Upload an image first.').and.not.to.contain('The cloud has no images here.');
  });

  it('says results and errors once to a screen reader, politely', async () => {
    const picker = await ready('workspace-images');
    const said: string[] = [];
    const status = find(picker, '[role=status]');
    new MutationObserver(() => said.push(status.textContent)).observe(status, {
      subtree: true,
      characterData: true,
      childList: true,
    });
    await waitUntil(() => status.textContent === 'Images found: 12', 'said');
    for (const words of ['w', 'wi', 'no image is called this']) await search(picker, words);
    await waitUntil(() => status.textContent === 'No images match.', 'said');
    expect(said).to.deep.equal(['Images found: 12', 'No images match.']);
    expect(status.getAttribute('role')).to.equal('status');
  });

  describe('have no accessibility violation', () => {
    for (const tag of tags) {
      it(`with images, one of them chosen: ${tag}`, async () => {
        const picker = await ready(tag, {
          attributes: { label: 'Image', hint: 'What the machine starts from', required: '' },
        });
        options(picker)[1]?.click();
        await picker.updateComplete;
        await expect(picker).to.be.accessible();
      });
    }

    const states: Readonly<Record<string, Setup>> = {
      'refused credentials': { options: { fail: '401' } },
      'no images': { options: { size: 0 } },
      'a field that is disabled': { attributes: { multiple: '', disabled: '', label: 'Image' } },
    };
    for (const [name, setup] of Object.entries(states)) {
      it(`with ${name}`, async () => {
        await expect(await ready('workspace-images', setup)).to.be.accessible();
      });
    }

    it('while it waits for the first images', async () => {
      const picker = mount('workspace-images', { options: { fail: 'hang' } });
      await waitUntil(() => findAll(picker, '.skeleton').length > 0);
      await expect(picker).to.be.accessible();
    });
  });
});
