import type { CloudId } from '../../simulator/index.js';
import type { ImageStatus } from '../../src/providers/image.js';

/** A word of a cloud's for the status of an image, and for its state where the cloud has both. */
export type StatusWords = readonly [status: string | number, state?: string];

/**
 * What each status is in the words of the clouds: every one that a document or the vendor's own software is known to use. Workspace
 * has none.
 */
export const statuses: Readonly<Record<CloudId, Readonly<Partial<Record<ImageStatus, readonly StatusWords[]>>>>> = {
  horizon: {
    ready: [['AVAILABLE'], ['AVAILABLE', 'PUBLISHED']],
    pending: [
      ['PENDING'],
      ['IMPORT_IN_PROGRESS'],
      ['IMPORT_COMPLETE'],
      ['GENERALIZING'],
      ['PUBLISH_IN_PROGRESS'],
      ['REPLICATION_IN_PROGRESS'],
      ['PARTIALLY_AVAILABLE'],
      ['AVAILABLE', 'NOT_READY'],
      ['AVAILABLE', 'PARTIALLY_PUBLISHED'],
    ],
    disabled: [['DISABLED'], ['AVAILABLE', 'UNPUBLISHED']],
    failed: [['FAILED'], ['AGENT_INSTALLATION_FAILED']],
    deleted: [['DELETING']],
  },
  zstack: {
    ready: [['Ready'], ['Ready', 'Enabled']],
    pending: [['Creating'], ['Downloading'], ['Migrating']],
    disabled: [['Ready', 'Disabled']],
    failed: [['Error']],
    deleted: [['Deleted']],
  },
  'huawei-workspace': {},
  hostway: { ready: [['ACTIVE']], pending: [['SAVING']], deleted: [['DELETED']] },
  'huawei-cloud-phone': { ready: [[1]], pending: [[0]], failed: [[2]] },
};

/** An image of the cloud with these words, as it is on the wire. */
export const rowWith = ([status, state]: StatusWords): Readonly<Record<string, unknown>> => ({
  id: 'a',
  uuid: 'a',
  image_id: 'a',
  status,
  ...(state !== undefined && { state }),
});
