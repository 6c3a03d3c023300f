import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Limits } from '../../src/proxy/index.js';
import { socketServer } from './raw-socket.js';
import { errorOf, makeProxy, record, SECRET, sendJson, type Seen } from './serve.js';

const canary = await record();
const LIST = '/desktops/v2/-/images';
const limits: Partial<Limits> = { bodyBytes: 100_000 };
const long: Partial<Limits> = { bodyBytes: 500_000 };
const hasty: Partial<Limits> = { ...limits, bodyTimeout: 300 };
const hastier: Partial<Limits> = { ...limits, headersTimeout: 300 };

/** Asks a proxy in front of such a cloud; the body is read to its end, however it ends. */
async function behind(
  respond: (seen: Seen) => void,
  limited = limits,
): Promise<{
  response: Response;
  text: string | undefined;
  seen: readonly Seen[];
  outcome: string | undefined;
  code: string | undefined;
}> {
  const { url, requests } = await record(respond);
  const { ask, events } = makeProxy(url, { limits: limited });
  const response = await ask(LIST);
  const text = await response.text().catch(() => undefined);
  const [event] = events.filter(({ type }) => type === 'request');
  assert.ok(event?.type === 'request');
  assert.equal(JSON.stringify([...response.headers, text, events]).includes(SECRET), false);
  return { response, text, seen: requests, outcome: event.outcome, code: event.code };
}

void describe('a cloud that redirects', () => {
  for (const status of [300, 301, 302, 303, 307, 308]) {
    test(`is not followed: ${status}`, async () => {
      const { response, text, code } = await behind(({ response }) =>
        response.writeHead(status, { Location: canary.url, 'Set-Cookie': 'a=b' }).end('moved'),
      );
      assert.equal(response.status, 502);
      assert.equal(code, 'REDIRECT');
      assert.match(text ?? '', /"PROXY.REDIRECT"/);
      assert.deepEqual([response.headers.get('Location'), response.headers.get('Set-Cookie')], [null, null]);
      assert.equal(canary.requests.length, 0);
    });
  }
});

void describe('a cloud that does not come to an end', { concurrency: true }, () => {
  test('is cut off where no headers come', async () => {
    const { response, code } = await behind(() => undefined, hastier);
    assert.equal(response.status, 504);
    assert.equal(code, 'TIMEOUT');
  });

  test('is cut off where headers come one by one, for ever', async () => {
    const url = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 'X-More: 1\r\n');
    });
    const { ask } = makeProxy(url, { limits: hastier });
    assert.deepEqual(await errorOf(await ask(LIST)), { status: 504, code: 'PROXY.TIMEOUT' });
  });

  test('is cut off where the body drips', async () => {
    const { response, text, outcome } = await behind(({ response }) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"images":[');
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    }, hasty);
    assert.equal(response.status, 200);
    assert.equal(text, undefined);
    assert.equal(outcome, 'broken-off');
  });

  test('is cut off where an error drips', async () => {
    const { response, code } = await behind(({ response }) => {
      response.writeHead(500).write('<html>');
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    }, hastier);
    assert.equal(response.status, 504);
    assert.equal(code, 'TIMEOUT');
  });

  test('is cut off where the body never ends, and its connection is closed', async () => {
    const closed = new AbortController();
    const { text, outcome } = await behind(({ response }) => {
      response.on('close', () => closed.abort());
      const more = (): void => {
        while (!response.destroyed && response.write('[],'.repeat(4000)));
        if (!response.destroyed) response.once('drain', more);
      };
      response.write('[');
      more();
    }, long);
    assert.equal(text, undefined);
    assert.equal(outcome, 'broken-off');
    while (!closed.signal.aborted) await sleep(5);
  });

  test('is cut off where nobody reads its answer', async () => {
    const { url } = await record(({ response }) => response.writeHead(200).write('{'));
    const { ask, events } = makeProxy(url, { limits: hasty });
    await ask(LIST);
    while (!events.some(({ type }) => type === 'request')) await sleep(5);
    assert.ok(events.some((event) => event.type === 'request' && event.outcome === 'broken-off'));
  });
});

void describe('a cloud that answers too much', () => {
  test('is refused at once where it says so', async () => {
    const { response, code } = await behind(({ response }) =>
      response.writeHead(200, { 'Content-Length': 10 ** 12 }).flushHeaders(),
    );
    assert.equal(response.status, 502);
    assert.equal(code, 'TOO-LARGE');
  });

  test('is refused where an error has no end', async () => {
    const { response, code } = await behind(({ response }) => response.writeHead(500).end('x'.repeat(300_000)));
    assert.equal(response.status, 502);
    assert.equal(code, 'TOO-LARGE');
  });

  test('is cut off where it is packed, and large only when unpacked', async () => {
    const respond = ({ response }: Seen): void => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(`[${' '.repeat(20_000_000)}]`));
    };
    const { text, outcome } = await behind(respond, long);
    assert.equal(text, undefined);
    assert.equal(outcome, 'broken-off');
    const { response, code } = await behind(respond);
    assert.deepEqual([response.status, code], [502, 'TOO-LARGE']);
  });

  test('is heard where it stays within the limit', async () => {
    const list = `["${'y'.repeat(99_996)}"]`;
    const { text } = await behind(({ response }) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(list)),
    );
    assert.equal(text, list);
  });
});

