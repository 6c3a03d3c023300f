import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueOf, cloudIds, credentials, longToken } from '../../simulator/index.js';
import type { CloudId } from '../../simulator/index.js';
import { factsOf } from '../clouds/index.js';
import { at, basic, listPath, rowsOf, signedIn, startAsking, type Question } from './ask.js';

const { simulator, ask } = await startAsking();

const whatIn = (run: string): readonly string[] => simulator.breaches(run).map(({ what }) => what);

for (const cloud of cloudIds) {
  test(`${cloud}: a request that keeps to the document is answered, and is no breach`, async () => {
    const { status, json } = await ask(cloud, { options: { run: `${cloud}-fine` } });
    assert.equal(status, 200);
    assert.equal(rowsOf(cloud, json).length, 12);
    assert.deepEqual(simulator.breaches(`${cloud}-fine`), []);
  });

  test(`${cloud}: an unknown path, query key or method is refused, and a breach each`, async () => {
    const options = { run: `${cloud}-strict` };
    assert.equal((await ask(cloud, { options, path: `${listPath(cloud)}/more` })).status, 404);
    const { status, json } = await ask(cloud, { options, query: '?search=ubuntu' });
    if (factsOf(cloud).passesOver === true) assert.deepEqual([status, rowsOf(cloud, json)], [200, []]);
    else assert.equal(status, 400);
    assert.equal((await ask(cloud, { options, method: 'POST' })).status, 405);
    assert.deepEqual(whatIn(options.run), [
      `the path is not documented: ${listPath(cloud)}/more`,
      'the query key search is not documented',
      'the method is not documented: POST',
    ]);
  });

  test(`${cloud}: a path parameter that was never filled in is a breach`, async () => {
    const run = `${cloud}-unfilled`;
    for (const value of ['undefined', 'null', '-', '%7Bproject_id%7D', '']) {
      const path = listPath(cloud).replace(/i-1|54f0\w+|29df\w+|100234/, value);
      if (path === listPath(cloud)) return;
      assert.equal((await ask(cloud, { options: { run }, path })).status, 404, value);
    }
    assert.equal(whatIn(run).length, 5);
  });

  test(`${cloud}: missing and wrong credentials are refused, and are breaches; expired ones are only refused`, async () => {
    const run = `${cloud}-sign-in`;
    const { header, scheme } = factsOf(cloud);
    const [wrong, expired] =
      cloud === 'hostway' ? [basic('a', 'b'), basic('a', 'expired')] : [`${scheme}guess`, `${scheme}expired`];
    const refused = cloud === 'zstack' ? 503 : 401;
    const missing = await ask(cloud, { options: { run }, headers: {} });
    assert.equal(missing.status, cloud === 'zstack' ? 400 : 401);
    assert.equal((await ask(cloud, { options: { run }, headers: { [header]: wrong } })).status, refused);
    assert.deepEqual(whatIn(run), ['the credentials are missing', 'the credentials are wrong']);
    assert.equal((await ask(cloud, { options: { run }, headers: { [header]: expired } })).status, refused);
    assert.equal(whatIn(run).length, 2);
  });

  test(`${cloud}: a refreshed token is as good as the first one, and one that only looks like it is not`, async () => {
    const run = `${cloud}-refreshed`;
    assert.equal((await ask(cloud, { options: { run }, headers: signedIn(cloud, '-2') })).status, 200);
    assert.equal((await ask(cloud, { options: { run }, headers: signedIn(cloud, '-17') })).status, 200);
    assert.notEqual((await ask(cloud, { options: { run }, headers: signedIn(cloud, '-x') })).status, 200);
    assert.deepEqual(whatIn(run), ['the credentials are wrong']);
  });

  test(`${cloud}: cookies have no business with a cloud`, async () => {
    const run = `${cloud}-cookie`;
    await ask(cloud, { options: { run }, headers: { ...signedIn(cloud), Cookie: 'session=1' } });
    assert.deepEqual(whatIn(run), ['a cookie was sent']);
  });
}

