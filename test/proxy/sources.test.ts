import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  accounts,
  credentials,
  longToken,
  startSimulator,
  type AddressOptions,
  type CloudId,
} from '../../simulator/index.js';
import {
  createProxy,
  horizonToken,
  hostwayBasic,
  huaweiIam,
  openstackKeystone,
  zstackAccount,
  type CloudProxy,
  type CredentialSource,
  type CredentialsSetting,
  type Issued,
  type ProxyEvent,
} from '../../src/proxy/index.js';
import { clouds, factsOf } from '../clouds/index.js';
import { record, sendJson } from './serve.js';

const simulator = await startSimulator();
after(async () => {
  const breaches = simulator.breaches().filter(({ run }) => !run.startsWith('breach'));
  await simulator.close();
  assert.deepEqual(breaches, []);
});

const { huawei, zstack, horizon, openstack: member } = accounts;
const { domain, user, password, projectId, project } = huawei;
const csp = '/csp/gateway/am/api/auth';

/** Every source, as its cloud's portal would have it. */
const sources: readonly (readonly [string, CloudId, (endpoint: string) => CredentialsSetting])[] = [
  [
    'huaweiIam, project by id',
    'huawei-workspace',
    (endpoint) => huaweiIam({ endpoint, domain, user, password, project: { id: projectId } }),
  ],
  [
    'huaweiIam, project by name',
    'huawei-cloud-phone',
    (endpoint) => huaweiIam({ endpoint, domain, user, password, project: { name: project } }),
  ],
  [
    'openstackKeystone, project by id',
    'openstack',
    (endpoint) =>
      openstackKeystone({
        endpoint: `${endpoint}/v3/`,
        domain: member.domain,
        user: member.user,
        password: member.password,
        project: { id: member.projectId },
      }),
  ],
  [
    'openstackKeystone, project by name, in the usual domain',
    'openstack',
    (endpoint) =>
      openstackKeystone({
        endpoint,
        user: member.user,
        password: member.password,
        project: { name: member.project },
      }),
  ],
  ['zstackAccount', 'zstack', (endpoint) => zstackAccount({ endpoint, ...zstack })],
  [
    'horizonToken, refresh token',
    'horizon',
    (endpoint) =>
      horizonToken({ tokenUrl: `${endpoint}${csp}/api-tokens/authorize`, refreshToken: horizon.refreshToken }),
  ],
  [
    'horizonToken, client',
    'horizon',
    (endpoint) =>
      horizonToken({
        tokenUrl: `${endpoint}${csp}/authorize`,
        clientId: horizon.clientId,
        clientSecret: horizon.clientSecret,
      }),
  ],
];

interface Setup {
  readonly ask: () => Promise<number>;
  readonly proxy: CloudProxy;
  readonly events: ProxyEvent[];
  readonly signIns: () => number;
}

let runs = 0;

function setUp(cloud: CloudId, source: (endpoint: string) => CredentialsSetting, options: AddressOptions = {}): Setup {
  const run = `${String(options['run'] ?? 'run')}-${++runs}`;
  const endpoint = simulator.endpoint(cloud, { ...options, run });
  const events: ProxyEvent[] = [];
  const proxy = createProxy({
    upstreams: { images: { provider: cloud, endpoint, credentials: source(endpoint) } },
    authorize: () => true,
    log: (event) => events.push(event),
  });
  after(() => proxy.close());
  return {
    proxy,
    events,
    ask: async () => {
      const response = await proxy(new Request(`http://portal/images${factsOf(cloud).path}`));
      await response.text();
      return response.status;
    },
    signIns: () => simulator.log(run).filter(({ method }) => method === 'POST' || method === 'PUT').length,
  };
}

