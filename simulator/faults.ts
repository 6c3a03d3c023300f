import { bodyFaultKinds, corruptBody, type BodyFaultKind } from './body-faults.js';
import type { Cloud, Context, Reply } from './clouds/cloud.js';
import type { RunState } from './log.js';
import type { FaultKind, Options } from './options.js';

/** An answer, or what is done with the connection instead. `drip` begins to answer, and does not end. */
export type Outcome = Reply | 'reset' | 'hang' | 'drip';

/** Whether this request is one that fails; counts it if so. */
export function shouldFail({ fail, times, pages, from }: Options, page: number, state: RunState, now: number): boolean {
  if (fail === undefined) return false;
  if (pages && !pages.includes(page)) return false;
  if (from !== undefined && now - (state.first ?? now) < from) return false;
  if (times !== undefined && state.failures >= times) return false;
  state.failures += 1;
  return true;
}

/**
 * What goes wrong.
 *
 * @param page - the answer that it would have been
 * @param redirectPath - the path to which `redirect` leads
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
