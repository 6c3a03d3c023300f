import type { BrowserLauncher } from '@web/test-runner';
import { error as errors } from 'selenium-webdriver';
import { Session } from './webdriver.js';

/**
 * Lets the test runner drive a browser through a WebDriver, one test file at a time in one window.
 *
 * The runner's commands support WebDriver, but can then neither hold a key down nor resize a window. This launcher therefore
 * presents itself as Playwright, with whose pages they can do both.
 */
export class WebDriverLauncher implements BrowserLauncher {
  readonly type = 'playwright';
  readonly concurrency = 1;
  readonly name: string;
  readonly #driver: string;
  readonly #capabilities: object;
  readonly #urls = new Map<string, string>();
  #session: Session | undefined;

  /** `driver` is its address, without a slash at the end. */
  constructor(name: string, driver: string, capabilities: object) {
    this.name = name;
    this.#driver = driver;
    this.#capabilities = capabilities;
  }

  async startSession(id: string, url: string): Promise<void> {
    this.#session ??= await Session.open(this.#driver, this.#capabilities);
    this.#urls.set(id, url);
    await this.#resize(this.#session);
    await this.#session.visit(url);
  }

  /** The previous page may still be unloading, which makes the command fail. */
  async #resize(session: Session): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await session.setViewportSize({ width: 800, height: 600 });
        return;
      } catch (error) {
        if (attempt === 5 || !(error instanceof errors.NoSuchFrameError)) throw error;
        await session.visit('about:blank');
      }
    }
  }

  isActive(id: string): boolean {
    return this.#urls.has(id);
  }

  getBrowserUrl(id: string): string | undefined {
    return this.#urls.get(id);
  }

  getPage(): Session {
    if (this.#session === undefined) throw new Error(`${this.name} has no page yet`);
    return this.#session;
  }

  async stopSession(id: string): Promise<object> {
    this.#urls.delete(id);
    try {
      // Stops the activity of the page.
      await this.#session?.visit('about:blank');
    } catch (error) {
      console.error(error);
      // If a browser has crashed, only its own file fails.
      await this.stop();
    }
    return {};
  }

  startDebugSession(): Promise<void> {
    return Promise.reject(new Error(`${this.name} cannot be debugged from here`));
  }

  /** A browser that has crashed has no session to close. */
  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close().catch((error: unknown) => console.error(error));
  }
}
