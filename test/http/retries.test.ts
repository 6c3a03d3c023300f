import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorOf, firstPage, startClouds } from './clouds.js';
import { sendJson, startTinyServer } from './tiny-server.js';

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

const images = { images: [{ id: 'a' }] };
const hostway = (endpoint: string) => source('hostway', {}, { endpoint });

void describe('what may pass', { concurrency: true }, () => {
  for (const fail of ['408', '429', '502', '504', 'reset']) {
    test(`${fail} twice and then an answer is an answer, after three requests`, async () => {
      const run = `passes-${fail}`;
      const page = await firstPage(source('huawei-workspace', { fail, times: 2, run, size: 7 }));
      assert.equal(page.length, 7);
      assert.equal(requests(run).length, 3);
    });
  }

  for (const cloud of ['horizon', 'huawei-workspace', 'hostway'] as const) {
    test(`503 of ${cloud}, which means no more than the status says, is asked for again`, async () => {
      const run = `unavailable-${cloud}`;
      const page = await firstPage(source(cloud, { fail: '503', times: 1, run }));
      assert.equal(page.length, 12);
      assert.equal(requests(run).length, 2);
    });
  }

  test('three attempts are all there are', async () => {
    await errorOf(firstPage(source('zstack', { fail: '502', run: 'three' })));
    assert.equal(requests('three').length, 3);
  });
});

void describe('what would not pass', { concurrency: true }, () => {
  for (const [fail, cloud] of [
    ['business', 'zstack'],
    ['503', 'zstack'],
    ['400', 'huawei-cloud-phone'],
    ['401', 'hostway'],
    ['403', 'hostway'],
    ['404', 'huawei-workspace'],
    ['405', 'hostway'],
    ['500', 'horizon'],
    ['html', 'horizon'],
    ['empty', 'zstack'],
    ['truncated', 'huawei-workspace'],
    ['wrong-shape', 'hostway'],
  ] as const) {
    test(`${fail} of ${cloud} is not asked for again, though it would be answered`, async () => {
      const run = `stays-${cloud}-${fail}`;
      await errorOf(firstPage(source(cloud, { fail, times: 1, run })));
      assert.equal(requests(run).length, 1);
    });
  }
});

test('a cloud that does not answer in time is not asked again', async () => {
  const error = await errorOf(firstPage(source('zstack', { fail: 'hang', times: 1, run: 'hang' }, { timeout: 700 })));
  assert.equal(error.kind, 'timeout');
  assert.equal(requests('hang').length, 1);
});

void describe('Retry-After', { concurrency: true }, () => {
  test('so many seconds are waited', async () => {
    const run = 'seconds';
    await firstPage(source('huawei-workspace', { fail: '429', times: 1, 'retry-after': 1, run }));
    const [first, second, ...more] = requests(run);
    assert.ok(first && second && more.length === 0);
    assert.ok(second.started - first.started >= 995, `${second.started - first.started} ms`);
  });

  test('a date is waited for', async () => {
    let answered = 0;
    const { endpoint, requests: seen } = tiny.serve((_, response, count) => {
      if (count > 1) return sendJson(response, 200, images);
      answered = Date.now();
      return sendJson(response, 503, {}, { 'Retry-After': new Date(answered + 2000).toUTCString() });
    });
    await firstPage(hostway(endpoint));
    assert.equal(seen.length, 2);
    // A date of HTTP has no fractions of a second.
    assert.ok(Date.now() - answered >= 950, `${Date.now() - answered} ms`);
  });

  test('a date that has passed, or that is none, costs no more than the usual pause', async () => {
    for (const date of ['Wed, 21 Oct 2015 07:28:00 GMT', 'soon']) {
      const { endpoint } = tiny.serve((_, response, count) =>
        sendJson(response, count > 1 ? 200 : 429, images, { 'Retry-After': date }),
      );
      assert.equal((await firstPage(hostway(endpoint))).length, 1);
    }
  });

  /** What is told of a header on a request that is not repeated. */
  async function told(header: string): Promise<number | undefined> {
    const { endpoint } = tiny.serve((_, response) => sendJson(response, 403, {}, { 'Retry-After': header }));
    return (await errorOf(firstPage(hostway(endpoint)))).retryAfter;
  }

  test('a fraction of a second is rounded up', async () => {
    assert.equal(await told('2.5'), 3);
    assert.equal(await told('0.001'), 1);
  });

  test('what is no wait is told as none', async () => {
    const past = ['Wed, 21 Oct 2015 07:28:00 GMT', 'Wednesday, 21-Oct-15 07:28:00 GMT', 'Wed Oct 21 07:28:00 2015'];
    const nonsense = [
      '',
      '-5',
      '0',
      'soon',
      'soon 5',
      'later 2099',
      '2099',
      '1e3',
      '0x10',
      '2.5.1',
      '5 s',
      '5, 7',
      'NaN',
    ];
    // 2099 alone is a number of seconds.
    for (const header of [...past, ...nonsense]) {
      assert.equal(await told(header), header === '2099' ? 2099 : undefined, header);
    }
  });

  test('each of the three forms of a date is read, and always as UTC', async () => {
    const moment = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
    const standard = moment.toUTCString();
    const [weekday = '', day = '', month = '', year = '', time = ''] = standard.split(/,? /);
    const long = { Mon: 'day', Tue: 'sday', Wed: 'nesday', Thu: 'rsday', Fri: 'day', Sat: 'urday', Sun: 'day' }[
      weekday
    ];
    const forms = [
      standard,
      `${weekday}${String(long)}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
      `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
    ];
    for (const form of forms) {
      const seconds = (await told(form)) ?? 0;
      assert.ok(seconds > 3540 && seconds <= 3601, `${form}: ${seconds}`);
    }
  });

  test('a wait without end is told as a year', async () => {
    const year = 365 * 24 * 3600;
    for (const header of ['99999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT']) {
      assert.equal(await told(header), year, header);
    }
  });

  test('a date that comes nearer with each attempt is never told as no seconds', async () => {
    for (const ahead of [1500, 2000, 2600, 3400]) {
      const date = new Date(Date.now() + ahead).toUTCString();
      const { endpoint, requests: seen } = tiny.serve((_, response) =>
        sendJson(response, 429, {}, { 'Retry-After': date }),
      );
      const { retryAfter } = await errorOf(firstPage(hostway(endpoint)));
      assert.ok(retryAfter === undefined || retryAfter >= 1, String(retryAfter));
      assert.equal(seen.length, 3);
    }
  });

  test('a wait too long to look at a loading list is told at once', async () => {
    const run = 'long';
    const error = await errorOf(firstPage(source('huawei-cloud-phone', { fail: '429', 'retry-after': 60, run })));
    assert.deepEqual([error.kind, error.status, error.retryAfter], ['rate-limited', 429, 60]);
    assert.equal(requests(run).length, 1);
  });

  test('a long wait is told from a date as well', async () => {
    const { endpoint, requests: seen } = tiny.serve((_, response) =>
      sendJson(response, 429, {}, { 'Retry-After': new Date(Date.now() + 120_000).toUTCString() }),
    );
    const { kind, retryAfter = 0 } = await errorOf(firstPage(hostway(endpoint)));
    assert.equal(kind, 'rate-limited');
    assert.ok(retryAfter > 110 && retryAfter <= 120, String(retryAfter));
    assert.equal(seen.length, 1);
  });
});
