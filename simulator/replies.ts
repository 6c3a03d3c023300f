/** A response. Without a `Content-Type` in `headers`, none is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection is reset in the middle of the body. */
  readonly breaksOff?: boolean;
}

/** The reason phrases of the statuses that the simulator sends. */
const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The HTML error page of a web server in front of a cloud. */
export function proxyPage(status: number): Reply {
  const title = `${String(status)} ${reasons[status] ?? 'Error'}`;
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
