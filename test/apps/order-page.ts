import type { Browser, ConsoleMessage, Locator, Page, Request } from 'playwright-core';

/** The page in which an example takes an order, as a person finds it. */
export class OrderPage {
  readonly page: Page;
  /** What the page says of its own state: the ids that it knows to be selected. */
  readonly selected: Locator;
  readonly desktops: Locator;
  readonly servers: Locator;
  /** What no page should do: errors, warnings, requests that fail. */
  readonly mishaps: string[] = [];
  readonly #pending = new Set<Request>();

  private constructor(page: Page) {
    this.page = page;
    this.selected = page.getByLabel('Selected');
    this.desktops = page.getByRole('listbox', { name: 'Desktop image' });
    this.servers = page.getByRole('listbox', { name: 'Server images' });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.mishaps.push(String(error)));
    page.on('console', (message) => this.#hear(message));
    page.on('request', (request) => this.#pending.add(request));
    page.on('requestfinished', (request) => this.#pending.delete(request));
    page.on('requestfailed', (request) => this.#pending.delete(request));
  }

  static async open(browser: Browser, url: string): Promise<OrderPage> {
    const order = new OrderPage(await browser.newPage());
    await order.page.goto(url);
    return order;
  }

  #hear(message: ConsoleMessage): void {
    // Browsers ask for the icon by themselves.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (['error', 'warning', 'assert'].includes(message.type()) && !isIcon) this.mishaps.push(message.text());
  }

  press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** The ids of the images that a list shows as selected. */
  shown(list: Locator): Promise<(string | null)[]> {
    return list
      .getByRole('option', { selected: true })
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-id')));
  }

  /** Requests to the clouds that have not ended. */
  get pending(): readonly string[] {
    return Array.from(this.#pending, (request) => request.url()).filter((url) => url.includes('/clouds/'));
  }
}
