import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProxy, openstackKeystone, type CredentialSource, type ProxyEvent } from '../../src/proxy/index.js';
import type { OpenStack } from './cloud.js';
import { askGlance, idsOf, rowsOf, type Row } from './rows.js';

export interface Running {
  readonly cloud: OpenStack;
  /** The address of Glance. */
  readonly url: string;
  /** Of the member. */
  readonly token: string;
}

/** What a page gets of a real Glance through the proxy, which signs in to a real Keystone. */
export function testsBehindTheProxy(running: () => Running): void {
  const events: ProxyEvent[] = [];
  const through = (given: CredentialSource, filters?: Readonly<Record<string, string>>) => {
    const proxy = createProxy({
      upstreams: {
        images: { provider: 'openstack', endpoint: running().url, credentials: given, ...(filters && { filters }) },
      },
      authorize: () => true,
      log: (event) => events.push(event),
      // The services are real, and the machine may be busy.
      limits: { headersTimeout: 60_000, signInTimeout: 60_000 },
    });
    after(() => proxy.close());
    return (rest = '') => proxy(new Request(`http://portal/images/v2/images${rest}`));
  };
  const keystone = (changes: { readonly password?: string } = {}): CredentialSource => {
    const { domain, user, password, projectId } = running().cloud.member;
    const endpoint = `${running().cloud.keystone.url}/v3`;
    return openstackKeystone({ endpoint, domain, user, password, project: { id: projectId }, ...changes });
  };

  test('signs in to Keystone, by the name of a project or by its id, and lists what the member may see', async () => {
    const { url, token } = running();
    const { domain, user, password, project } = running().cloud.member;
    const byName = openstackKeystone({
      endpoint: running().cloud.keystone.url,
      user,
      password,
      domain,
      project: { name: project },
    });
    for (const given of [keystone(), byName]) {
      const response = await through(given)('?limit=200&sort=created_at%3Aasc');
      assert.equal(response.status, 200);
      const { images } = (await response.json()) as { images: Row[] };
      const expected = await rowsOf(url, token, 'sort=created_at:asc');
      assert.deepEqual(idsOf(images), idsOf(expected.slice(0, 200)));
    }
  });

  test('signs in with an application credential', async () => {
    const { token } = running();
    const { keystone: identity, member } = running().cloud;
    const { body: whose } = await askGlance(identity.url, token, '/v3/auth/projects');
    assert.ok(JSON.stringify(whose).includes(member.projectId));
    const validated = await fetch(`${identity.url}/v3/auth/tokens`, {
      headers: { 'X-Auth-Token': token, 'X-Subject-Token': token },
    });
    const { token: said } = (await validated.json()) as { token: { user: { id: string } } };
    const made = await fetch(`${identity.url}/v3/users/${said.user.id}/application_credentials`, {
      method: 'POST',
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ application_credential: { name: 'portal' } }),
    });
    assert.equal(made.status, 201);
    const { application_credential: given } = (await made.json()) as {
      application_credential: { id: string; secret: string };
    };
    const ask = through(
      openstackKeystone({
        endpoint: `${identity.url}/v3/`,
        applicationCredentialId: given.id,
        applicationCredentialSecret: given.secret,
      }),
    );
    assert.equal((await ask('?limit=1')).status, 200);
  });

  test('is told of a password that Keystone refuses, once', async () => {
    events.length = 0;
    const ask = through(keystone({ password: 'wrong password' }));
    const response = await ask();
    assert.match(await response.text(), /SIGN-IN-REFUSED/);
    await ask();
    assert.equal(events.filter(({ type }) => type === 'sign-in').length, 1);
    assert.equal(JSON.stringify(events).includes('wrong password'), false);
  });

  test('lets a page ask only for what is pinned, in the words of the cloud', async () => {
    const ask = through(keystone(), { visibility: 'public' });
    const { images } = (await (await ask('?limit=200')).json()) as { images: Row[] };
    assert.ok(images.length > 10 && images.every(({ visibility }) => visibility === 'public'));
    assert.equal((await ask('?visibility=private')).status, 403);
    assert.equal((await ask('?visibility=public&limit=1')).status, 200);
    assert.equal((await ask('?container_format=bare')).status, 400);
    assert.equal((await ask(`/${images[0]?.id ?? ''}`)).status, 403);
  });

  test('lets a page ask for one image', async () => {
    const { url, token } = running();
    const [row] = await rowsOf(url, token);
    assert.ok(row);
    const ask = through(keystone());
    const response = await ask(`/${row.id}`);
    assert.deepEqual([response.status, await response.json()], [200, row]);
    assert.equal((await ask('/00000000-0000-4000-8000-000000000000')).status, 404);
    assert.equal((await ask(`/${row.id}/file`)).status, 404);
  });
}
