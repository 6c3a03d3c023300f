import assert from 'node:assert/strict';
import { it } from 'node:test';
import { enPanels } from '../../src/locales/en-panels.js';
import { localeOf, provideMessages } from '../../src/locales/registry.js';
import '../../src/register/ar.js';
import '../../src/register/zh.js';
import { horizon } from '../../src/providers/horizon.js';
import { huaweiCloudPhone } from '../../src/providers/huawei-cloud-phone.js';
import { huaweiWorkspace } from '../../src/providers/huawei-workspace.js';
import type { CloudImage } from '../../src/providers/image.js';
import { providers } from '../../src/providers/registry.js';
import { zstack } from '../../src/providers/zstack.js';
import { answers, image } from './bodies.js';

/** The facts that are there. */
const factsOf = ({ facts = {} }: CloudImage) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

it('a copy of Horizon says whose it is, and what it is kept as', () => {
  const assetDetails = { assetType: 'AZURE_IMAGE', data: { region: 'westeurope', disks: [1, 2], generation: 'V2' } };
  assert.deepEqual(factsOf(image(horizon, { id: 'a', orgId: 'o-1', assetDetails })), {
    organization: 'o-1',
    'asset-type': 'AZURE_IMAGE',
    'asset-details': 'region: westeurope, disks: [1,2], generation: V2',
  });
  assert.deepEqual(factsOf(image(horizon, { id: 'a', assetDetails: { data: {} } })), {});
});

it('the history of a copy says how grave each step is, and which part of the cloud speaks', () => {
  const errorsHistory = [{ code: 'A', message: 'first', severity: 'WARNING', domain: 'imagemgmt' }];
  const { problem } = image(horizon, { id: 'a', errorCode: 'A', errorsHistory });
  assert.deepEqual([problem?.history[0]?.severity, problem?.history[0]?.domain], ['WARNING', 'imagemgmt']);
});

it('an image of Cloud Phone says who shares it, and whose it is', () => {
  const row = { image_id: 'a', src_project_id: 'p-2', domain_id: 'd-1', project_id: 'p-1' };
  assert.deepEqual(factsOf(image(huaweiCloudPhone, row)), { 'shared-by': 'p-2', project: 'p-1', tenant: 'd-1' });
});

it('a product image says its code', () => {
  assert.deepEqual(factsOf(image(huaweiWorkspace, { id: 'a', product_code: 'ws.1' })), { 'product-code': 'ws.1' });
});

it('a candidate of ZStack says what it takes, its checksum, its source, and whether it is the system’s own', () => {
  const row = { uuid: 'a', actualSize: 8.58e9, md5Sum: 'd41d8', url: 'http://mirror/a.qcow2', system: false };
  assert.deepEqual(factsOf(image(zstack, row)), {
    'stored-size': 8.58e9,
    checksum: 'd41d8',
    'source-address': 'http://mirror/a.qcow2',
    'system-image': 'false',
  });
  assert.deepEqual(factsOf(image(zstack, { uuid: 'a', md5Sum: 'not calculated' })), {});
});

it('a system of ZStack that is unknown is no version', () => {
  for (const guestOsType of ['unknown', 'Unknown', ' ', null]) {
    assert.deepEqual(image(zstack, { uuid: 'a', platform: 'Linux', guestOsType }).os, {
      family: 'linux',
      version: undefined,
    });
  }
  assert.equal(image(zstack, { uuid: 'a', guestOsType: 'unknown' }).os, undefined);
});

it('an error of ZStack says its elaboration, too', () => {
  const cause = { code: 'HOST.1001', details: 'the host is away' };
  const error = { code: 'SYS.1006', details: 'outer', elaboration: 'Check the network', cause };
  assert.equal(zstack.readError({ error }, 503)?.detail, 'the host is away · Check the network');
  assert.equal(zstack.readError({ error: { code: 'X', elaboration: 'Only this' } }, 503)?.detail, 'Only this');
});

it('every fact has a label in every language', () => {
  const ids = new Set<string>();
  for (const [id, provider] of providers) {
    const pages = answers(id).filter(({ name }) => name.startsWith('200-') && name !== '200-error.json');
    const rows = pages.flatMap(({ body }) => provider.readPage(body).rows);
    for (const row of rows) for (const fact of Object.keys(image(provider, row).facts ?? {})) ids.add(fact);
  }
  assert.ok(ids.size >= 11);
  provideMessages('en', enPanels);
  for (const language of ['en', 'zh', 'ar']) {
    const { messages } = localeOf(language);
    for (const id of ids) assert.notEqual(messages.field(id), id, `${language}: ${id}`);
  }
});
