import type { Browser, Locator, Page } from 'playwright-core';
import type { Breach, CloudId, LogEntry } from '../../simulator/index.js';

/** What stands in the address of the demo: the cloud, and the controls by their names. */
export type DemoSettings = Readonly<Record<string, string | number>> & { readonly cloud: CloudId };

const hashOf = (settings: DemoSettings): string =>
  `#${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;

/** The demo, as a person uses it. */
export class DemoPage {
  readonly page: Page;
  /** The order, with the picker of the cloud that is shown. */
  readonly panel: Locator;
  readonly search: Locator;
  readonly options: Locator;
  /** What stands before the picker in the order of the Tab key. */
  readonly before: Locator;
  /** What a page must never cause, such as a violation of its content security policy. */
  readonly mishaps: string[] = [];
  /** Headers that would carry a secret, of all requests to the page's own origin. */
  readonly secrets: string[] = [];
  readonly #drawer: Locator;
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.#drawer = page.locator('#simulation');
    this.panel = page.getByRole('tabpanel');
    this.search = this.panel.getByRole('searchbox');
    this.options = this.panel.getByRole('listbox').getByRole('option');
    this.before = page.getByRole('tab', { selected: true });
    // On a busy machine, the first page of all takes long.
    page.setDefaultTimeout(90_000);
    page.on('pageerror', (error) => this.mishaps.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.mishaps.push(message.text());
    });
    page.on('request', (request) => {
      const { authorization, 'x-auth-token': token } = request.headers();
      if ((authorization ?? token) !== undefined && request.url().startsWith(url)) this.secrets.push(request.url());
    });
  }

  static async open(browser: Browser, url: string, settings: DemoSettings): Promise<DemoPage> {
    return DemoPage.visit(await browser.newPage(), url, settings);
  }

  /** Opens the demo in a page that is there already. */
  static async visit(page: Page, url: string, settings: DemoSettings): Promise<DemoPage> {
    const demo = new DemoPage(page, url);
    await page.goto(url + hashOf(settings));
    return demo;
  }

  /** Sets the controls to something else. */
  set(settings: DemoSettings): Promise<void> {
    return this.page.evaluate((hash) => void (location.hash = hash), hashOf(settings));
  }

  /** A control by its label, within reach: those of the simulation are in a drawer. */
  async control(label: string): Promise<Locator> {
    const control = this.page.getByLabel(label, { exact: true });
    if (await this.#drawer.getByLabel(label, { exact: true }).count()) await this.openDrawer();
    return control;
  }

  async openDrawer(): Promise<void> {
    if (!(await this.#drawer.isVisible())) await this.page.getByRole('button', { name: 'Simulation' }).click();
  }

  /** Waits for a line among the requests and events. */
  async journalSays(words: string, timeout = 30_000): Promise<void> {
    await this.openDrawer();
    await this.#drawer.getByRole('listitem').filter({ hasText: words }).waitFor({ timeout });
  }

  /** Waits for the text that says which images are shown, such as `1–10 of 12` or `1 of 100 images`. */
  shows(count: string): Promise<void> {
    return this.panel.getByText(count, { exact: true }).waitFor();
  }

  says(words: string): Promise<void> {
    return this.panel.getByText(words).first().waitFor();
  }

  /** Types into the search, key by key, in the place of what is there. */
  async type(text: string): Promise<void> {
    await this.search.press('ControlOrMeta+a');
    await this.search.pressSequentially(text);
  }

  /** Goes forward with the Tab key until it stands on an element. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      await this.page.keyboard.press('Tab');
      if (await target.evaluate((element) => element.matches(':focus'))) return;
    }
    throw new Error('The Tab key does not lead there');
  }

  /** The values of the summary of the order. */
  summary(): Promise<readonly string[]> {
    return this.panel.getByRole('region', { name: 'Summary' }).locator('.order dd').allTextContents();
  }

  /** Every entry that the form has submitted, in its order. */
  async entries(): Promise<readonly (readonly [name: string, value: string])[]> {
    const output = this.panel.locator('.submitted');
    await output.getByRole('heading').waitFor();
    const names = await output.getByRole('term').allTextContents();
    const values = await output.locator('dd code').allTextContents();
    return names.map((name, at) => [name, values[at] ?? '']);
  }

  /** What the form has submitted, the name of the machine first, without its size, which is the page's own. */
  async submitted(): Promise<readonly (readonly [name: string, value: string])[]> {
    const entries = (await this.entries()).filter(([name]) => name !== 'memory' && name !== 'disk');
    const isMachine = ([name]: readonly [string, string]): boolean => name === 'machine';
    return [...entries.filter(isMachine), ...entries.filter((entry) => !isMachine(entry))];
  }

  /** What the clouds have been asked for since the settings were last changed. */
  requests(): Promise<readonly LogEntry[]> {
    return this.#ask<LogEntry>('log');
  }

  /** What those requests did that the clouds' documents do not allow. */
  breaches(): Promise<readonly Breach[]> {
    return this.#ask<Breach>('breaches');
  }

  async #ask<Found>(what: string): Promise<readonly Found[]> {
    const markup = (await this.#drawer.locator('.markup').textContent()) ?? '';
    const run = /;run=([\w-]+)/.exec(markup)?.[1] ?? '';
    const simulator = await (await fetch(`${this.#url}simulator/address`)).text();
    const response = await fetch(`${simulator}/-/${what}?run=${run}`);
    return (await response.json()) as Found[];
  }
}