const refusedQueries: readonly (readonly [CloudId, string])[] = [
  ['horizon', '?page=-1'],
  ['horizon', '?page=first'],
  ['horizon', '?size=0'],
  ['horizon', '?size=20&size=30'],
  ['horizon', '?sort=name,asc'],
  ['horizon', '?sort=errorsHistory,asc'],
  ['horizon', '?sort=createdAt,down'],
  ['horizon', '?sort=createdAt:desc'],
  ['horizon', '?org_id='],
  ['zstack', '?limit=10'],
  ['zstack', '?systemTags='],
  ['huawei-workspace', '?limit=101'],
  ['huawei-workspace', '?limit=1.5'],
  ['huawei-workspace', '?offset=5001'],
  ['huawei-workspace', '?os_type=windows'],
  ['huawei-workspace', '?image_type=public'],
  ['huawei-workspace', '?architecture=x86_64'],
  ['huawei-workspace', '?sort_field=size'],
  ['huawei-workspace', '?sort_field=name&sort_type=up'],
  ['huawei-workspace', '?package_type=undefined'],
  ['huawei-workspace', '?platform=Linux'],
  ['hostway', '?status=active'],
  ['hostway', '?type=IMAGE'],
  ['hostway', '?zone=undefined'],
  ['hostway', '?status=ACTIVE&status=SAVING'],
  ['huawei-cloud-phone', '?limit=0'],
  ['huawei-cloud-phone', '?limit=101'],
  ['huawei-cloud-phone', '?status=ready'],
  ['huawei-cloud-phone', '?status=7'],
  ['huawei-cloud-phone', '?image_type=gold'],
  ['huawei-cloud-phone', '?create_since=2024-01-01'],
  ['huawei-cloud-phone', '?create_until=NaN'],
];

for (const [index, [cloud, query]] of refusedQueries.entries()) {
  test(`${cloud}: ${query} is refused, and a breach`, async () => {
    const run = `query-${String(index)}`;
    const { status } = await ask(cloud, { options: { run }, query });
    assert.equal(status, 400);
    assert.equal(simulator.breaches(run).length, 1);
    assert.equal(simulator.breaches(run)[0]?.url.endsWith(query), true);
  });
}

test('huawei-workspace: the Content-Type is mandatory, though there is no content', async () => {
  const { 'Content-Type': type, ...headers } = signedIn('huawei-workspace');
  assert.equal(type, 'application/json');
  const options = { run: 'type' };
  assert.equal((await ask('huawei-workspace', { options, headers })).status, 400);
  assert.equal(
    (await ask('huawei-workspace', { options, headers: { ...headers, 'Content-Type': 'json' } })).status,
    400,
  );
  assert.deepEqual(whatIn('type'), [
    'the header Content-Type is missing',
    'Content-Type: json is not allowed: expected a MIME type',
  ]);
});

test('huawei-workspace: as its document alone describes it, it refuses what is newer, and it is no breach', async () => {
  const options = { run: 'older', newer: 'off' };
  const keys = ['image_id=a', 'sort_field=name', 'sort_type=asc'];
  for (const key of keys) {
    assert.equal((await ask('huawei-workspace', { options, query: `?${key}` })).status, 400, key);
    assert.equal((await ask('huawei-workspace', { query: `?${key}` })).status, 200, key);
  }
  const known = await ask('huawei-workspace', { options, query: '?image_type=gold&architecture=x86&limit=10' });
  assert.equal(known.status, 200);
  assert.deepEqual(whatIn('older'), []);
  for (const row of [...rowsOf('huawei-workspace', known.json), ...catalogueOf('huawei-workspace', { newer: 'off' })]) {
    assert.deepEqual([at(row, 'architecture'), at(row, 'created_at')], [undefined, undefined]);
  }
});

test('both clouds of Huawei accept a token of 40,000 characters', async () => {
  assert.equal(longToken.length, 40_000);
  for (const cloud of ['huawei-workspace', 'huawei-cloud-phone'] as const) {
    assert.equal((await ask(cloud, { headers: { ...signedIn(cloud), 'X-Auth-Token': longToken } })).status, 200);
  }
});

