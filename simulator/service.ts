import type { IncomingHttpHeaders } from 'node:http';
import { clouds } from './clouds/index.js';
import type { Cloud } from './clouds/cloud.js';
import type { Context } from './clouds/definition.js';
import { answerControl } from './control.js';
import { corsHeaders, preflightReply } from './cors.js';
import { isCloudId } from './credentials.js';
import type { CredentialsCheck } from './credentials.js';
import { shouldFail, makeFault } from './faults.js';
import type { Outcome } from './faults.js';
import type { History, LogEntry, RunState } from './log.js';
import { readTarget, repaired } from './options.js';
import type { Options } from './options.js';
import { matchPath, newerKey, findHeaderError, findQueryError } from './query.js';
import { dice, hash } from './random.js';
import type { Reply } from './replies.js';
import type { ServiceRequest } from './request.js';
import { answerSignIn, isSessionOver } from './sign-in.js';

/** What to send, and headers that belong to every response to the request. */
export interface Answer {
  readonly outcome: Outcome;
  readonly headers: Readonly<Record<string, string>>;
}

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

/**
 * Answers a request. This needs no server: `server.ts` serves it over HTTP, and `fetch.ts` in a page.
 *
 * @param follow - receives the log entry of a request to a cloud, and returns a signal that is aborted when the client is gone
 * @returns nothing if the signal was aborted
 */
export async function answer(
  request: ServiceRequest,
  history: History,
  follow: (entry: LogEntry) => AbortSignal,
): Promise<Answer | undefined> {
  const { method, url } = request;
  const address = new URL(`http://simulator${url}`);
  const [segment = '', ...rest] = address.pathname.slice(1).split('/');
  if (segment === '-') {
    return { outcome: answerControl(method, address, history), headers: corsHeaders(request.headers) };
  }

  const { cloud: id, options: ordered, problem } = readTarget(segment);
  const { run } = ordered;
  const options = history.isRepaired(run) ? repaired(ordered) : ordered;
  const headers = options.cors ? corsHeaders(request.headers) : {};
  const breach = (what: string): void => history.breach({ run, cloud: id, what, url });
  if (!isCloudId(id) || problem !== undefined) {
    const what = problem ?? `unknown cloud: ${id}. Known are ${Object.keys(clouds).join(', ')}.`;
    breach(what);
    const status = isCloudId(id) ? 400 : 404;
    return { outcome: { status, headers: { 'Content-Type': 'text/plain' }, body: what }, headers };
  }

  const cloud = clouds[id];
  const signIn = cloud.signIn(request.headers);
  const state = history.state(run, segment);
  const started = performance.now();
  const credentials = signIn.state !== 'missing';
  const entry: LogEntry = { run, cloud: id, method, url, credentials, started, aborted: false };
  history.record(entry);
  const gone = follow(entry);
  const reply = (outcome: Outcome): Answer => {
    if (typeof outcome === 'object') entry.status = outcome.status;
    else if (outcome === 'drip') entry.status = 200;
    return { outcome, headers };
  };
  if (method === 'OPTIONS' && options.cors) return reply(preflightReply());
  if (request.headers.cookie !== undefined) breach('a cookie was sent');

  const path = `/${rest.join('/')}`;
  const query = address.searchParams;
  const signedIn = await answerSignIn(cloud.tokens, { request, path, query, options, state, breach });
  if (signedIn) return reply(signedIn);
  const random = dice(options.seed, hash(`${run} ${segment} ${String(state.requests)}`));
  const call: CloudRequest = {
    cloud,
    options,
    method,
    path,
    imageId: imageIdIn(path, cloud),
    query,
    signIn,
    headers: request.headers,
    state,
    context: { path, search: address.search, seed: options.seed, requestId: random.hex(32) },
    redirectPath: `/${segment}/moved`,
  };
  const outcome = chooseOutcome(call, started, breach);
  await delay(random.int(options.latency.min, options.latency.max), gone);
  return gone.aborted ? undefined : reply(outcome);
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
    // Browsers send preflights automatically, so they are not breaches.
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

/** Waits some milliseconds, or until the signal is aborted. */
async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
