import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { clouds } from './clouds/index.js';
import type { Cloud, Context, Reply } from './clouds/cloud.js';
import { answerControl } from './control.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { isCloudId } from './credentials.js';
import type { CredentialsCheck } from './credentials.js';
import { shouldFail, makeFault } from './faults.js';
import type { Outcome } from './faults.js';
import type { History, LogEntry, RunState } from './log.js';
import { readTarget, repaired } from './options.js';
import type { Options } from './options.js';
import { matchPath, newerKey, findHeaderError, findQueryError } from './query.js';
import { dice, hash } from './random.js';
import { answerSignIn, isSessionOver } from './sign-in.js';

/** A token of Huawei Cloud has up to 40,000 characters; by default Node rejects headers beyond 16 KiB. */
const maxHeaderSize = 128 * 1024;

/** Milliseconds for which a connection stays open between requests, as a client may be busy for long. */
const keepAliveTimeout = 60_000;

/** Milliseconds between two bytes of `drip`. */
const dripInterval = 50;

/** A request to a cloud, with its parsed address. */
interface CloudRequest {
  readonly cloud: Cloud;
  readonly options: Options;
  readonly method: string;
  readonly path: string;
  /** If the path is that of one image. */
  readonly imageId: string | undefined;
  readonly query: URLSearchParams;
  readonly signIn: CredentialsCheck;
  readonly headers: IncomingHttpHeaders;
  readonly state: RunState;
  readonly context: Context;
  /** The target of a redirect. */
  readonly redirectPath: string;
}

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
  const url = request.url ?? '/';
  const address = new URL(`http://simulator${url}`);
  const [segment = '', ...rest] = address.pathname.slice(1).split('/');
  if (segment === '-') return answerControl(request, response, address, history);

  const { cloud: id, options: ordered, problem } = readTarget(segment);
  const { run } = ordered;
  const options = history.isRepaired(run) ? repaired(ordered) : ordered;
  const breach = (what: string): void => history.breach({ run, cloud: id, what, url });
  if (options.cors) allowOrigin(request, response);
  if (!isCloudId(id) || problem !== undefined) {
    const what = problem ?? `unknown cloud: ${id}. Known are ${Object.keys(clouds).join(', ')}.`;
    breach(what);
    return send(response, { status: isCloudId(id) ? 400 : 404, headers: { 'Content-Type': 'text/plain' }, body: what });
  }

  const cloud = clouds[id];
  const method = request.method ?? '';
  const signIn = cloud.signIn(request.headers);
  const state = history.state(run, segment);
  const started = performance.now();
  const credentials = signIn.state !== 'missing';
  const entry: LogEntry = { run, cloud: id, method, url, credentials, started, aborted: false };
  history.record(entry);
  const gone = trackConnection(response, entry);
  if (method === 'OPTIONS' && options.cors) {
    entry.status = 204;
    return answerPreflight(response);
  }
  if (request.headers.cookie !== undefined) breach('a cookie was sent');

  const path = `/${rest.join('/')}`;
  const signedIn = await answerSignIn(cloud.tokens, {
    request,
    path,
    query: address.searchParams,
    options,
    state,
    breach,
  });
  if (signedIn) {
    entry.status = signedIn.status;
    return send(response, signedIn);
  }
  const random = dice(options.seed, hash(`${run} ${segment} ${String(state.requests)}`));
  const context = { path, search: address.search, seed: options.seed, requestId: random.hex(32) };
  const redirectPath = `/${segment}/moved`;
  const call: CloudRequest = {
    cloud,
    options,
    method,
    path,
    imageId: imageIdIn(path, cloud),
    query: address.searchParams,
    signIn,
    headers: request.headers,
    state,
    context,
    redirectPath,
  };
  const outcome = chooseOutcome(call, started, breach);
  const wait = random.int(options.latency.min, options.latency.max);
  if (wait > 0) await sleep(wait, undefined, { signal: AbortSignal.any([closing, gone]) }).catch(() => undefined);
  if (closing.aborted || gone.aborted) return;
  await deliver(outcome, response, entry, AbortSignal.any([closing, gone]));
}

