import { setTimeout as delay } from 'node:timers/promises';
import { Builder, Button, Key, type WebDriver } from 'selenium-webdriver';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Pressed {
  readonly button?: keyof typeof buttons;
}

const buttons = { left: Button.LEFT, middle: Button.MIDDLE, right: Button.RIGHT };

/** A key by Selenium's name: `ArrowDown` is `ARROW_DOWN` there, and its `ENTER` is that of the number pad. */
function keyNamed(name: string): string {
  if ([...name].length === 1) return name;
  const others: Readonly<Record<string, string>> = { Backspace: 'BACK_SPACE', Enter: 'RETURN' };
  const key: unknown = Reflect.get(Key, others[name] ?? name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase());
  if (typeof key !== 'string') throw new Error(`No key is called ${name}`);
  return key;
}

/** One browser window behind a WebDriver: the part of Playwright's `Page` that the test runner's commands need. */
export class Session {
  readonly #driver: WebDriver;

  private constructor(driver: WebDriver) {
    this.#driver = driver;
  }

  static async open(address: string, capabilities: object): Promise<Session> {
    const builder = new Builder().disableEnvironmentOverrides().usingServer(address);
    // The tests start while the page is still loading, and press keys.
    return new Session(await builder.withCapabilities({ ...capabilities, pageLoadStrategy: 'none' }).build());
  }

  visit(url: string): Promise<void> {
    return this.#driver.get(url);
  }

  close(): Promise<void> {
    return this.#driver.quit();
  }

  readonly keyboard = {
    type: (text: string) => this.#driver.actions().sendKeys(text).perform(),
    press: (key: string) => this.#driver.actions().sendKeys(keyNamed(key)).perform(),
    down: (key: string) => this.#driver.actions().keyDown(keyNamed(key)).perform(),
    up: (key: string) => this.#driver.actions().keyUp(keyNamed(key)).perform(),
  };

  readonly mouse = {
    move: (x: number, y: number) => this.#driver.actions().move({ x, y, duration: 0 }).perform(),
    click: (x: number, y: number, { button = 'left' }: Pressed = {}) =>
      this.#driver.actions().move({ x, y, duration: 0 }).press(buttons[button]).release(buttons[button]).perform(),
    down: ({ button = 'left' }: Pressed = {}) => this.#driver.actions().press(buttons[button]).perform(),
    up: ({ button = 'left' }: Pressed = {}) => this.#driver.actions().release(buttons[button]).perform(),
  };

  /** Sets the size of the page; its window is larger. */
  async setViewportSize(wanted: Size): Promise<void> {
    const window = this.#driver.manage().window();
    const [outer, inner] = [await window.getRect(), await this.#pageSize()];
    const [x, y] = [outer.width - inner.width, outer.height - inner.height];
    await window.setRect({ width: wanted.width + x, height: wanted.height + y });
    for (let attempt = 0; ; attempt++) {
      const { width, height } = await this.#pageSize();
      if (width === wanted.width && height === wanted.height) return;
      if (attempt === 40) throw new Error(`The page does not become ${wanted.width} × ${wanted.height} px`);
      await delay(50);
    }
  }

  #pageSize(): Promise<Size> {
    return this.#driver.executeScript('return { width: innerWidth, height: innerHeight }');
  }
}