for (const [name, cloud, source] of sources) {
  void describe(name, () => {
    test('signs in once for many, and the cloud takes what it brings', async () => {
      const { ask, signIns } = setUp(cloud, source);
      assert.deepEqual(await Promise.all(Array.from({ length: 20 }, ask)), Array(20).fill(200));
      assert.equal(await ask(), 200);
      assert.equal(signIns(), 1);
    });

    test('signs in once more where the cloud refuses the token', async () => {
      const { ask, signIns } = setUp(cloud, source, { 'expire-after': 3 });
      assert.deepEqual(await Promise.all(Array.from({ length: 20 }, ask)), Array(20).fill(200));
      assert.equal(signIns(), 2);
    });

    test('knows when the token expires', async () => {
      for (const [options, seconds] of [
        [{}, factsOf(cloud).lifetime],
        [{ session: 90 }, 90],
      ] as const) {
        const made = source(simulator.endpoint(cloud, { ...options, run: `expiry-${++runs}` }));
        assert.ok(typeof made === 'object' && 'issue' in made);
        const { expiresAt = 0 } = await issue(made);
        assert.ok(Math.abs(expiresAt - Date.now() - seconds * 1000) < 2000, `${expiresAt}`);
      }
    });

    test('tells nobody its secrets', async () => {
      const { ask, events } = setUp(cloud, source);
      await ask();
      const told = JSON.stringify(events);
      const secrets = [password, zstack.password, horizon.refreshToken, horizon.clientSecret];
      for (const secret of [...secrets, JSON.stringify(credentials[cloud]).slice(1, -1)])
        assert.equal(told.includes(secret), false);
    });
  });
}

void describe('zstackAccount', () => {
  test('signs out when the proxy is closed', async () => {
    const endpoint = simulator.endpoint('zstack', { run: 'sign-out' });
    const proxy = createProxy({
      upstreams: { vms: { provider: 'zstack', endpoint, credentials: zstackAccount({ endpoint, ...zstack }) } },
      authorize: () => true,
    });
    const asked = await proxy(new Request(`http://portal/vms${clouds.zstack.path}`));
    await asked.text();
    await proxy.close();
    const last = simulator.log('sign-out').at(-1);
    assert.deepEqual([last?.method, last?.status], ['DELETE', 200]);
    const authorization = `OAuth ${credentials.zstack}`;
    const refused = await fetch(`${endpoint}${clouds.zstack.path}`, { headers: { Authorization: authorization } });
    assert.match(await refused.text(), /ID\.1001/);
  });

  test('reads its dates in every spelling, and else takes two hours', async () => {
    const spellings: readonly (readonly [string | undefined, string | undefined, number])[] = [
      ['Nov 14, 2017 2:20:57 PM', 'Nov 14, 2017 3:20:57 PM', 3600],
      ['Jan 1, 2017, 11:31:06 AM', 'Jan 1, 2017, 1:31:06 PM', 7200],
      ['Jan 1, 2017, 11:31:06\u202fAM', 'Jan 1, 2017, 12:31:06\u202fPM', 3600],
      [undefined, 'Nov 14, 2017 3:20:57 PM', 7200],
      ['Nov 14, 2017 3:20:57 PM', 'Nov 14, 2017 2:20:57 PM', 7200],
      ['soon', 'later', 7200],
    ];
    for (const [createDate, expiredDate, seconds] of spellings) {
      const { url } = await record(({ response }) =>
        sendJson(response, 200, { inventory: { uuid: 'u', createDate, expiredDate } }),
      );
      const issued = await issue(zstackAccount({ endpoint: url, ...zstack }));
      assert.ok(Math.abs((issued.expiresAt ?? 0) - Date.now() - seconds * 1000) < 2000, createDate);
    }
  });
});

void describe('horizonToken', () => {
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

  test('reads the expiry from the token where the answer does not say it', async () => {
    const exp = Math.round(Date.now() / 1000) + 1800;
    for (const [answer, expected] of [
      [{ access_token: jwt({ exp, name: 'ü?>' }) }, exp * 1000],
      [{ access_token: jwt({}) }, undefined],
      [{ access_token: 'opaque' }, undefined],
    ] as const) {
      const { url } = await record(({ response }) => sendJson(response, 200, answer));
      const issued = await issue(horizonToken({ tokenUrl: url, refreshToken: 'r' }));
      assert.equal(issued.expiresAt, expected);
    }
  });

  test('goes on with the refresh token that it is given', async () => {
    const { url } = await record(({ response }, count) =>
      sendJson(response, 200, { access_token: `a-${count}`, expires_in: 60, refresh_token: `r-${count}` }),
    );
    const bodies: string[] = [];
    const source = horizonToken({ tokenUrl: url, refreshToken: 'r-0' });
    const spying: typeof fetch = (input, init) => {
      if (typeof init?.body === 'string') bodies.push(init.body);
      return fetch(input, init);
    };
    let carried: string | undefined;
    for (let count = 0; count < 3; count++) {
      const context = { refresh: false, carried, fetch: spying, signal: AbortSignal.timeout(5000) };
      carried = (await source.issue(context)).carry;
    }
    assert.deepEqual(bodies, ['refresh_token=r-0', 'refresh_token=r-1', 'refresh_token=r-2']);
  });
});

