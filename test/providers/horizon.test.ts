import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { horizon } from '../../src/providers/horizon.js';
import { pageRoute } from '../../src/providers/route.js';
import { answer, at, failure, image, images } from './bodies.js';

const params = { imageId: 'img', versionId: 'ver' };
const copies = () => images(horizon, '200-copies.json');

describe('what is asked of Horizon', () => {
  it('counts pages from zero, 200 copies a page', () => {
    assert.equal(
      pageRoute(horizon, params, { index: 0, rowsPerPage: 200 }),
      '/imagemgmt/v1/images/img/versions/ver/copies?page=0&size=200',
    );
  });

  it('narrows down to an organisation and a provider instance', () => {
    const route = pageRoute(
      horizon,
      { ...params, orgId: 'o', providerInstanceId: 'p' },
      { index: 2, rowsPerPage: 200 },
    );
    assert.equal(route.split('?')[1], 'org_id=o&provider_instance_id=p&page=2&size=200');
  });

  it('sorts by date with the id as tie-break, one `sort` each', () => {
    const route = pageRoute(horizon, params, {
      index: 0,
      rowsPerPage: 200,
      sort: { field: 'createdAt', direction: 'desc' },
    });
    assert.deepEqual(new URLSearchParams(route.split('?')[1]).getAll('sort'), ['createdAt,desc', 'id,asc']);
  });

  it('leaves sorting by the composed name to the catalogue', () => {
    assert.deepEqual(horizon.sorting?.fields, { createdAt: 'createdAt', updatedAt: 'updatedAt' });
  });

  it('signs in with a bearer token, whether or not the portal has written the scheme', () => {
    for (const token of ['abc', 'Bearer abc', ' abc\n']) {
      assert.deepEqual(horizon.authorize(token), { Authorization: 'Bearer abc' });
    }
    assert.deepEqual(horizon.authorize('bearer abc'), { Authorization: 'bearer abc' });
  });
});

describe('a page of Horizon', () => {
  it('reads the example of the document', () => {
    const [copy, ...others] = images(horizon, '200-example.json');
    assert.equal(others.length, 0);
    assert.equal(copy?.id, '0123456789');
    assert.equal(copy.name, '0123456789 · WINDOWS, LINUX · AMD, NVIDIA · …6789');
    assert.deepEqual(copy.os, { family: 'other', version: 'WINDOWS, LINUX' });
    assert.equal(copy.status, 'pending');
    assert.equal(copy.statusText, 'GENERALIZING');
    assert.equal(copy.createdAt, undefined);
    assert.deepEqual(copy.locations, ['0123456789']);
    assert.deepEqual(copy.facets?.['gpu-type'], ['AMD', 'NVIDIA']);
    assert.equal(copy.problem?.code, 'AZURE_FAILED_TO_ENABLE_RDS');
    assert.equal(copy.problem.message, 'string (key: string)');
    assert.equal(copy.problem.warning, 'string (key: string)');
    assert.equal(copy.problem.history.length, 1);
  });

  it('is not ended by a count of no pages beside copies, nor kept going by `last: false`', () => {
    const last = (name: string) => horizon.readPage(answer('horizon', name).body).last;
    assert.equal(last('200-example.json'), false);
    assert.equal(last('200-copies.json'), true);
    assert.equal(last('200-first-of-two.json'), false);
  });

  it('says how many copies a full one has, unless that is none at all', () => {
    const size = (said: unknown) => horizon.readPage({ content: [], size: said }).size;
    assert.deepEqual([50, 0, -1, null, undefined].map(size), [50, undefined, undefined, undefined, undefined]);
  });

  it('never believes `last`', () => {
    const page = { content: [{ id: 'a' }], number: 0, totalPages: 2, totalElements: 2, last: true };
    assert.deepEqual(horizon.readPage(page), { rows: [{ id: 'a' }], total: 2, pages: 2, size: undefined, last: false });
  });

  it('is empty without content', () => {
    assert.deepEqual(horizon.readPage(answer('horizon', '200-without-content.json').body), {
      rows: [],
      total: 0,
      pages: undefined,
      size: undefined,
      last: true,
    });
    assert.deepEqual(horizon.readPage({ content: null }).rows, []);
    assert.deepEqual(horizon.readPage({ totalElements: 12, totalPages: 1, numberOfElements: 0 }).rows, []);
  });

  it('is malformed where it is no page', () => {
    const listless = [{}, { status: 'UP' }, { totalElements: 12, totalPages: 1 }, { empty: false }];
    for (const body of ['<html>', null, [], 7, { content: {} }, { content: 'x' }, ...listless])
      assert.throws(() => horizon.readPage(body));
  });
});

