import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  catalogueOf,
  horizonOrgs,
  horizonProviderInstances,
  hostwayZones,
  sharingProjects,
} from '../../simulator/index.js';
import type { CloudId } from '../../simulator/index.js';
import { at, column, rowsOf, startAsking } from './ask.js';

const { ask } = await startAsking();

const size = 230;

async function list(cloud: CloudId, query: string): Promise<readonly unknown[]> {
  const { status, json } = await ask(cloud, { options: { size }, query });
  assert.equal(status, 200);
  return rowsOf(cloud, json);
}

const ids = (cloud: CloudId, key: string): readonly unknown[] => column(catalogueOf(cloud, { size }), key);

test('horizon: pages are counted from 0 and lead through the whole list', async () => {
  const found: unknown[] = [];
  for (let page = 0; page < 5; page += 1) {
    const { json } = await ask('horizon', { options: { size }, query: `?page=${String(page)}&size=50` });
    found.push(...column(rowsOf('horizon', json), 'id'));
    assert.equal(at(json, 'number'), page);
    assert.equal(at(json, 'first'), page === 0);
    assert.equal(at(json, 'last'), page === 4);
    assert.equal(at(json, 'numberOfElements'), page === 4 ? 30 : 50);
    assert.equal(at(json, 'totalElements'), size);
    assert.equal(at(json, 'totalPages'), 5);
    assert.equal(at(json, 'pageable', 'offset'), page * 50);
  }
  assert.deepEqual(found, ids('horizon', 'id'));
});

test('horizon: a page has 20 copies unless asked otherwise, and never more than 200', async () => {
  assert.equal((await list('horizon', '')).length, 20);
  assert.equal((await list('horizon', '?size=1000')).length, 200);
});

test('horizon: a page beyond the end is empty, a version without copies is 404', async () => {
  assert.deepEqual(await list('horizon', '?page=99'), []);
  assert.equal((await ask('horizon', { options: { size: 0 } })).status, 404);
});

test('horizon: sorts by the first property, then by the next, ascending by default', async () => {
  const rows = await list('horizon', '?size=200&sort=gpuType,desc&sort=createdAt');
  const keys = rows.map((row) => ({ gpu: String(at(row, 'gpuType')), created: String(at(row, 'createdAt')) }));
  for (const [index, { gpu, created }] of keys.entries()) {
    const before = keys[index - 1];
    if (!before) continue;
    assert.ok(before.gpu > gpu || (before.gpu === gpu && before.created <= created), `${gpu} ${created}`);
  }
});

test('horizon: the copies of a list are of one version of one image, with one system', async () => {
  const rows = await list('horizon', '?size=200');
  for (const key of ['imageId', 'versionId', 'osType', 'multiSession']) {
    assert.equal(new Set(column(rows, key)).size, 1, key);
  }
  assert.ok(new Set(column(rows, 'version')).size > 1, 'the revision of a record is its own');
});

test('horizon: filters by organization and provider instance', async () => {
  const [org, instance] = [horizonOrgs[1], horizonProviderInstances[2]];
  const rows = await list('horizon', `?size=200&org_id=${org}&provider_instance_id=${instance}`);
  const expected = catalogueOf('horizon', { size }).filter(
    (copy) => at(copy, 'orgId') === org && at(copy, 'providerInstanceId') === instance,
  );
  assert.ok(expected.length > 0);
  assert.deepEqual(rows, expected);
});

test('horizon: a failed copy says why, with parameters and the steps that led there', async () => {
  const failed = catalogueOf('horizon', { size }).find((copy) => at(copy, 'status') === 'FAILED');
  assert.equal(at(failed, 'errorCode'), 'AZURE_FAILED_TO_ENABLE_RDS');
  assert.match(String(at(failed, 'errorDetails')), /\{vmName\}/);
  assert.match(String(at(failed, 'errorDetailsParameters', 'vmName')), /^img-/);
  assert.equal(at(failed, 'errorsHistory', 1, 'severity'), 'ERROR');
  const warned = catalogueOf('horizon', { size }).find((copy) => at(copy, 'status') === 'PARTIALLY_AVAILABLE');
  assert.equal(at(warned, 'warningDetailsParameters', 'count'), '2');
});

