import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFetch } from '../../simulator/fetch.js';
import { cloudIds } from '../../simulator/index.js';
import type { AddressOptions, CloudId } from '../../simulator/index.js';
import { History } from '../../simulator/log.js';
import { writeTarget } from '../../simulator/options.js';
import { accounts } from '../../simulator/sign-in-accounts.js';
import { listPath, signedIn, startAsking } from './ask.js';

const { ask } = await startAsking();

const addressOf = (cloud: CloudId, options?: AddressOptions): string =>
  `https://simulator.invalid/${writeTarget(cloud, options)}${listPath(cloud)}`;

/** A simulator in this process, and a way to ask it for the list of a cloud. */
function inProcess() {
  const history = new History();
  const answer = createFetch(history);
  return {
    history,
    answer,
    list: (cloud: CloudId, options?: AddressOptions, signal?: AbortSignal) =>
      answer(new Request(addressOf(cloud, options), { headers: signedIn(cloud), ...(signal && { signal }) })),
  };
}

describe('the simulator without a server', () => {
  for (const cloud of cloudIds) {
    it(`answers as over HTTP: ${cloud}`, async () => {
      const { list, history } = inProcess();
      for (const options of [{ size: 30 }, { fail: '503' }, { fail: 'business' }, { fail: 'html' }]) {
        const [there, here] = [await ask(cloud, { options }), await list(cloud, options)];
        assert.deepEqual(
          [here.status, here.headers.get('Content-Type'), await here.text()],
          [there.status, there.headers.get('Content-Type'), there.text],
        );
      }
      assert.deepEqual(history.breaches(), []);
      assert.deepEqual(
        history.log().map(({ status, aborted, credentials }) => [status, aborted, credentials]),
        history.log().map(({ status }) => [status, false, true]),
      );
    });
  }

  it('records a breach, and refuses as the cloud does', async () => {
    const { answer, history } = inProcess();
    const { status } = await answer(new Request(addressOf('openstack')));
    assert.equal(status, 401);
    assert.equal(history.breaches().length, 1);
  });

  it('signs in', async () => {
    const { answer, history } = inProcess();
    const body = new URLSearchParams({ refresh_token: accounts.horizon.refreshToken });
    const address = 'https://simulator.invalid/horizon/csp/gateway/am/api/auth/api-tokens/authorize';
    const { status } = await answer(new Request(address, { method: 'POST', body }));
    assert.equal(status, 200);
    const tooLong = await answer(new Request(address, { method: 'POST', body: 'x'.repeat(100_000) }));
    assert.equal(tooLong.status, 413);
    assert.equal(history.breaches().length, 1);
  });

  it('fails as a connection does that breaks, and as a redirect that must not be followed', async () => {
    const { list } = inProcess();
    await assert.rejects(list('openstack', { fail: 'reset' }), TypeError);
    await assert.rejects(list('openstack', { fail: 'redirect' }), TypeError);
    const halved = await list('openstack', { fail: 'reset-body' });
    await assert.rejects(halved.text());
  });

  it('stays silent, drips or waits only until the request is aborted', async () => {
    const { list, history } = inProcess();
    for (const options of [{ fail: 'hang' }, { latency: 60_000 }]) {
      const controller = new AbortController();
      const waiting = list('zstack', options, controller.signal);
      controller.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
    }
    const controller = new AbortController();
    const { body } = await list('zstack', { fail: 'drip' }, controller.signal);
    const reader = body?.getReader();
    const first: unknown = (await reader?.read())?.value;
    assert.deepEqual(first, new Uint8Array([32]));
    controller.abort();
    await assert.rejects(async () => reader?.read(), { name: 'AbortError' });
    assert.deepEqual(
      history.log().map(({ aborted }) => aborted),
      [true, true, false],
    );
  });
});
