import type { Page, Request } from 'playwright-core';
import { secretsIn } from './secrets.js';

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