describe('a copy', () => {
  it('is told apart by provider, system, GPU, date and the end of its id, not by the revision of its record', () => {
    assert.deepEqual(
      copies().map(({ name }) => name),
      [
        'Azure · Windows multi-session · NVIDIA · 2024-05-02 · …4789',
        'vSphere · Linux · 2024-05-02 · …478a',
        'Azure · Windows · 2024-05-02 · …478b',
        'Azure · Windows · 2024-05-02 · …478c',
        '…478d',
      ],
    );
  });

  it('is called by its whole id where that is short and all there is', () => {
    assert.equal(image(horizon, { id: 'c1' }).name, 'c1');
  });

  it('has the status that the end of an unknown word tells', () => {
    const words = {
      DELETED: 'deleted',
      AZURE_UPLOAD_FAILED: 'failed',
      SCAN_IN_PROGRESS: 'pending',
      REPLICATING: 'pending',
    };
    for (const [word, status] of Object.entries(words)) {
      assert.equal(image(horizon, { id: 'a', status: word }).status, status, word);
    }
  });

  it('can be filtered by state, provider, GPU and multi-session in the words of Horizon', () => {
    assert.deepEqual(at(copies(), 0).facets, {
      state: 'PUBLISHED',
      'provider-label': 'AZURE',
      'gpu-type': ['NVIDIA'],
      'multi-session': 'true',
    });
    assert.deepEqual(horizon.filters['provider-label']?.options, ['AKKA', 'AZURE', 'VSPHERE', 'ZEROCLOUD']);
    assert.deepEqual(horizon.filters['gpu-type']?.options, ['AMD', 'NVIDIA', 'NONE']);
    assert.deepEqual(horizon.filters['state']?.options, [
      'PUBLISHED',
      'UNPUBLISHED',
      'PARTIALLY_PUBLISHED',
      'NOT_READY',
    ]);
  });

  it('has its dates in UTC', () => {
    assert.equal(at(copies(), 0).createdAt?.toISOString(), '2024-05-02T10:11:12.345Z');
    assert.equal(at(copies(), 0).updatedAt?.toISOString(), '2024-05-03T08:00:00.000Z');
  });

  it('keeps all that Horizon said', () => {
    assert.deepEqual(at(copies(), 0).source.assetDetails?.data, { region: 'westeurope', resourceGroup: 'rg-images' });
  });

  it('has no problem when Horizon names none', () => {
    assert.equal(at(copies(), 0).problem, undefined);
  });
});

