import { corruptBody } from './body-faults.js';
import type { Cloud } from './clouds/cloud.js';
import type { Context } from './clouds/definition.js';
import type { RunState } from './log.js';
import { bodyFaultKinds } from './options.js';
import type { BodyFaultKind, FaultKind, Options } from './options.js';
import type { Reply } from './replies.js';

/** A reply, or what happens to the connection instead. `drip` starts a response that never ends. */
export type Outcome = Reply | 'reset' | 'hang' | 'drip';

/** Whether this request fails; counts it if so. */
export function shouldFail({ fail, times, pages, from }: Options, page: number, state: RunState, now: number): boolean {
  if (fail === undefined) return false;
  if (pages && !pages.includes(page)) return false;
  if (from !== undefined && now - (state.first ?? now) < from) return false;
  if (times !== undefined && state.failures >= times) return false;
  state.failures += 1;
  return true;
}

/**
 * Turns a page into a fault.
 *
 * @param page - the reply without the fault
 * @param redirectPath - the target of `redirect`
 */
export function makeFault(kind: FaultKind, cloud: Cloud, context: Context, page: Reply, redirectPath: string): Outcome {
  switch (kind) {
    case 'reset':
    case 'hang':
    case 'drip':
      return kind;
    case 'reset-body':
      return { ...page, breaksOff: true };
    case 'business':
      return cloud.refuse({ why: 'business' }, context);
    case 'no-content':
      return { status: 204, headers: {}, body: '' };
    case 'redirect':
      return { status: 302, headers: { Location: redirectPath }, body: '' };
    case 'redirect-away':
      return { status: 302, headers: { Location: 'http://localhost:9/' }, body: '' };
    default:
      if (isBodyFault(kind)) return corruptBody(kind, cloud, page);
      return cloud.refuse({ why: 'status', status: Number(kind) }, context);
  }
}

function isBodyFault(kind: FaultKind): kind is BodyFaultKind {
  return bodyFaultKinds.some((body) => body === kind);
}
