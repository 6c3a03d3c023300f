import { createHash } from 'node:crypto';
import type { Page, Request } from 'playwright-core';
import { accounts, credentials, longToken } from '../../simulator/index.js';

/** So many characters of a secret in a row are told from chance. */
const TELLING = 8;

const { username, password } = credentials.hostway;
const { horizon, huawei, zstack } = accounts;

/** All that the server has and a page must not: tokens, those of a refresh included as they begin so, and what is signed in with. */
const secrets: Readonly<Record<string, string>> = {
  'the token of Horizon': credentials.horizon,
  'the session of ZStack': credentials.zstack,
  'the token of Workspace': credentials['huawei-workspace'],
  'the token of Cloud Phone': credentials['huawei-cloud-phone'],
  'the long token of Huawei': longToken,
  'the password of Hostway': password,
  'user and password of Hostway': Buffer.from(`${username}:${password}`).toString('base64'),
  'the password of Huawei': huawei.password,
  'the password of ZStack': zstack.password,
  'the hash of the password of ZStack': createHash('sha512').update(zstack.password).digest('hex'),
  'the refresh token of Horizon': horizon.refreshToken,
  'the secret of Horizon': horizon.clientSecret,
};

/** Which secret a run of characters belongs to, in each spelling. */
const pieces = new Map<string, string>();
for (const [name, secret] of Object.entries(secrets)) {
  for (const text of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
    for (let at = 0; at + TELLING <= text.length; at++) pieces.set(text.slice(at, at + TELLING), name);
  }
}

/** The secrets of which a piece stands in a text. */
export function secretsIn(text: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at + TELLING <= text.length; at++) {
    const name = pieces.get(text.slice(at, at + TELLING));
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

/** Looks for secrets in everything that goes into a page, comes out of it, or is said in it. */
export class LeakWatch {
  /** What was found, and where. */
  readonly leaks: string[] = [];
  /** Answers that were looked through, bodies included. */
  bodies = 0;
  readonly #reading: Promise<void>[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.on('console', (message) => this.check('console', message.text()));
    page.on('pageerror', (error) => this.check('error', `${String(error)} ${error.stack ?? ''}`));
    page.on('request', (request) => this.#reading.push(this.#readRequest(request)));
    page.on('requestfinished', (request) => this.#reading.push(this.#readAnswer(request)));
    page.on('requestfailed', (request) => this.check(request.url(), request.failure()?.errorText ?? ''));
  }

  check(place: string, text: string): void {
    for (const name of secretsIn(text)) this.leaks.push(`${place}: ${name}`);
  }

  /** Waits for what is still being read, and looks at the page as it is. */
  async finish(): Promise<void> {
    await Promise.all(this.#reading);
    this.check('document', await this.#page.content());
    const kept = await this.#page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, document.cookie, location.href]),
    );
    this.check('storage', kept);
  }

  async #readRequest(request: Request): Promise<void> {
    const headers = await request.allHeaders().catch(() => request.headers());
    this.check(request.url(), [request.url(), JSON.stringify(headers), request.postData() ?? ''].join('\n'));
  }

  async #readAnswer(request: Request): Promise<void> {
    const response = await request.response();
    if (!response) return;
    this.check(request.url(), JSON.stringify(await response.allHeaders()));
    // A redirect and a page that is left have no body any more.
    const body = await response.body().catch(() => undefined);
    if (!body) return;
    this.bodies += 1;
    // Written in base64, the words of a comment can be those of a made-up token.
    this.check(request.url(), body.toString().replace(/^\/\/# sourceMappingURL=data:.*$/m, ''));
  }
}
