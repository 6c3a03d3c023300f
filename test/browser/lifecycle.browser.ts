import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { ImageProvider, providers, WorkspaceImages } from '../../src/index.js';
import { define } from '../../src/register/define.js';
import { needs } from '../support/engine.js';
import { button, mount, newRun, options, pickers, ready, settled, tags, text, unmount } from '../support/picker.js';
import { address, credentialsOf, proxied, requests } from '../support/simulator.js';

describe('the life of a picker', () => {
  afterEach(unmount);

  it(
    'keeps what was set before it was defined',
    needs('credentials of its own', async () => {
      const late = document.createElement('late-images');
      const form = document.createElement('form');
      form.append(late);
      document.body.append(form);
      Object.assign(late, {
        value: 'set-early',
        filters: { os: 'windows' },
        ...address('huawei-workspace'),
        projectId: 'p1',
      });
      late.setAttribute('name', 'image');
      class LateImages extends WorkspaceImages {}
      define('late-images', LateImages);
      if (!(late instanceof LateImages)) throw new Error('not upgraded');
      await settled(late);
      expect(late.value).to.equal('set-early');
      expect(new FormData(form).get('image')).to.equal('set-early');
      expect(late.images.every(({ os }) => os?.family === 'windows')).to.equal(true);
      form.remove();
    }),
  );

  it('neither throws nor replaces an element that is there already', () => {
    expect(() => define('workspace-images', class extends HTMLElement {})).not.to.throw();
    expect(customElements.get('workspace-images')).to.equal(WorkspaceImages);
  });

  it('keeps its state, and asks nothing, when it is moved in the document', async () => {
    const run = newRun();
    const picker = await ready('workspace-images', { options: { size: 60, run } });
    picker.value = picker.images[1]?.id ?? '';
    const other = document.createElement('div');
    picker.form?.append(other);
    other.append(picker);
    await picker.updateComplete;
    await settled(picker);
    expect(picker.value).to.equal(picker.images[1]?.id);
    expect(options(picker)).to.have.length(20);
    expect(await requests(run)).to.have.length(1);
  });

  it(
    'asks anew when the parameters change, and shows nothing of the old ones',
    needs('credentials of its own', async () => {
      const picker = await ready('flexcloud-images');
      picker.setAttribute('account-id', 'fake');
      await settled(picker);
      expect(picker.state.status).to.equal('error');
      expect(options(picker)).to.have.length(0);
    }),
  );

  it('leaves no request behind when it is taken away', async () => {
    const run = newRun();
    const picker = mount('workspace-images', { options: { fail: 'hang', run } });
    await waitUntil(async () => (await requests(run)).length > 0 || undefined);
    unmount();
    await waitUntil(async () => (await requests(run)).every(({ aborted }) => aborted), 'aborted');
    expect(picker.isConnected).to.equal(false);
  });

  it('takes what frameworks set in the place of nothing', async () => {
    const picker = await ready('image-picker');
    const nothing = picker as { params?: unknown; defaultValues?: unknown; filters?: unknown };
    nothing.params = null;
    nothing.defaultValues = undefined;
    nothing.filters = null;
    await picker.updateComplete;
    expect(picker.values).to.deep.equal([]);
    expect(['unconfigured', 'loading', 'ready']).to.include(picker.state.status);
  });

  it('asks the cloud for as long as it is told, however long that is', async () => {
    for (const timeout of [Infinity, 3_000_000, -1]) {
      const picker = await ready('workspace-images', { properties: { timeout } });
      expect(picker.state.status, String(timeout)).to.equal('ready');
    }
  });

  it('shows no more images at once than a page can bear', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 700 }, attributes: { 'page-size': '1e9' } });
    expect(options(picker)).to.have.length(500);
  });

  it('begins with the first page of another list', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 100 } });
    for (let page = 2; page <= 5; page++) {
      button(picker, 'Next page').click();
      await settled(picker);
    }
    expect(text(picker)).to.contain('81–100 of 100');
    Object.assign(picker, address('zstack', { size: 101 }));
    await picker.updateComplete;
    await settled(picker);
    expect(text(picker)).to.contain('1–20 of 101');
  });

  it(
    'can be made for every cloud through <image-picker>',
    needs('credentials of its own', async () => {
      for (const tag of tags) {
        const { cloud, attributes } = pickers[tag];
        const params = Object.fromEntries(
          Object.entries(attributes)
            .filter(([name]) => name.endsWith('id'))
            .map(([name, value]) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
        );
        if ('vm-instance-uuid' in attributes) params['vmInstanceUuid'] = attributes['vm-instance-uuid'] ?? '';
        const all = tag === 'image-picker' ? attributes : { provider: cloud, params: JSON.stringify(params) };
        const picker = document.createElement('image-picker');
        for (const [name, value] of Object.entries(all)) picker.setAttribute(name, value);
        Object.assign(picker, address(cloud));
        document.body.append(picker);
        await settled(picker);
        expect(options(picker), cloud).to.have.length(10);
        picker.remove();
      }
    }),
  );

  it(
    'takes a provider of the portal’s own',
    needs('credentials of its own', async () => {
      const workspace = providers.get('huawei-workspace');
      const picker = document.createElement('image-picker');
      picker.provider = workspace && { ...workspace, id: 'ours', columns: ['os'] };
      picker.params = { projectId: 'p1' };
      Object.assign(picker, address('huawei-workspace'));
      document.body.append(picker);
      await settled(picker);
      expect(options(picker)).to.have.length(10);
      picker.remove();
    }),
  );
});

