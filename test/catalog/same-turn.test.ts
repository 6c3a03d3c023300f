import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeList } from '../../src/catalog/later.js';
import { Listing } from '../../src/catalog/listing.js';
import { Client } from '../../src/providers/client.js';
import { ProviderError } from '../../src/providers/errors.js';
import { huaweiWorkspace } from '../../src/providers/huawei-workspace.js';
import type { WirePage } from '../../src/providers/provider.js';
import type { PageRequest } from '../../src/providers/route.js';
import { until } from '../http/clouds.js';

/** Answers when it is told to, as only then can several answers be in one turn of the event loop; a repetition at once. */
class HeldClient extends Client {
  readonly asked: number[] = [];
  readonly held = new Map<number, { answer: (page: WirePage) => void; fail: (error: ProviderError) => void }>();

  constructor() {
    super({ provider: huaweiWorkspace, params: { projectId: 'p' }, endpoint: 'http://nowhere.example' });
  }

  override page({ index }: PageRequest): Promise<WirePage> {
    this.asked.push(index);
    if (this.held.has(index)) return Promise.resolve(page(index));
    return new Promise((answer, fail) => this.held.set(index, { answer, fail }));
  }
}

const page = (index: number): WirePage => ({
  rows: Array.from({ length: index < 10 ? 100 : 0 }, (_, row) => ({ id: `image-${String(index * 100 + row)}` })),
  total: 1000,
});

test('a page that fails is asked for once, however close to it another one comes', async () => {
  await wholeList.load();
  for (let distance = 0; distance < 12; distance++) {
    const client = new HeldClient();
    const listing = new Listing({ client, request: {} });
    const answer = (index: number) => client.held.get(index)?.answer(page(index));
    const walk = listing.walk(Infinity, new AbortController().signal);
    answer(0);
    await until(() => client.asked.length === 5);

    answer(1);
    for (let turn = 0; turn < distance; turn++) await Promise.resolve();
    client.held.get(3)?.fail(new ProviderError('unavailable'));
    for (let index = 2; index <= 10; index++) {
      if (index !== 3) await until(() => client.held.has(index)).then(() => answer(index));
    }
    await walk;
    const threes = client.asked.filter((index) => index === 3);
    assert.equal(threes.length, 1, `${String(distance)} microtasks between the two`);
    assert.equal(listing.incomplete?.reason, 'failed');
  }
});
