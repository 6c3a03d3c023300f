import { connect, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

/** Sends bytes as they stand and reads whatever comes back, until the server closes or the answers `complete` are there. */
export function exchange(port: number, text: string, complete = 1): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      answer += part;
      // Once answered, the server is told that nothing follows, and ends the connection when it is done.
      if (answer.split(/^HTTP\/1\.1 [2-5]/m).length > complete) socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    socket.write(text, 'latin1');
  });
}

/** A request to the letter, for one answer. */
export function rawRequest(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 ([2-5]\d\d)/m.exec(answer)?.[1] ?? 0);

/** A request as it stood on the wire. */
export interface RawSeen {
  readonly line: string;
  readonly head: string;
}

/**
 * A server that keeps to HTTP/1.1 and keeps its connections, but answers as soon as it has read a head: what a request says of a
 * body is read afterwards, from whatever follows.
 */
export async function hastyServer(answer: string): Promise<{ readonly url: string; readonly seen: RawSeen[] }> {
  const seen: RawSeen[] = [];
  const url = await socketServer((socket) => {
    let buffer = '';
    let body = 0;
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      buffer += part;
      for (;;) {
        const skipped = Math.min(body, buffer.length);
        buffer = buffer.slice(skipped);
        body -= skipped;
        const end = buffer.indexOf('\r\n\r\n');
        if (body > 0 || end < 0) return;
        const head = buffer.slice(0, end + 2);
        buffer = buffer.slice(end + 4);
        body = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        seen.push({ line: head.slice(0, head.indexOf('\r\n')), head });
        socket.write(answer, 'latin1');
      }
    });
  });
  return { url, seen };
}

/** A server of bare connections, for one test file. */
export async function socketServer(accept: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}
