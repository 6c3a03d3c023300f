import type { Browser, Locator, Page } from 'playwright-core';
import type { ImageField } from '../../src/index.js';

export const pickers =
  ':is(image-picker, image-copies, vm-image-candidates, workspace-images, flexcloud-images, cloud-phone-images, glance-images)';

/** A page of the built site, as a person sees it. Everything that a page must never cause is a mishap. */
export class SitePage {
  readonly page: Page;
  readonly mishaps: string[];
  readonly examples: Locator;
  readonly #url: string;

  private constructor(page: Page, url: string, mishaps: string[]) {
    this.page = page;
    this.#url = url;
    this.mishaps = mishaps;
    this.examples = page.locator('live-example');
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => mishaps.push(`${page.url()}: ${String(error)}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) mishaps.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) {
        mishaps.push(`${page.url()} requests ${request.url()}`);
      }
    });
  }

  static async open(browser: Browser, url: string, path: string, mishaps: string[], width = 1280): Promise<SitePage> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    const site = new SitePage(await context.newPage(), url, mishaps);
    await site.visit(path);
    return site;
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
    // Until its script has taken over, the page answers to no key.
    await this.page.waitForFunction(() => {
      const app = document.querySelector('#app') ?? {};
      return '__vue_app__' in app && customElements.get('live-example') !== undefined;
    });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  /** Shows the examples that are not in sight yet, and waits until each has its images or its error. */
  async showExamples(): Promise<void> {
    await this.examples.evaluateAll((examples) => {
      for (const example of examples)
        if (example.childElementCount === 0) Reflect.apply(Reflect.get(example, 'show') as () => void, example, []);
    });
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.waitForFunction((selector) => {
      const fields = [...document.querySelectorAll<ImageField>(selector)];
      return fields.every(
        (field) => field.appearance === 'dropdown' || ['ready', 'error'].includes(field.state.status),
      );
    }, pickers);
  }
}