test('both clouds of Huawei accept a signed request, if it is complete', async () => {
  const signed = {
    Authorization: `SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=${'a'.repeat(64)}`,
    'X-Sdk-Date': '20260520T093000Z',
    'X-Project-Id': '29dfe82ada564ac2b927e1ff036d9a9b',
    'Content-Type': 'application/json',
  };
  for (const cloud of ['huawei-workspace', 'huawei-cloud-phone'] as const) {
    assert.equal((await ask(cloud, { headers: signed })).status, 200);
    const { 'X-Sdk-Date': _, ...undated } = signed;
    assert.equal((await ask(cloud, { headers: undated })).status, 401);
  }
});

test('the password of Hostway is read as UTF-8, and in no other way', async () => {
  const { username, password } = credentials.hostway;
  const latin = `Basic ${Buffer.from(`${username}:${password}`, 'latin1').toString('base64')}`;
  assert.equal((await ask('hostway', { headers: { Authorization: latin } })).status, 401);
});

test('an option that is not known, not allowed or given twice is refused in words, and is a breach', async () => {
  for (const segment of [
    'horizon;speed=9',
    'horizon;size=50001',
    'horizon;fail=teapot',
    'horizon;seed=1;seed=2',
    'horizon;latency=9-3',
  ]) {
    simulator.reset();
    const response = await fetch(`${simulator.url}/${segment}${listPath('horizon')}`, { headers: signedIn('horizon') });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /option/);
    assert.equal(simulator.breaches().length, 1);
  }
});

test('a cloud that is not known is refused in words, and is a breach', async () => {
  const response = await fetch(`${simulator.url}/glance;run=unknown-cloud/v2/images`);
  assert.equal(response.status, 404);
  assert.match(await response.text(), /unknown cloud: glance/);
  assert.equal(simulator.breaches('unknown-cloud')[0]?.cloud, 'glance');
});

test('a parent that does not exist is answered as documented, and is no breach', async () => {
  const options = { run: 'parents' };
  const copies = await ask('horizon', { options, path: '/imagemgmt/v1/images/none/versions/v-1/copies' });
  assert.equal(copies.status, 404);
  assert.equal(at(copies.json, 'errors', 0, 'message'), 'Copies are not found for versionId and imageId');
  const account = await ask('hostway', { options, path: '/accounts/fake/flexcloud/images/detail' });
  assert.equal(account.status, 404);
  assert.equal(at(account.json, 'itemNotFound', 'message'), 'Resource not found');
  assert.match(String(at(account.json, 'itemNotFound', 'guid')), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.equal((await ask('zstack', { options, path: '/zstack/v1/vm-instances/none/image-candidates' })).status, 503);
  assert.deepEqual(simulator.breaches('parents'), []);
});

test('an image of Glance has a path of its own, and there is none for what is no id', async () => {
  const options = { size: 8, run: 'single' };
  const rows = catalogueOf('openstack', options).map(
    (row) => JSON.parse(JSON.stringify(row)) as { readonly id: string },
  );
  const single = (id: string, more: Partial<Question> = {}) =>
    ask('openstack', { options, path: `/v2/images/${id}`, ...more });
  for (const row of rows) assert.deepEqual([(await single(row.id)).status, (await single(row.id)).json], [200, row]);
  const never = '00000000-0000-4000-8000-000000000000';
  const { status, json } = await single(never);
  assert.deepEqual(
    [status, json],
    [404, { message: `No image found with ID ${never}<br /><br />\n\n\n`, code: '404 Not Found', title: 'Not Found' }],
  );
  assert.deepEqual(whatIn('single'), []);
  const id = rows[0]?.id ?? '';
  assert.equal((await single('schemas')).status, 404);
  await single(id, { query: '?limit=1' });
  assert.equal((await single(id, { headers: {} })).status, 401);
  assert.equal((await single(id, { method: 'DELETE' })).status, 405);
  assert.equal((await single(`${id}/file`)).status, 404);
  assert.deepEqual(whatIn('single'), [
    'the path is not documented: /v2/images/schemas',
    'the query key limit is not documented',
    'the credentials are missing',
    'the method is not documented: DELETE',
    `the path is not documented: /v2/images/${id}/file`,
  ]);
});
