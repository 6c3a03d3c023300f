import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { clouds } from './clouds/index.js';
import type { Cloud, Context, Reply } from './clouds/cloud.js';
import { answerControl } from './control.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { isCloudId } from './credentials.js';
import type { SignIn } from './credentials.js';
import { isDue, makeFault } from './faults.js';
import type { Outcome } from './faults.js';
import type { History, LogEntry, RunState } from './log.js';
import { readTarget, repaired } from './options.js';
import type { Options } from './options.js';
import { matchPath, newerKey, objectToHeaders, objectToQuery } from './query.js';
import { dice, hash } from './random.js';
import { answerSignIn, hasEnded } from './sign-in.js';

/** A token of Huawei Cloud has up to 40,000 characters; Node by itself refuses headers beyond 16 KiB. */
const maxHeaderSize = 128 * 1024;

/** Milliseconds for which a connection waits for its next request: whoever asks may be busy for long with something else. */
const keepAliveTimeout = 60_000;

/** Between two bytes of a body that drips. */
const dripMillis = 50;

/** A request to a cloud, understood as far as its address goes. */
interface Call {
  readonly cloud: Cloud;
  readonly options: Options;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly signIn: SignIn;
  readonly headers: IncomingHttpHeaders;
  readonly state: RunState;
  readonly context: Context;
  /** Where a redirect leads. */
  readonly elsewhere: string;
}

/** @param closing - ends whatever waits */
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
  const gone = watch(response, entry);
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
  const luck = dice(options.seed, hash(`${run} ${segment} ${String(state.requests)}`));
  const context = { path, search: address.search, seed: options.seed, requestId: luck.hex(32) };
  const elsewhere = `/${segment}/moved`;
  const call: Call = {
    cloud,
    options,
    method,
    path,
    query: address.searchParams,
    signIn,
    headers: request.headers,
    state,
    context,
    elsewhere,
  };
  const outcome = decide(call, started, breach);
  const wait = luck.int(options.latency.min, options.latency.max);
  if (wait > 0) await sleep(wait, undefined, { signal: AbortSignal.any([closing, gone]) }).catch(() => undefined);
  if (closing.aborted || gone.aborted) return;
  await perform(outcome, response, entry, AbortSignal.any([closing, gone]));
}

/** What a cloud answers: first whether the request is in order, then whether something is to go wrong. */
function decide(call: Call, now: number, breach: (what: string) => void): Outcome {
  const { cloud, options, query, state, context } = call;
  const refusal = objection(call, breach);
  if (refusal) return refusal;
  state.requests += 1;
  state.first ??= now;
  const { vanish, appear } = options;
  const progress = {
    vanished: vanish !== undefined && state.requests > vanish,
    appeared: appear !== undefined && state.requests > appear,
  };
  const failing = isDue(options, cloud.pageIndex(query, options, progress), state, now) ? options.fail : undefined;
  const answer = cloud.answer(query, options, progress, context);
  const { cache, lastModified } = options;
  const kept = {
    ...(cache !== undefined && { 'Cache-Control': cache }),
    ...(lastModified !== undefined && { 'Last-Modified': lastModified }),
  };
  const page = { ...answer, headers: { ...answer.headers, ...kept } };
  if (failing === undefined) return page;
  const fault = makeFault(failing, cloud, context, page, call.elsewhere);
  const { retryAfter } = options;
  if (typeof fault === 'string' || retryAfter === undefined) return fault;
  return { ...fault, headers: { ...fault.headers, 'Retry-After': retryAfter } };
}

/** The refusal of a request that is not in order. Every breach of the document is noted, the first one is answered. */
function objection(call: Call, breach: (what: string) => void): Reply | undefined {
  const { cloud, options, method, path, query, signIn, headers, state, context } = call;
  const refusals: Reply[] = [];
  const object = (detail: string | undefined): void => {
    if (detail === undefined) return;
    breach(detail);
    refusals.push(cloud.refuse({ why: 'query', detail }, context));
  };
  const values = matchPath(path, cloud.paths);
  if (!values) {
    breach(`the path is not documented: ${path}`);
    refusals.push(cloud.refuse({ why: 'path' }, context));
  }
  if (method !== 'GET') {
    // A browser asks by itself, so the question is no breach.
    if (method !== 'OPTIONS') breach(`the method is not documented: ${method}`);
    refusals.push(cloud.refuse({ why: 'method' }, context));
  } else if (signIn.state !== 'accepted') {
    if (signIn.state !== 'expired') breach(`the credentials are ${signIn.state}`);
    refusals.push(cloud.refuse({ why: 'sign-in', state: signIn.state }, context));
  } else if (isSpent(signIn.token, options, state)) {
    refusals.push(cloud.refuse({ why: 'sign-in', state: 'expired' }, context));
  } else {
    // Whoever is not let in is not asked for more.
    object(objectToHeaders(headers, cloud.requires));
  }
  object(objectToQuery(query, cloud.query));
  // Not in the service's document, but in the newer one that clients may go by: no breach.
  const unknown = options.newer ? undefined : newerKey(query, cloud.query);
  if (unknown !== undefined) refusals.push(cloud.refuse({ why: 'query', detail: `unknown key ${unknown}` }, context));
  if (values && cloud.hasParent?.(values) === false) refusals.push(cloud.refuse({ why: 'parent' }, context));
  return refusals[0];
}

/** Whether a sign-in's token has expired, or the first token of this run been used as often as it may be. */
function isSpent(token: string, { expireAfter }: Options, state: RunState): boolean {
  if (hasEnded(token, state)) return true;
  if (expireAfter === undefined) return false;
  state.token ??= token;
  if (state.token !== token) return false;
  state.tokenUses += 1;
  return state.tokenUses > expireAfter;
}

async function perform(outcome: Outcome, response: ServerResponse, entry: LogEntry, ended: AbortSignal): Promise<void> {
  const breakOff = (): void => {
    response.once('close', () => {
      // It was not the client that went away.
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
    await sleep(dripMillis, undefined, { signal: ended }).catch(() => undefined);
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

/** Completes the entry when the connection is done with the request. The signal says that there is nobody left to answer. */
function watch(response: ServerResponse, entry: LogEntry): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    entry.millis = performance.now() - entry.started;
    entry.aborted = !response.writableFinished;
    gone.abort();
  });
  return gone.signal;
}
