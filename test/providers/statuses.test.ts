import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { horizon } from '../../src/providers/horizon.js';
import { providerOf } from '../../src/providers/registry.js';
import { zstack } from '../../src/providers/zstack.js';
import { cloudIds, factsOf, type StatusWords } from '../clouds/index.js';
import { image } from './bodies.js';

/** An image of the cloud with these words, as it is on the wire. */
const rowWith = (id: string, [status, state]: StatusWords): object => ({ [id]: 'a', status, ...(state && { state }) });

for (const cloud of cloudIds) {
  const { idKey: id, statuses } = factsOf(cloud);
  const provider = providerOf(cloud);
  assert.ok(provider);

  describe(`the status of an image: ${cloud}`, () => {
    for (const [status, words] of Object.entries(statuses)) {
      for (const said of words) {
        it(`is ${status} where the cloud says ${said.join(', ')}`, () => {
          assert.equal(image(provider, rowWith(id, said)).status, status);
        });
      }
    }

    it('can be filtered by where the cloud names one', () => {
      const offered = provider.filters['status']?.options ?? [];
      assert.deepEqual([...offered].sort(), Object.keys(statuses).sort());
    });

    it('is unknown in a word that nobody has documented, and keeps the word', () => {
      if (Object.keys(statuses).length === 0) return;
      const { status, statusText } = image(provider, rowWith(id, ['A_WORD_OF_NEXT_YEAR']));
      assert.deepEqual([status, statusText], ['unknown', 'A_WORD_OF_NEXT_YEAR']);
      assert.equal(image(provider, { [id]: 'a' }).status, 'unknown');
    });
  });
}

it('is what the state says where that withholds a copy, or a candidate, that is ready, in both words', () => {
  const shown = (row: object) => {
    const { status, statusText } = image(horizon, { id: 'a', ...row });
    return [status, statusText];
  };
  assert.deepEqual(shown({ status: 'AVAILABLE', state: 'UNPUBLISHED' }), ['disabled', 'AVAILABLE, UNPUBLISHED']);
  assert.deepEqual(shown({ status: 'available', state: 'unpublished' }), ['disabled', 'available, unpublished']);
  assert.deepEqual(shown({ status: 'A_NEW_WORD', state: 'UNPUBLISHED' }), ['disabled', 'A_NEW_WORD, UNPUBLISHED']);
  assert.deepEqual(shown({ status: 'A_NEW_WORD', state: 'PUBLISHED' }), ['unknown', 'A_NEW_WORD']);
  assert.deepEqual(shown({ status: 'AVAILABLE', state: 'A_NEW_WORD' }), ['ready', 'AVAILABLE']);
  assert.deepEqual(shown({ status: 'FAILED', state: 'UNPUBLISHED' }), ['failed', 'FAILED']);
  assert.deepEqual(shown({ state: 'PUBLISHED' }), ['ready', 'PUBLISHED']);
  assert.deepEqual(shown({ state: 'NOT_READY' }), ['pending', 'NOT_READY']);
  const candidate = (row: object) => {
    const { status, statusText } = image(zstack, { uuid: 'a', ...row });
    return [status, statusText];
  };
  assert.deepEqual(candidate({ status: 'Ready', state: 'Disabled' }), ['disabled', 'Ready, Disabled']);
  assert.deepEqual(candidate({ state: 'Disabled' }), ['disabled', 'Disabled']);
  assert.deepEqual(candidate({ status: 'Downloading', state: 'Disabled' }), ['pending', 'Downloading, Disabled']);
  assert.deepEqual(candidate({ status: 'Ready', state: 'PreMaintenance' }), ['unknown', 'Ready, PreMaintenance']);
});