test('hostwayBasic, a bare value, a function and a source of the portal’s own serve as well', async () => {
  const { username, password } = credentials.hostway;
  const settings: readonly CredentialsSetting[] = [
    hostwayBasic({ username, password }),
    { username, password },
    `${username}:${password}`,
    async () => ({ username, password }),
    () => hostwayBasic({ username, password }),
    { name: 'vault', issue: async () => ({ credentials: { username, password }, expiresAt: Date.now() + 60_000 }) },
  ];
  for (const setting of settings) assert.equal(await setUp('hostway', () => setting).ask(), 200);
});

void describe('a token service that does not work', () => {
  const unreachable: readonly (readonly [string, (endpoint: string) => CredentialsSetting, CloudId])[] = [
    [
      'a wrong password',
      (endpoint) => huaweiIam({ endpoint, domain, user, password: 'nope-nope', project: { id: projectId } }),
      'huawei-workspace',
    ],
    ['a wrong account', (endpoint) => zstackAccount({ endpoint, account: 'nobody', password: 'nope-nope' }), 'zstack'],
    [
      'a wrong refresh token',
      (endpoint) => horizonToken({ tokenUrl: `${endpoint}${csp}/api-tokens/authorize`, refreshToken: 'nope-nope' }),
      'horizon',
    ],
    [
      'a wrong secret',
      (endpoint) => horizonToken({ tokenUrl: `${endpoint}${csp}/authorize`, clientId: 'a', clientSecret: 'nope-nope' }),
      'horizon',
    ],
  ];
  for (const [name, source, cloud] of unreachable) {
    test(`because of ${name} is asked once, and the page is told no more than that`, async () => {
      const { ask, events, signIns } = setUp(cloud, source, { run: 'breach' });
      assert.deepEqual([await ask(), await ask()], [503, 503]);
      assert.equal(signIns(), 1);
      assert.equal(JSON.stringify(events).includes('nope-nope'), false);
    });
  }

  test('is named in the log', async () => {
    const cases: readonly (readonly [Parameters<typeof record>[0], RegExp])[] = [
      [({ response }) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(), /answered 302/],
      [({ response }) => response.writeHead(201).end('<html>'), /without a token/],
      [({ response }) => response.destroy(), /cannot be reached/],
      [({ response }) => response.writeHead(502).end(), /answered 502/],
    ];
    for (const [respond, reason] of cases) {
      const { url, requests } = await record(respond);
      const { ask, events } = setUp('huawei-workspace', () =>
        huaweiIam({ endpoint: url, domain, user, password, project: { id: 'p' } }),
      );
      assert.equal(await ask(), 503);
      assert.equal(requests.length, 1);
      assert.match(events.map((event) => (event.type === 'sign-in' ? event.reason : '')).join(), reason);
    }
  });
});

void describe('a token of 40,000 characters', () => {
  const script = fileURLToPath(new URL('long-token.ts', import.meta.url));
  const endpoint = (run: string) => simulator.endpoint('huawei-workspace', { token: 'long', run });
  const run = promisify(execFile);

  test('is read by a Node that was started for it', async () => {
    const flags = ['--max-http-header-size=131072', '--import', 'tsx'];
    const { stdout } = await run(process.execPath, [...flags, script, endpoint('long')]);
    assert.equal(stdout, `200 ${longToken.length}`);
  });

  test('says what is missing where Node was not', async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, endpoint('long-too')]);
    assert.match(
      stdout,
      /^503 the token is longer than this Node reads from a header: start it with --max-http-header-size=131072$/,
    );
  });
});

function issue(source: CredentialSource): Issued | Promise<Issued> {
  return source.issue({ refresh: false, fetch, signal: AbortSignal.timeout(5000) });
}