/** Chooses the reply: a refusal of an invalid request, a fault, or a page. */
function chooseOutcome(call: CloudRequest, now: number, breach: (what: string) => void): Outcome {
  const { cloud, options, imageId, query, state, context } = call;
  const refusal = findRefusal(call, breach);
  if (refusal) return refusal;
  state.requests += 1;
  state.first ??= now;
  const { vanish, appear } = options;
  const progress = {
    vanished: vanish !== undefined && state.requests > vanish,
    appeared: appear !== undefined && state.requests > appear,
  };
  // A single image is on no page.
  const page = imageId === undefined ? cloud.pageIndex(query, options, progress) : -1;
  const failing = shouldFail(options, page, state, now) ? options.fail : undefined;
  const answer =
    imageId === undefined
      ? cloud.answer(query, options, progress, context)
      : cloud.answerImage(imageId, options, progress, context);
  const { cache, lastModified } = options;
  const kept = {
    ...(cache !== undefined && { 'Cache-Control': cache }),
    ...(lastModified !== undefined && { 'Last-Modified': lastModified }),
  };
  const complete = { ...answer, headers: { ...answer.headers, ...kept } };
  if (failing === undefined) return complete;
  const fault = makeFault(failing, cloud, context, complete, call.redirectPath);
  const { retryAfter } = options;
  if (typeof fault === 'string' || retryAfter === undefined) return fault;
  return { ...fault, headers: { ...fault.headers, 'Retry-After': retryAfter } };
}

/** The id in the path of a single image; `undefined` if it is no such path. */
function imageIdIn(path: string, { single }: Cloud): string | undefined {
  const id = single && matchPath(path, [single.path])?.['id'];
  return id !== undefined && single?.pattern.test(id) === true ? id : undefined;
}

/** The refusal of an invalid request. Every breach of the document is recorded; the first one determines the reply. */
function findRefusal(call: CloudRequest, breach: (what: string) => void): Reply | undefined {
  const { cloud, options, method, path, imageId, query, signIn, headers, state, context } = call;
  const refusals: Reply[] = [];
  const object = (detail: string | undefined): void => {
    if (detail === undefined) return;
    breach(detail);
    refusals.push(cloud.refuse({ why: 'query', detail }, context));
  };
  const values = matchPath(path, cloud.paths);
  if (!values && imageId === undefined) {
    breach(`the path is not documented: ${path}`);
    refusals.push(cloud.refuse({ why: 'path' }, context));
  }
  if (method !== 'GET') {
    // Browsers send preflights by themselves, so they are no breach.
    if (method !== 'OPTIONS') breach(`the method is not documented: ${method}`);
    refusals.push(cloud.refuse({ why: 'method' }, context));
  } else if (signIn.state !== 'accepted') {
    if (signIn.state !== 'expired') breach(`the credentials are ${signIn.state}`);
    refusals.push(cloud.refuse({ why: 'sign-in', state: signIn.state }, context));
  } else if (isTokenExpired(signIn.token, options, state)) {
    refusals.push(cloud.refuse({ why: 'sign-in', state: 'expired' }, context));
  } else {
    // Further headers matter only once the request is signed in.
    object(findHeaderError(headers, cloud.requires));
  }
  object(findQueryError(query, imageId === undefined ? cloud.query : {}));
  // Clients may follow the newer document, so this is no breach.
  const unknown = options.newer ? undefined : newerKey(query, cloud.query);
  if (unknown !== undefined) refusals.push(cloud.refuse({ why: 'query', detail: `unknown key ${unknown}` }, context));
  if (values && cloud.hasParent?.(values) === false) refusals.push(cloud.refuse({ why: 'parent' }, context));
  return refusals[0];
}

/** Whether a token from a sign-in has expired, or the first token of the run has reached `expireAfter`. */
function isTokenExpired(token: string, { expireAfter }: Options, state: RunState): boolean {
  if (isSessionOver(token, state)) return true;
  if (expireAfter === undefined) return false;
  state.token ??= token;
  if (state.token !== token) return false;
  state.tokenUses += 1;
  return state.tokenUses > expireAfter;
}

async function deliver(outcome: Outcome, response: ServerResponse, entry: LogEntry, ended: AbortSignal): Promise<void> {
  const breakOff = (): void => {
    response.once('close', () => {
      // The simulator closed the connection, not the client.
      entry.aborted = false;
    });
    response.socket?.resetAndDestroy();
  };
  if (typeof outcome === 'object') {
    entry.status = outcome.status;
    if (outcome.breaksOff !== true) return send(response, outcome);
    const bytes = Buffer.from(outcome.body);
    response.writeHead(outcome.status, { ...outcome.headers, 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), breakOff);
    return;
  }
  if (outcome === 'reset') return breakOff();
  if (outcome === 'hang') return;
  entry.status = 200;
  response.writeHead(200, { 'Content-Type': 'application/json' });
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