describe('the problem of a copy', () => {
  it('holds the code, and the details with every parameter in its place or behind them', () => {
    const { problem } = at(copies(), 2);
    assert.equal(problem?.code, 'AZURE_FAILED_TO_ENABLE_RDS');
    assert.equal(problem.message, 'Enabling the role on img-vm-7 in westeurope took 45 minutes (subscription: sub-9)');
  });

  it('holds the history, with causes, and without a date that cannot be read', () => {
    assert.deepEqual(at(copies(), 2).problem?.history, [
      {
        at: new Date('2024-05-02T11:00:00Z'),
        severity: 'ERROR',
        domain: 'IMAGE',
        code: 'AZURE_FAILED_TO_ENABLE_RDS',
        message: 'Role installation failed: Host img-vm-7 was unreachable: The agent did not answer',
      },
      { at: undefined, severity: 'WARNING', domain: undefined, code: 'RETRY', message: 'Second attempt failed' },
    ]);
  });

  it('can be a warning about a copy that has not failed', () => {
    const copy = at(copies(), 3);
    assert.equal(copy.status, 'pending');
    assert.deepEqual(copy.problem, {
      code: undefined,
      message: undefined,
      warning: 'Agent 23.1 is out of date',
      history: [],
    });
  });

  it('is the last of the history when a failed copy gives no other reason', () => {
    const errorsHistory = [{ code: 'A', message: 'first' }, null, { code: 'B', message: 'second' }];
    assert.equal(image(horizon, { id: 'a', status: 'FAILED', errorsHistory }).problem?.message, 'second');
    assert.equal(image(horizon, { id: 'a', status: 'AVAILABLE', errorsHistory }).problem, undefined);
  });

  it('leaves a placeholder without a parameter as it is', () => {
    const read = image(horizon, { id: 'a', errorDetails: 'on {host} {toString}', errorDetailsParameters: null });
    assert.equal(read.problem?.message, 'on {host} {toString}');
  });
});

describe('an error of Horizon', () => {
  it('of status 404 in its own words means that there are no copies', () => {
    assert.equal(failure(horizon, '404-no-copies.json')?.kind, 'empty');
    const message = 'Copies are not found for versionId and imageId';
    const spring = { timestamp: '2026-05-20T09:31:07.482+00:00', status: 404, error: 'Not Found', message, path: '/x' };
    assert.equal(horizon.readError(spring, 404)?.kind, 'empty');
    assert.equal(horizon.readError({ errors: [{ code: 'X', message }] }, 404)?.kind, 'empty');
  });

  it('of status 404 in other words is a wrong address, whoever speaks', () => {
    const spring = { timestamp: '2026-05-20T09:31:07.482+00:00', status: 404, error: 'Not Found', path: '/imgmgmt' };
    const kong = { message: 'no Route matched with those values' };
    for (const body of [spring, kong, {}, { message: 'Image not found' }]) {
      assert.notEqual(horizon.readError(body, 404)?.kind, 'empty', JSON.stringify(body));
    }
    assert.equal(horizon.readError(kong, 404)?.detail, 'no Route matched with those values');
  });

  it('is none of "no copies" under another status', () => {
    assert.equal(
      horizon.readError({ message: 'Copies are not found for versionId and imageId' }, 400)?.kind,
      undefined,
    );
  });

  it('of status 404 from a gateway is a wrong address', () => {
    assert.deepEqual(failure(horizon, '404-gateway.html'), { detail: '404 Not Found nginx' });
  });

  it('is read in each of the usual shapes', () => {
    const bad = failure(horizon, '400-unsupported-provider.json');
    assert.equal(bad?.code, 'UNSUPPORTED_PROVIDER_TYPE');
    assert.equal(bad.detail, 'Provider type ZEROCLOUD is not supported');
    assert.equal(bad.requestId, '9f2d');
    assert.equal(failure(horizon, '401-token-expired.json')?.detail, 'The access token expired');
    assert.equal(failure(horizon, '403-forbidden.json')?.detail, 'Forbidden');
    assert.equal(horizon.readError({ error: { code: 'X1', message: 'nested' } }, 400)?.code, 'X1');
  });

  it('is read from a 200 without content, and from no page', () => {
    assert.equal(horizon.readError({ errorCode: 'X', message: 'm' }, 200)?.code, 'X');
    assert.equal(horizon.readError({ content: [], message: 'm' }, 200), undefined);
  });

  it('shows the text of a page of HTML', () => {
    assert.deepEqual(failure(horizon, '503-gateway.html'), {
      detail: 'Service Unavailable No server is available to handle "this" request.',
    });
  });
});
