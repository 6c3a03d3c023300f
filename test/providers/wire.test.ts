import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asDate, parseDate, imageDates as datesOf, excerpt, readFailure } from '../../src/providers/wire.js';

describe('a date', () => {
  const dates = {
    '2024-04-11T06:38:21Z': '2024-04-11T06:38:21.000Z',
    '2011-11-09T03:19:48': '2011-11-09T03:19:48.000Z',
    '2024-05-02 10:11:12': '2024-05-02T10:11:12.000Z',
    '2024-05-02T10:11:12.345678Z': '2024-05-02T10:11:12.345Z',
    '2024-05-02T10:11:12.3+0530': '2024-05-02T04:41:12.300Z',
    '2024-05-02T10:11:12-08': '2024-05-02T18:11:12.000Z',
    '2024-05-02': '2024-05-02T00:00:00.000Z',
    '1712817501000': '2024-04-11T06:38:21.000Z',
  };
  for (const [text, iso] of Object.entries(dates)) {
    it(`is read from ${text}, in any time zone of the machine`, () => {
      assert.equal(asDate(text)?.toISOString(), iso);
    });
  }

  it('names its zone, or does not', () => {
    const named = ['2024-04-11T06:38:21Z', '2024-05-02 10:11:12 UTC', '2024-05-02T10:11:12-0330', 1712817501000];
    for (const value of named) assert.equal(parseDate(value)?.hasZone, true, String(value));
    for (const value of ['2011-11-09T03:19:48', '2024-05-02 10:11', '2024-05-02']) {
      assert.equal(parseDate(value)?.hasZone, false, value);
    }
  });

  it('of an image says which of the two names no zone', () => {
    const [zoned, written] = [parseDate('2024-04-11T06:38:21Z'), parseDate('2024-04-11T06:38:21')];
    assert.deepEqual(datesOf(zoned, written).datesWithoutZone, ['updatedAt']);
    assert.deepEqual(datesOf(written, undefined).datesWithoutZone, ['createdAt']);
    assert.equal(datesOf(zoned, undefined).datesWithoutZone, undefined);
  });

  it('is absent where there is no such day, or no date at all', () => {
    const texts = [
      '2024-02-30',
      '2024-13-01',
      '2024-01-01T25:00:00Z',
      '0001-01-01T00:00:00Z',
      'string',
      '',
      '7',
      'yyyy-mm-ddThh:mm:ss',
    ];
    for (const text of texts) assert.equal(asDate(text), undefined, text);
    for (const value of [null, undefined, {}, [], true, NaN]) assert.equal(asDate(value), undefined);
  });
});

describe('the text of an error', () => {
  it('has no markup and no entities', () => {
    assert.equal(excerpt('<p>a<br />b &lt;c&gt; &amp;amp; &#39;d&#x27;</p>'), "a b <c> &amp; 'd'");
    assert.equal(excerpt('<style>p{}</style><script>alert(1)</script><!-- x -->seen'), 'seen');
    assert.equal(excerpt('1 < 2 and 3 > 2'), '1 < 2 and 3 > 2');
    assert.equal(excerpt('&unknown; &#999999; &constructor;')?.includes('&unknown;'), true);
  });

  it('is cut at 300 characters, never through one', () => {
    const text = excerpt('🔑'.repeat(400)) ?? '';
    assert.equal([...text].length, 300);
    assert.ok(text.endsWith('🔑…'));
  });

  it('is absent where nothing can be read', () => {
    for (const markup of ['', ' \n', '<html></html>', '<script>endless']) assert.equal(excerpt(markup), undefined);
  });

  it('is found quickly in a body that was made to be slow', () => {
    const start = performance.now();
    for (const part of ['<', '<head', '<!--', '&#', '<a ']) excerpt(part.repeat(200_000));
    assert.ok(performance.now() - start < 2000);
  });
});

describe('an error body', () => {
  it('is its text, unless it answers a success', () => {
    assert.deepEqual(
      readFailure('no', 500, () => ({ detail: 'never' })),
      { detail: 'no' },
    );
    assert.equal(
      readFailure('{"images": [', 200, () => undefined),
      undefined,
    );
  });

  it('is malformed where a success is a page of HTML', () => {
    assert.deepEqual(
      readFailure('\n<!doctype html><title>x</title><h1>Sign in</h1>', 200, () => undefined),
      { detail: 'x Sign in', kind: 'malformed' },
    );
  });

  it('shows no markup within JSON either', () => {
    assert.equal(readFailure({}, 400, () => ({ detail: 'a<br /><br />b' }))?.detail, 'a b');
  });
});