test('zstack: everything comes in one body without a Content-Type, tags or not', async () => {
  const answer = await ask('zstack', { options: { size }, query: '?systemTags=a::b&systemTags=c&userTags=d' });
  assert.equal(answer.headers.get('content-type'), null);
  assert.deepEqual(rowsOf('zstack', answer.json), catalogueOf('zstack', { size }));
});

test('zstack: the candidates are enabled, ready, no system’s own, and of one architecture, unless asked for oddities', async () => {
  const values = async (key: string, odd: number): Promise<number> =>
    new Set(column(rowsOf('zstack', (await ask('zstack', { options: { size, odd } })).json), key)).size;
  const keys = ['state', 'status', 'system', 'architecture'];
  assert.deepEqual(await Promise.all(keys.map((key) => values(key, 0))), [1, 1, 1, 1]);
  for (const key of keys) assert.ok((await values(key, 1)) > 1, key);
  const [first] = catalogueOf('zstack', { size });
  assert.deepEqual(
    keys.map((key) => at(first, key)),
    ['Enabled', 'Ready', false, 'x86_64'],
  );
});

test('zstack: no images are an empty object', async () => {
  const { status, text } = await ask('zstack', { options: { size: 0 } });
  assert.equal(status, 200);
  assert.equal(text, '{}');
});

test('zstack: a refused sign-in is a business error, a missing one plain text', async () => {
  const expired = await ask('zstack', { headers: { Authorization: 'OAuth expired' } });
  assert.equal(at(expired.json, 'error', 'code'), 'ID.1001');
  const missing = await ask('zstack', { headers: {} });
  assert.equal(missing.text, "missing header 'Authorization'");
});

for (const [cloud, key, total] of [
  ['huawei-workspace', 'id', 'total_count'],
  ['huawei-cloud-phone', 'image_id', 'total'],
] as const) {
  test(`${cloud}: limit and offset lead through the whole list`, async () => {
    const found: unknown[] = [];
    for (let offset = 0; offset < size; offset += 90) {
      const { json } = await ask(cloud, { options: { size }, query: `?limit=90&offset=${String(offset)}` });
      found.push(...column(rowsOf(cloud, json), key));
      assert.equal(at(json, total), size);
    }
    assert.deepEqual(found, ids(cloud, key));
    assert.equal((await list(cloud, '')).length, 100);
    assert.deepEqual(await list(cloud, '?offset=500'), []);
  });

  test(`${cloud}: names its requests, and refuses through its gateway`, async () => {
    const fine = await ask(cloud);
    assert.match(fine.headers.get('x-request-id') ?? '', /^[\da-f]{32}$/);
    const refused = await ask(cloud, { headers: {} });
    assert.equal(at(refused.json, 'error_code'), 'APIGW.0301');
    assert.equal(at(refused.json, 'request_id'), refused.headers.get('x-request-id'));
  });
}

test('huawei-workspace: every filter leaves exactly the images that match it', async () => {
  const all = catalogueOf('huawei-workspace', { size });
  const filters = [
    ['os_type', 'os_type', 'Linux'],
    ['platform', 'os_type', 'Windows'],
    ['image_type', 'image_type', 'private'],
    ['architecture', 'architecture', 'arm'],
    ['image_id', 'id', String(at(all[7], 'id'))],
  ] as const;
  for (const [query, key, value] of filters) {
    const expected = all.filter((image) => at(image, key) === value).slice(0, 100);
    assert.ok(expected.length > 0, query);
    assert.deepEqual(await list('huawei-workspace', `?${query}=${value}`), expected, query);
  }
});

test('huawei-workspace: a package series is known to the server alone, and each image has one', async () => {
  const total = async (query: string): Promise<number> => {
    const { json } = await ask('huawei-workspace', { options: { size }, query });
    return Number(at(json, 'total_count'));
  };
  const [general, dedicated] = [await total('?package_type=general'), await total('?package_type=dedicated')];
  assert.ok(general > dedicated && dedicated > 0);
  assert.equal(general + dedicated, size);
  assert.equal(await total('?package_type=other'), 0);
});

