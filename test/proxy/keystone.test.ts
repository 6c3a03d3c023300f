import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SignIns } from '../../src/proxy/credentials/sign-ins.js';
import { huaweiIam, type ProxyEvent } from '../../src/proxy/index.js';
import { startKeystone, type Keystone } from '../servers/keystone.js';
import { whyNotUnpacked } from '../servers/unpacked.js';

const skip = whyNotUnpacked('Keystone') ?? false;
let keystone: Keystone | undefined;

before(
  async () => {
    if (skip === false) keystone = await startKeystone();
  },
  { timeout: 240_000 },
);
after(() => keystone?.stop());

function running(): Keystone {
  assert.ok(keystone);
  return keystone;
}

function signInsOf(password: string): { signIns: SignIns; events: ProxyEvent[] } {
  const { url, user } = running();
  const { domain, project } = user;
  const source = huaweiIam({ endpoint: `${url}/`, ...user, password, project: { name: project, domain } });
  const events: ProxyEvent[] = [];
  return {
    signIns: new SignIns(source, { fetch, log: (event) => events.push(event), timeout: 20_000 }),
    events,
  };
}

/** What Keystone itself says of a token. */
async function validate(token: string): Promise<unknown> {
  const response = await fetch(`${running().url}/v3/auth/tokens`, {
    headers: { 'X-Auth-Token': token, 'X-Subject-Token': token },
  });
  assert.equal(response.status, 200);
  return response.json();
}

test('the real Keystone gives a token that it accepts, for the project that was meant', { skip }, async () => {
  const { signIns } = signInsOf(running().user.password);
  const { credentials: token, expiresAt = 0 } = await signIns.get();
  assert.ok(typeof token === 'string' && token.length > 100);
  const hours = (expiresAt - Date.now()) / 3_600_000;
  assert.ok(hours > 23.9 && hours <= 24, `${hours} hours`);
  const said = JSON.stringify(await validate(token));
  assert.match(said, /"project":\{.*"name":"admin"/);
});

test('the real Keystone is asked once for many, and once more after a refusal', { skip }, async () => {
  const { signIns, events } = signInsOf(running().user.password);
  const sessions = await Promise.all(Array.from({ length: 50 }, () => signIns.get()));
  assert.equal(new Set(sessions).size, 1);
  const [first] = sessions;
  assert.ok(first);
  const renewed = await Promise.all(Array.from({ length: 50 }, async () => signIns.renew(new Set([first]))));
  assert.equal(new Set(renewed).size, 1);
  assert.ok(typeof renewed[0]?.credentials === 'string');
  await validate(renewed[0].credentials);
  assert.deepEqual(
    events.map((event) => event.type === 'sign-in' && [event.refresh, event.outcome]),
    [
      [false, 'succeeded'],
      [true, 'succeeded'],
    ],
  );
});

test('a password that the real Keystone refuses is not tried a second time, and is not told', { skip }, async () => {
  const { signIns, events } = signInsOf('wrong password');
  await assert.rejects(signIns.get(), { name: 'ProxyFailure', code: 'SIGN-IN-REFUSED' });
  await assert.rejects(signIns.get(), { name: 'ProxyFailure', code: 'SIGN-IN-REFUSED' });
  assert.equal(events.length, 1);
  assert.match(JSON.stringify(events), /the token service answered 401/);
  assert.equal(JSON.stringify(events).includes('wrong password'), false);
});
