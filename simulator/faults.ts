import type { Cloud, Context, Reply } from './clouds/cloud.js';
import type { RunState } from './log.js';
import type { FaultKind, Options } from './options.js';

/** What is done with a connection instead of answering. `drip` begins to answer, and does not end. */
export type Outcome = Reply | 'reset' | 'hang' | 'drip';

/** Whether this request is one that fails; counts it if so. */
export function isDue({ fail, times, pages, from }: Options, page: number, state: RunState, now: number): boolean {
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
 * @param elsewhere - the path to which `redirect` leads
 */
export function makeFault(kind: FaultKind, cloud: Cloud, context: Context, page: Reply, elsewhere: string): Outcome {
  switch (kind) {
    case 'reset':
    case 'hang':
    case 'drip':
      return kind;
    case 'business':
      return cloud.refuse({ why: 'business' }, context);
    case 'html':
      return { ...page, headers: { 'Content-Type': 'text/html' }, body: loginPage };
    case 'text':
      return {
        ...page,
        headers: { 'Content-Type': 'text/plain' },
        body: 'The service is being maintained until 06:00 UTC.\n',
      };
    case 'empty':
      return { ...page, body: '' };
    case 'truncated':
      return { ...page, body: page.body.slice(0, Math.ceil(page.body.length / 2)) };
    case 'wrong-shape':
      return { ...page, body: JSON.stringify({ [cloud.listKey]: { '0': 'an object in place of a list' } }) };
    case 'redirect':
      return { status: 302, headers: { Location: elsewhere }, body: '' };
    default:
      return cloud.refuse({ why: 'status', status: Number(kind) }, context);
  }
}

/** What a captive portal or a company's gateway puts in the place of an answer. */
const loginPage = `<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title></head>
<body><h1>Sign in to continue</h1><form method="post"><input name="user"><input name="password" type="password"></form></body>
</html>
`;