test('huawei-workspace: sorts by name and date, both ways, and serves no images for a limit of 0', async () => {
  for (const key of ['name', 'created_at']) {
    const up = column(await list('huawei-workspace', `?sort_field=${key}&sort_type=asc`), key).map(String);
    const down = column(await list('huawei-workspace', `?sort_field=${key}&sort_type=desc`), key).map(String);
    const sorted = column(catalogueOf('huawei-workspace', { size }), key).map(String).sort();
    assert.deepEqual(up, sorted.slice(0, 100));
    assert.deepEqual(down, sorted.reverse().slice(0, 100));
  }
  assert.deepEqual(await list('huawei-workspace', '?limit=0'), []);
});

test('huawei-workspace: its own errors are flat for odd seeds and nested for even ones', async () => {
  const flat = await ask('huawei-workspace', { options: { fail: 500, seed: 1 } });
  assert.equal(at(flat.json, 'error_msg'), 'An internal service error occurred.');
  const nested = await ask('huawei-workspace', { options: { fail: 500, seed: 2 } });
  assert.equal(at(nested.json, 'error', 'message'), 'An internal service error occurred.');
});

test('huawei-cloud-phone: every filter leaves exactly the images that match it', async () => {
  const all = catalogueOf('huawei-cloud-phone', { size });
  const sample = all[5];
  const filters = [
    ['image_type', 'share'],
    ['status', '2'],
    ['image_id', String(at(sample, 'image_id'))],
    ['image_name', String(at(sample, 'image_name'))],
    ['src_project_id', sharingProjects[1]],
  ] as const;
  for (const [key, value] of filters) {
    const expected = all.filter((image) => String(at(image, key)) === value);
    assert.ok(expected.length > 0, key);
    assert.deepEqual(await list('huawei-cloud-phone', `?${key}=${encodeURIComponent(value)}`), expected, key);
  }
});

test('huawei-cloud-phone: create_since and create_until are milliseconds, both included', async () => {
  const times = column(catalogueOf('huawei-cloud-phone', { size }), 'create_time').map((time) =>
    Date.parse(String(time)),
  );
  const [since = 0, until = 0] = [...times].sort((a, b) => a - b).slice(50, 52);
  const query = `?create_since=${String(since)}&create_until=${String(until)}`;
  const expected = times.filter((time) => time >= since && time <= until).length;
  assert.equal((await list('huawei-cloud-phone', query)).length, expected);
});

test('huawei-cloud-phone: the project is given with private images only, the sharing one with shared ones only', () => {
  for (const image of catalogueOf('huawei-cloud-phone', { size })) {
    const type = at(image, 'image_type');
    assert.equal(at(image, 'project_id') !== undefined, type === 'private');
    assert.equal(at(image, 'src_project_id') !== undefined, type === 'share');
  }
});

test('hostway: the account may be left out', async () => {
  const { status, json } = await ask('hostway', { options: { size }, path: '/images/detail' });
  assert.equal(status, 200);
  assert.deepEqual(rowsOf('hostway', json), catalogueOf('hostway', { size }));
});

test('hostway: filters by name, status and zone', async () => {
  const all = catalogueOf('hostway', { size });
  const name = String(at(all[9], 'name'));
  assert.deepEqual(
    await list('hostway', `?name=${encodeURIComponent(name)}`),
    all.filter((image) => at(image, 'name') === name),
  );
  assert.deepEqual(
    await list('hostway', '?status=SAVING'),
    all.filter((image) => at(image, 'status') === 'SAVING'),
  );
  const zone = hostwayZones[1];
  const inZone = await list('hostway', `?zone=${zone}`);
  assert.ok(inZone.length > 0 && inZone.length < size);
  assert.ok(inZone.every((image) => JSON.stringify(at(image, 'zones')).includes(zone)));
});

test('hostway: a type is known to the server alone, and each image has one', async () => {
  const [base, server] = [await list('hostway', '?type=BASE'), await list('hostway', '?type=SERVER')];
  assert.ok(base.length > 0 && server.length > 0);
  assert.equal(base.length + server.length, size);
  assert.ok([...base, ...server].every((image) => at(image, 'type') === undefined));
});

test('hostway: a refused sign-in is JSON, HTML or plain text, by seed', async () => {
  const types: (string | null)[] = [];
  for (const seed of [1, 2, 3]) {
    const { status, headers } = await ask('hostway', { options: { seed }, headers: {} });
    assert.equal(status, 401);
    types.push(headers.get('content-type'));
  }
  assert.deepEqual(types, ['application/json', 'text/html; charset=UTF-8', 'text/plain; charset=UTF-8']);
});
