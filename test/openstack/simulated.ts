import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { credentials, startSimulator } from '../../simulator/index.js';
import type { Running } from './proxied.js';
import { askGlance, type Row } from './rows.js';

/** The same questions to a real Glance and to the simulated one. */
export function testsOfTheSimulated(running: () => Running): void {
  const simulated = startSimulator();
  after(async () => (await simulated).close());

  const questions: readonly string[] = [
    ...['', '?limit=0', '?limit=3', '?limit=3&sort=created_at:asc', '?limit=3&sort=name:asc,created_at:desc'],
    ...['?limit=2000', '?limit=x', '?limit=-1', '?marker=nope', '?marker=1bea47ed-f6a9-463b-b423-14b9cca9ad27'],
    ...['?visibility=public&limit=3', '?visibility=all&limit=3', '?visibility=everything', '?os_hidden=true&limit=1'],
    ...['?os_hidden=maybe', '?sort=colour:asc', '?sort=name:up', '?member_status=maybe', '?protected=maybe'],
    ...['?colour=red', '?status=active&limit=1', '?status=in:active,queued&limit=1', '?status=deleted'],
    ...['?disk_format=qcow2&limit=1', '?tag=gpu&limit=1', '?tag=never', '?owner=never', '?name=never'],
  ];

  /** What two services have in common that hold different images. */
  const shapeOf = ({ status, type, body }: Awaited<ReturnType<typeof askGlance>>) => {
    const { images, next, first, ...rest } = body as { images?: readonly Row[]; next?: string; first?: string };
    const keys = (link: string | undefined) => link && [...new URL(link, 'http://glance').searchParams.keys()];
    const row = images?.[0];
    return {
      ...{ status, type, rest, next: keys(next), first: keys(first) },
      rows: images && images.length > 0 ? 'some' : images && 'none',
      // Properties of its own may stand beside what every image has.
      row:
        row &&
        Object.keys(row)
          .filter((key) => !/^(os_type|os_distro|os_version|architecture|description)$/.test(key))
          .sort(),
    };
  };

  for (const query of questions) {
    test(`as it answers itself: /v2/images${query}`, async () => {
      const { url, token } = running();
      const endpoint = (await simulated).endpoint('openstack', { size: 60 });
      const real = await askGlance(url, token, `/v2/images${query}`);
      const made = await askGlance(endpoint, credentials.openstack, `/v2/images${query}`);
      assert.deepEqual(shapeOf(made), shapeOf(real));
    });
  }

  test('as it shows an image, and as it says that there is none', async () => {
    const { url, token } = running();
    const endpoint = (await simulated).endpoint('openstack', { size: 60 });
    const services = [
      [url, token],
      [endpoint, credentials.openstack],
    ] as const;
    for (const [base, given] of services) {
      const { body } = await askGlance(base, given, '/v2/images?limit=1');
      const [row] = body['images'] as readonly Row[];
      assert.ok(row);
      const { status, type, body: image } = await askGlance(base, given, `/v2/images/${row.id}`);
      assert.deepEqual([status, type, image], [200, 'application/json', row]);
    }
    const path = '/v2/images/00000000-0000-4000-8000-000000000000';
    const [real, made] = await Promise.all(services.map(([base, given]) => askGlance(base, given, path)));
    assert.deepEqual(made, real);
  });

  test('as it refuses a token and a path', async () => {
    const { url, token } = running();
    const endpoint = (await simulated).endpoint('openstack');
    for (const [given, path] of [
      ['wrong', '/v2/images'],
      ['', '/v2/images'],
      [undefined, '/v2/image'],
    ] as const) {
      const real = await askGlance(url, given ?? token, path);
      const made = await askGlance(endpoint, given ?? credentials.openstack, path);
      assert.deepEqual(made, real);
    }
  });

  test('as it says what cannot be done to a list', async () => {
    const { url, token } = running();
    const endpoint = (await simulated).endpoint('openstack');
    const put = async (base: string, given: string) => {
      const response = await fetch(`${base}/v2/images`, { method: 'PUT', headers: { 'X-Auth-Token': given } });
      return response.status;
    };
    assert.deepEqual(await put(endpoint, credentials.openstack), await put(url, token));
  });
}
