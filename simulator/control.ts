import { clouds } from './clouds/index.js';
import { preflightReply } from './cors.js';
import { isCloudId } from './credentials.js';
import type { History } from './log.js';
import { readTarget } from './options.js';
import type { Reply } from './replies.js';

/**
 * The control API for tests in a browser:
 *
 * - `GET /-/log?run=ID`: the requests of a run, or of all
 * - `GET /-/breaches?run=ID`: the undocumented things that they did
 * - `GET /-/catalogue/{cloud};size=N;seed=N`: every image that a client should find, in server order
 * - `POST /-/repair?run=ID`: turns off all faults of that run
 * - `POST /-/reset?run=ID`: clears a run, or all
 */
export function answerControl(method: string, address: URL, history: History): Reply {
  if (method === 'OPTIONS') return preflightReply('GET, POST');
  const [, name = '', segment = ''] = address.pathname.slice(1).split('/');
  const run = address.searchParams.get('run') ?? undefined;
  switch (`${method} ${name}`) {
    case 'GET log':
      return json(JSON.stringify(history.log(run)));
    case 'GET breaches':
      return json(JSON.stringify(history.breaches(run)));
    case 'GET catalogue': {
      const { cloud, options, problem } = readTarget(segment);
      if (!isCloudId(cloud)) return text(404, `unknown cloud: ${cloud}`);
      if (problem !== undefined) return text(400, problem);
      return json(`[${clouds[cloud].catalogue(options).join()}]`);
    }
    case 'POST repair':
    case 'POST reset':
      if (name === 'reset') history.reset(run);
      else if (run !== undefined) history.repair(run);
      return { status: 204, headers: {}, body: '' };
    default:
      return text(404, 'Known are GET log, GET breaches, GET catalogue/{cloud}, POST repair, POST reset.');
  }
}

function json(body: string): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
}

function text(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': 'text/plain' }, body };
}
