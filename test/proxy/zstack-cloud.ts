import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from './serve.js';

/** A ZStack on loopback that signs in and out, and lists no image. */
export interface ZstackCloud {
  readonly url: string;
  /** The sessions that were begun, in their order. */
  readonly begun: string[];
  /** Whose they are, in the same order. */
  readonly accounts: string[];
  /** Those that were ended, each as often as that was asked. */
  readonly ended: string[];
  /** Says with a 503 that the session has expired, whichever it is. */
  refuses: (url: string, session: string) => boolean;
  /** Answers requests with `slow` in their addresses later. */
  slow: Promise<void>;
  /** How a sign-in goes. */
  signIn: 'works' | 'fails' | 'hangs';
  /** The sessions that are valid now. */
  open(): string[];
}

export async function startZstackCloud(): Promise<ZstackCloud> {
  const cloud: Omit<ZstackCloud, 'url'> = {
    begun: [],
    accounts: [],
    ended: [],
    refuses: () => false,
    slow: Promise.resolve(),
    signIn: 'works',
    open: () => cloud.begun.filter((session) => !cloud.ended.includes(session)),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method, url: path = '' } = request;
    const send = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body));
    if (method === 'PUT') {
      if (cloud.signIn === 'hangs') return;
      if (cloud.signIn === 'fails') return send(500, {});
      const session = String(cloud.begun.length + 1).padStart(32, '0');
      cloud.begun.push(session);
      cloud.accounts.push(/"accountName":"(.*?)"/.exec(body)?.[1] ?? '');
      return send(200, { inventory: { uuid: session } });
    }
    const session = request.headers.authorization?.replace('OAuth ', '') ?? '';
    if (method === 'DELETE') {
      cloud.ended.push(path.split('/').at(-1) ?? '');
      return send(200, {});
    }
    if (cloud.open().includes(session) && !cloud.refuses(path, session)) {
      const delay = path.includes('slow') ? cloud.slow : Promise.resolve();
      return void delay.then(() => send(200, { inventories: [] }));
    }
    return send(503, { error: { code: 'ID.1001', description: 'Invalid session', details: 'Session expired' } });
  };
  const { url } = await serve((request, response) => void answer(request, response));
  return Object.assign(cloud, { url });
}
