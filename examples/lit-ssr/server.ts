import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { html, render } from '@lit-labs/ssr';
import { RenderResultReadable } from '@lit-labs/ssr/lib/render-result-readable.js';
// All clouds and languages: a server does not wait for what loads later.
import 'cloud-image-picker';
import { initial, view } from './src/view.ts';

const { PORT = '8081', PORTAL = 'http://127.0.0.1:8080' } = process.env;

/** For each request. */
const page = () =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Order machines</title>
        <script type="module" src="/assets/main.js"></script>
      </head>
      <body>
        <h1>Order machines</h1>
        <div id="app">${view(initial)}</div>
      </body>
    </html>`;

/** The clouds and the orders, which are not what this example is about. */
async function forward({ url, method = 'GET', headers }: IncomingMessage, body: Readable, response: ServerResponse) {
  const { 'content-type': type = '' } = headers;
  const sent =
    method === 'GET' ? {} : { body: Readable.toWeb(body), duplex: 'half', headers: { 'Content-Type': type } };
  const answer = await fetch(PORTAL + url, { method, ...sent } as RequestInit);
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? 'text/plain' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  if (/^\/(clouds|orders)\b/.test(url)) return forward(request, request, response);
  if (/^\/assets\/[\w-]+\.js$/.test(url)) {
    response.setHeader('Content-Type', 'text/javascript');
    return pipeline(createReadStream(`dist${url}`), response);
  }
  response.writeHead(url === '/' ? 200 : 404, { 'Content-Type': 'text/html' });
  return pipeline(url === '/' ? new RenderResultReadable(render(page())) : Readable.from([]), response);
}

createServer((request, response) => {
  respond(request, response).catch(() => response.destroy());
}).listen(Number(PORT), '127.0.0.1');