describe('<image-provider>', () => {
  const made: Element[] = [];
  afterEach(() => {
    for (const element of made.splice(0)) element.remove();
    unmount();
  });

  function provider(run: string, attributes: Record<string, string>): ImageProvider {
    const element = document.createElement('image-provider');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    Object.assign(element, address('huawei-workspace', { size: 1000, run }));
    document.body.append(element);
    made.push(element);
    return element;
  }

  it(
    'lets the pickers within it share one catalogue and its requests',
    needs('credentials of its own', async () => {
      const run = newRun();
      const source = provider(run, { provider: 'huawei-workspace', params: '{"projectId":"p1"}' });
      const first = document.createElement('image-picker');
      const second = document.createElement('image-picker');
      source.append(first, second);
      await settled(first);
      await settled(second);
      expect(await requests(run)).to.have.length(1);
      first.search = 'win';
      second.search = 'linux';
      await settled(first);
      await settled(second);
      expect(await requests(run)).to.have.length(11);
      expect(first.total).to.be.greaterThan(0);
    }),
  );

  it(
    'gives a preset its address and credentials',
    needs('credentials of its own', async () => {
      const source = provider(newRun(), {});
      const picker = document.createElement('workspace-images');
      picker.setAttribute('project-id', 'p1');
      source.append(picker);
      await settled(picker);
      expect(options(picker)).to.have.length(10);
    }),
  );

  it(
    'is found by a picker that was there before it, and adds to what a preset says',
    needs('credentials of its own', async () => {
      const frame = document.createElement('iframe');
      frame.src = new URL('pages/provider-before-its-class.html', import.meta.url).href;
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      made.push(frame);
      await loaded;
      const source = frame.contentDocument?.querySelector('image-provider');
      const picker = frame.contentDocument?.querySelector('workspace-images');
      if (!source || !picker) throw new Error('not in the frame');
      Object.assign(source, address('huawei-workspace'));
      await waitUntil(() => picker.state.status === 'ready', 'ready');
      expect(picker.images).to.have.length(10);
    }),
  );

  it(
    'shows nothing of the person before after other credentials and a reload',
    needs('credentials of its own', async () => {
      const source = provider(newRun(), { provider: 'huawei-workspace', params: '{"projectId":"p1"}' });
      const picker = document.createElement('image-picker');
      source.append(picker);
      await settled(picker);
      source.credentials = `${credentialsOf('huawei-workspace')}-2`;
      picker.reload();
      expect(picker.images).to.have.length(0);
      await settled(picker);
      expect(picker.images).to.have.length(10);
    }),
  );

  it(
    'gives nothing to a picker of another cloud or with an address of its own',
    needs('credentials of its own', async () => {
      const source = provider(newRun(), { provider: 'huawei-workspace' });
      const other = document.createElement('flexcloud-images');
      const elsewhere = document.createElement('workspace-images');
      elsewhere.setAttribute('project-id', 'p1');
      const { endpoint } = { endpoint: undefined, ...address('huawei-workspace') };
      elsewhere.endpoint = endpoint;
      source.append(other, elsewhere);
      await other.updateComplete;
      await elsewhere.updateComplete;
      expect(other.state).to.deep.equal({ status: 'unconfigured', missing: ['endpoint', 'credentials'] });
      expect(elsewhere.state).to.deep.equal({ status: 'unconfigured', missing: ['credentials'] });
      expect(text(other)).to.contain('Missing');
    }),
  );

  it(
    'hands on what changes',
    needs('credentials of its own', async () => {
      const source = provider(newRun(), { provider: 'huawei-workspace', params: '{"projectId":"p1"}' });
      source.credentials = 'an-expired-token';
      const picker = document.createElement('image-picker');
      source.append(picker);
      await settled(picker);
      expect(picker.state.status).to.equal('error');
      source.credentials = credentialsOf('huawei-workspace');
      await source.updateComplete;
      await aTimeout(0);
      await settled(picker);
      expect(picker.state.status).to.equal('ready');
    }),
  );

  describe('when a picker leaves it', () => {
    /** Every request of the page to a cloud: its run, and the token that it carries. */
    const asked: string[] = [];
    const { fetch } = window;
    before(() => {
      window.fetch = (input, init) => {
        const token = new Headers(init?.headers).get('X-Auth-Token');
        const run = /;run=([^;/]+)/.exec(new Request(input).url)?.[1];
        if (token !== null) asked.push(`${String(run)} ${token}`);
        return fetch.call(window, input, init);
      };
    });
    after(() => (window.fetch = fetch));
    beforeEach(() => asked.splice(0));

    const other = `${proxied ? '' : credentialsOf('huawei-workspace')}-3`;
    const params = { params: '{"projectId":"p1"}' };

    async function within(source: ImageProvider): Promise<WorkspaceImages> {
      const picker = document.createElement('workspace-images');
      source.append(picker);
      await settled(picker);
      expect(picker.state.status).to.equal('ready');
      return picker;
    }

    const ways: Readonly<Record<string, (picker: WorkspaceImages, source: ImageProvider) => void>> = {
      'by being moved': (picker) => document.body.append(picker),
      'by being taken away and put elsewhere': (picker) => {
        picker.remove();
        document.body.append(picker);
      },
      'because it is taken away from around it': (picker, source) => source.replaceWith(picker),
      'into a shadow tree': (picker) => {
        const host = document.createElement('div');
        made.push(host);
        document.body.append(host);
        host.attachShadow({ mode: 'open' }).append(picker);
      },
    };
    for (const [way, leave] of Object.entries(ways)) {
      it(
        `${way}: has no source any more, and its own token is not sent to the old address`,
        needs('credentials of its own', async () => {
          const source = provider(newRun(), params);
          const picker = await within(source);
          made.push(picker);
          const before = asked.length;
          leave(picker, source);
          await picker.updateComplete;
          expect(picker.state).to.deep.equal({
            status: 'unconfigured',
            missing: ['projectId', 'endpoint', 'credentials'],
          });
          expect(options(picker)).to.have.length(0);
          picker.credentials = other;
          picker.projectId = 'p2';
          picker.reload();
          await picker.updateComplete;
          expect(picker.state).to.deep.equal({ status: 'unconfigured', missing: ['endpoint'] });
          source.timeout = 20;
          await source.updateComplete;
          await picker.updateComplete;
          await aTimeout(0);
          expect(asked.slice(before)).to.deep.equal([]);
        }),
      );
    }

    it(
      'for another one: asks that one, and hears nothing of the first',
      needs('credentials of its own', async () => {
        const [here, there] = [newRun(), newRun()];
        const first = provider(here, params);
        const second = provider(there, params);
        second.credentials = other;
        const picker = await within(first);
        second.append(picker);
        picker.search = 'win';
        await picker.updateComplete;
        await settled(picker);
        expect(picker.total).to.be.greaterThan(0);
        const was = asked.length;
        expect(new Set(asked)).to.deep.equal(
          new Set([`${here} ${credentialsOf('huawei-workspace')}`, `${there} ${other}`]),
        );
        first.credentials = `${credentialsOf('huawei-workspace')}-4`;
        first.endpoint = 'http://127.0.0.1:9';
        await first.updateComplete;
        picker.reload();
        await picker.updateComplete;
        await settled(picker);
        expect(new Set(asked.slice(was))).to.deep.equal(new Set([`${there} ${other}`]));
      }),
    );

    it(
      'comes back to it with what it had',
      needs('credentials of its own', async () => {
        const run = newRun();
        const source = provider(run, params);
        const picker = await within(source);
        picker.remove();
        await picker.updateComplete;
        source.append(picker);
        await settled(picker);
        expect(options(picker)).to.have.length(10);
        expect(await requests(run)).to.have.length(1);
      }),
    );

    it(
      'as it speaks of another cloud now',
      needs('credentials of its own', async () => {
        const source = provider(newRun(), params);
        const picker = await within(source);
        const before = asked.length;
        source.provider = 'zstack';
        Object.assign(source, address('zstack'));
        await source.updateComplete;
        await picker.updateComplete;
        expect(picker.state.status).to.equal('unconfigured');
        picker.credentials = other;
        picker.projectId = 'p2';
        await picker.updateComplete;
        expect(picker.state).to.deep.equal({ status: 'unconfigured', missing: ['endpoint'] });
        expect(asked.slice(before)).to.deep.equal([]);
      }),
    );
  });
});
