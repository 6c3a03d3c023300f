import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { History, LogEntry } from './log.js';
import type { Reply } from './replies.js';
import { maxBodyLength } from './request.js';
import { answer, type Answer } from './service.js';

/** A token of Huawei Cloud has up to 40,000 characters; by default Node rejects headers beyond 16 KiB. */
const maxHeaderSize = 128 * 1024;

/** Milliseconds for which a connection stays open between requests. A client may be busy for a long time. */
const keepAliveTimeout = 60_000;

/** Milliseconds between two bytes of `drip`. */
const dripInterval = 50;

/** @param closing - aborts pending responses */
export function createCloudServer(history: History, closing: AbortSignal): Server {
  return createServer({ maxHeaderSize, noDelay: true, keepAliveTimeout }, (request, response) => {
    response.on('error', () => undefined);
    handle(request, response, history, closing).catch((error: unknown) => {
      if (closing.aborted) return;
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(`The simulator failed: ${String(error)}`);
    });
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  history: History,
  closing: AbortSignal,
): Promise<void> {
  const { method = '', url = '/', headers } = request;
  let ended = closing;
  let logged: LogEntry | undefined;
  const found = await answer({ method, url, headers, text: () => readBody(request) }, history, (entry) => {
    logged = entry;
    ended = AbortSignal.any([closing, trackConnection(response, entry)]);
    return ended;
  });
  if (found && !ended.aborted) await deliver(found, response, logged, ended);
}

/** `undefined` if it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > maxBodyLength) return undefined;
  }
  return body;
}

async function deliver(
  { outcome, headers }: Answer,
  response: ServerResponse,
  entry: LogEntry | undefined,
  ended: AbortSignal,
): Promise<void> {
  const breakOff = (): void => {
    response.once('close', () => {
      // The simulator closed the connection, not the client.
      if (entry) entry.aborted = false;
    });
    response.socket?.resetAndDestroy();
  };
  if (typeof outcome === 'object') {
    const reply = { ...outcome, headers: { ...headers, ...outcome.headers } };
    if (reply.breaksOff !== true) return send(response, reply);
    const bytes = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), breakOff);
    return;
  }
  if (outcome === 'reset') return breakOff();
  if (outcome === 'hang') return;
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json' });
  while (!ended.aborted) {
    response.write(' ');
    await sleep(dripInterval, undefined, { signal: ended }).catch(() => undefined);
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (status === 204) {
    response.writeHead(204, headers).end();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  response.end(bytes);
}

/** Completes the log entry when the response is closed. The signal is aborted then. */
function trackConnection(response: ServerResponse, entry: LogEntry): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    entry.millis = performance.now() - entry.started;
    entry.aborted = !response.writableFinished;
    gone.abort();
  });
  return gone.signal;
}
