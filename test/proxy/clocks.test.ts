import assert from 'node:assert/strict';
import { test } from 'node:test';
import { horizonToken, huaweiIam, type CredentialSource } from '../../src/proxy/index.js';
import { makeProxy, record, sendJson, type Seen } from './serve.js';

const HOUR = 3_600_000;
const LIST = '/desktops/v2/-/images';

const iam = (endpoint: string) => huaweiIam({ endpoint, domain: 'd', user: 'u', password: 'p', project: { id: 'i' } });
const horizon = (tokenUrl: string) => horizonToken({ tokenUrl, refreshToken: 'r' });

const keystone = (issued: number, expires: number) => (seen: Seen) => {
  const [issued_at, expires_at] = [issued, expires].map((hours) => new Date(Date.now() + hours * HOUR).toISOString());
  sendJson(seen.response, 201, { token: { issued_at, expires_at } }, { 'X-Subject-Token': 'token' });
};
const jwt = (claims: object) => (seen: Seen) =>
  sendJson(seen.response, 200, {
    access_token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`,
  });
const seconds = (hours: number) => Math.round((Date.now() + hours * HOUR) / 1000);

/** A token by the clock of its service, in hours from ours, and how long it is believed to hold. */
const tokens: readonly (readonly [
  string,
  (url: string) => CredentialSource,
  (seen: Seen) => void,
  number | undefined,
])[] = [
  ['a Keystone that is a day behind', iam, keystone(-25, -1), 24],
  ['a Keystone that is two days ahead', iam, keystone(48, 72), 24],
  [
    'a Keystone that says no time of issue',
    iam,
    (seen) => {
      const expires_at = new Date(Date.now() + 24 * HOUR).toISOString();
      sendJson(seen.response, 201, { token: { expires_at } }, { 'X-Subject-Token': 'token' });
    },
    24,
  ],
  ['a Keystone whose tokens end before they begin', iam, keystone(1, 0), undefined],
  ['a JWT that is an hour behind', horizon, jwt({ iat: seconds(-1.5), exp: seconds(-1) }), 0.5],
  ['a JWT that is an hour ahead', horizon, jwt({ iat: seconds(1), exp: seconds(1.5) }), 0.5],
  ['a JWT without a time of issue', horizon, jwt({ exp: seconds(0.5) }), 0.5],
];
for (const [whose, source, respond, hours] of tokens) {
  test(`the token of ${whose} holds as long as its service says`, async () => {
    const { url, requests } = await record(respond);
    const { expiresAt } = await source(url).issue({ refresh: false, fetch, signal: AbortSignal.timeout(5000) });
    if (hours === undefined || expiresAt === undefined) assert.equal(expiresAt, hours);
    else assert.ok(Math.abs(expiresAt - Date.now() - hours * HOUR) < 2000, `${expiresAt}`);
    assert.equal(requests.length, 1);
  });
}

test('a token that seems to expire at once is not the occasion for a sign-in with each request', async () => {
  const { url } = await record();
  for (const lifetime of [-HOUR, -1, 0, 1, 100]) {
    let asked = 0;
    const credentials: CredentialSource = {
      name: 'skewed',
      issue: () => ({ credentials: `token-${++asked}`, expiresAt: Date.now() + lifetime }),
    };
    const { ask } = makeProxy(url, { upstream: { credentials } });
    for (let count = 0; count < 10; count++) assert.equal((await ask(LIST)).status, 200);
    assert.equal(asked, 1, `${lifetime}`);
  }
});
