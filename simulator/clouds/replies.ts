import { STATUS_CODES } from 'node:http';
import type { Reply } from './cloud.js';

/** The HTML error page of a web server in front of a cloud. */
export function proxyPage(status: number): Reply {
  const title = `${String(status)} ${STATUS_CODES[status] ?? 'Error'}`;
  return {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      '<hr><center>nginx</center>',
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  };
}

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>>): Reply {
  return { status, headers, body: JSON.stringify(body) };
}
