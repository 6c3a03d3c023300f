import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import getPort from 'get-port';
import { serve } from '../proxy/serve.js';
import { startNginx, whyNoNginx, type Nginx } from '../servers/nginx.js';
import { example } from './started.js';

/** Why the tests of nginx cannot run here; false where they can. */
export const skip = whyNoNginx() ?? false;

/** What the example adds for the cloud. */
export const SECRET = 'Basic anVlcmdlbjpwYXNzd29ydA==';

export const LIST = '/clouds/flexcloud/images/detail';

/**
 * Starts the site of the example for one test file, in front of a cloud, with a portal that knows one session.
 *
 * @returns the port where it answers
 */
export async function startSite(cloudUrl: string): Promise<number> {
  const portal = await serve((incoming, response) => {
    response.writeHead(incoming.headers.cookie === 'session=valid' ? 204 : 401).end();
  });
  const port = await getPort();
  let nginx: Nginx | undefined;
  before(
    async () => {
      if (skip !== false) return;
      const replaced: readonly (readonly [string, string])[] = [
        ['127.0.0.1:8080', `127.0.0.1:${port}`],
        ['http://127.0.0.1:3000', portal.url],
        ['server api.hostway.example:443', `server ${new URL(cloudUrl).host}`],
        ['https://flexcloud', 'http://flexcloud'],
      ];
      let site = readFileSync(example('proxy-nginx/portal.conf'), 'utf8');
      for (const [from, to] of replaced) {
        assert.ok(site.includes(from), from);
        site = site.replace(from, to);
      }
      const files = { 'cloud-credentials.conf': `proxy_set_header Authorization "${SECRET}";\n` };
      nginx = await startNginx(site, files, `http://127.0.0.1:${port}/`);
    },
    { timeout: 120_000 },
  );
  after(() => nginx?.stop());
  return port;
}