void describe('a cloud that breaks HTTP', () => {
  const answers: Readonly<Record<string, string>> = {
    'with nothing': '',
    'with a text': 'hello\r\n\r\n',
    'with an unknown status': 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n',
    'with a switch of protocols': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    'with two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    'with half a head': 'HTTP/1.1 200 OK\r\nContent-Le',
    'with a header of 300 kB': `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`,
  };
  for (const [name, answer] of Object.entries(answers)) {
    test(`${name} is no cloud`, async () => {
      const url = await rawServer((socket) => socket.end(answer));
      const { ask } = makeProxy(url, { limits });
      const { status, code } = await errorOf(await ask(LIST));
      assert.ok(
        status === 502 && (code === 'PROXY.UNREACHABLE' || code === 'PROXY.MALFORMED'),
        `${status} ${String(code)}`,
      );
    });
  }

  test('by ending in the middle, is no answer', async () => {
    const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"images":['));
    const { ask } = makeProxy(url, { limits });
    assert.deepEqual(await errorOf(await ask(LIST)), { status: 502, code: 'PROXY.UNREACHABLE' });
  });

  test('by ending far in the middle, breaks the answer off', async () => {
    const url = await rawServer((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n[${'[],'.repeat(100_000)}`),
    );
    const { ask, events } = makeProxy(url);
    await assert.rejects((await ask(LIST)).text());
    assert.ok(events.some((event) => event.type === 'request' && event.outcome === 'broken-off'));
  });

  test('or cannot be reached at all', async () => {
    const { ask } = makeProxy('http://127.0.0.1:9', { limits });
    assert.deepEqual(await errorOf(await ask(LIST)), { status: 502, code: 'PROXY.UNREACHABLE' });
  });
});

void describe('a cloud that gives orders', () => {
  const orders = [
    ...['Accept-CH', 'Access-Control-Allow-Origin', 'Alt-Svc', 'Clear-Site-Data', 'Connection', 'Content-Disposition'],
    ...['Content-Language', 'Content-Location', 'Cross-Origin-Opener-Policy', 'Expires', 'Last-Modified', 'Link'],
    ...['Location', 'NEL', 'Permissions-Policy', 'Refresh', 'Report-To', 'Reporting-Endpoints', 'Server'],
    ...['Service-Worker-Allowed', 'Set-Cookie', 'SourceMap', 'Strict-Transport-Security', 'Vary', 'WWW-Authenticate'],
    ...['X-Accel-Redirect', 'X-Frame-Options', 'X-New-In-2030'],
  ];
  for (const status of [200, 400]) {
    test(`to the browser, in an answer of ${status}, gives them in vain`, async () => {
      const headers = Object.fromEntries(orders.map((name) => [name, name === 'Connection' ? 'close' : 'a']));
      const { response } = await behind(({ response }) =>
        sendJson(response, status, status === 200 ? { images: [] } : { error_msg: 'No' }, {
          ...headers,
          'Cache-Control': 'public, max-age=9999, immutable',
          'Content-Security-Policy': 'default-src *',
          'Content-Type': 'text/html',
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'X-Content-Type-Options': 'sniff',
        }),
      );
      const { 'x-request-id': id, ...others } = Object.fromEntries(response.headers);
      assert.ok(id);
      assert.deepEqual(others, {
        'cache-control': status === 200 ? 'private, no-cache' : 'no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-type': 'application/json',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Cookie',
        'x-content-type-options': 'nosniff',
      });
    });
  }
});

void describe('a cloud that quotes the credentials', () => {
  for (const status of [200, 400, 403, 500]) {
    test(`in an answer of ${status} is not passed on to the letter`, async () => {
      const { response, text } = await behind(({ headers, response }) => {
        const quote = String(headers['x-auth-token']);
        sendJson(
          response,
          status,
          { images: [], error_msg: `bad ${quote}`, url: `/?t=${encodeURIComponent(quote)}` },
          {
            ETag: `"${quote}"`,
            'X-Request-Id': quote,
            'Retry-After': quote,
            'Set-Cookie': quote,
            'X-Debug': quote,
            'Content-Type': `text/${quote.slice(0, 8)}; a=${quote}`,
          },
        );
      });
      assert.equal(response.status, status);
      assert.match(text ?? '', /bad …"/);
      assert.equal(text?.includes(encodeURIComponent(SECRET)), false);
      assert.deepEqual(
        [...response.headers.keys()].filter((name) => /cookie|debug|etag|retry/.test(name)),
        [],
      );
    });
  }
});

/** Answers as soon as it has read anything. */
function rawServer(answer: (socket: Socket) => void): Promise<string> {
  return socketServer((socket) => socket.once('data', () => answer(socket)));
}

function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 20);
  socket.on('close', () => clearInterval(timer));
}
