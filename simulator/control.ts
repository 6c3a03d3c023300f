import type { IncomingMessage, ServerResponse } from 'node:http';
import { clouds } from './clouds/index.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { isCloudId } from './credentials.js';
import type { History } from './log.js';
import { readTarget } from './options.js';

/**
 * The control API for tests in a browser:
 *
 * - `GET /-/log?run=ID`: the requests of a run, or of all
 * - `GET /-/breaches?run=ID`: what they did that is not documented
 * - `GET /-/catalogue/{cloud};size=N;seed=N`: every image that a client should find, in server order
 * - `POST /-/repair?run=ID`: turns off all faults of that run
 * - `POST /-/reset?run=ID`: clears a run, or all
 */
export function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
  history: History,
): void {
  allowOrigin(request, response);
  const { method = '' } = request;
  if (method === 'OPTIONS') return answerPreflight(response, 'GET, POST');
  const [, name = '', segment = ''] = address.pathname.slice(1).split('/');
  const run = address.searchParams.get('run') ?? undefined;
  const json = (body: string): void => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(body);
  };
  switch (`${method} ${name}`) {
    case 'GET log':
      return json(JSON.stringify(history.log(run)));
    case 'GET breaches':
      return json(JSON.stringify(history.breaches(run)));
    case 'GET catalogue': {
      const { cloud, options, problem } = readTarget(segment);
      if (!isCloudId(cloud)) return sendText(response, 404, `unknown cloud: ${cloud}`);
      if (problem !== undefined) return sendText(response, 400, problem);
      return json(`[${clouds[cloud].catalogue(options).join()}]`);
    }
    case 'POST repair':
    case 'POST reset':
      if (name === 'reset') history.reset(run);
      else if (run !== undefined) history.repair(run);
      response.writeHead(204);
      response.end();
      return;
    default:
      return sendText(
        response,
        404,
        'Known are GET log, GET breaches, GET catalogue/{cloud}, POST repair, POST reset.',
      );
  }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(text);
}
