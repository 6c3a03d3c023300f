import { setTimeout as delay } from 'node:timers/promises';

export type Json = Readonly<Record<string, unknown>>;
type Button = 'left' | 'middle' | 'right';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the WebDriver protocol spells keys that are not characters. */
const keys: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

function keyNamed(name: string): string {
  const value = keys[name] ?? name;
  if ([...value].length !== 1) throw new Error(`No key is called ${name}`);
  return value;
}

/** One window of a browser behind a WebDriver: as much of a page of Playwright's as the test runner's commands need. */
export class Session {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  static async open(driver: string, capabilities: Json): Promise<Session> {
    const { sessionId } = (await Session.#ask('POST', `${driver}/session`, {
      // The tests start while the page is still loading, and press keys.
      capabilities: { alwaysMatch: { ...capabilities, pageLoadStrategy: 'none' } },
    })) as { sessionId: string };
    return new Session(`${driver}/session/${sessionId}`);
  }

  static async #ask(method: string, url: string, body?: Json): Promise<unknown> {
    const response = await fetch(url, { method, body: body ? JSON.stringify(body) : null });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
    return value;
  }

  visit(url: string): Promise<unknown> {
    return this.#post('url', { url });
  }

  async close(): Promise<void> {
    await Session.#ask('DELETE', this.#address);
  }

  readonly keyboard = {
    type: (text: string) => this.#keys([...text].flatMap((key) => [keyDown(key), keyUp(key)])),
    press: (key: string) => this.#keys([keyDown(keyNamed(key)), keyUp(keyNamed(key))]),
    down: (key: string) => this.#keys([keyDown(keyNamed(key))]),
    up: (key: string) => this.#keys([keyUp(keyNamed(key))]),
  };

  readonly mouse = {
    move: (x: number, y: number) => this.#pointer([pointerMove(x, y)]),
    click: (x: number, y: number, { button }: { button?: Button } = {}) =>
      this.#pointer([pointerMove(x, y), pointer('pointerDown', button), pointer('pointerUp', button)]),
    down: ({ button }: { button?: Button } = {}) => this.#pointer([pointer('pointerDown', button)]),
    up: ({ button }: { button?: Button } = {}) => this.#pointer([pointer('pointerUp', button)]),
  };

  /** Makes the page that large; its window is larger. */
  async setViewportSize(wanted: Size): Promise<void> {
    const window = (await Session.#ask('GET', `${this.#address}/window/rect`)) as Size;
    const page = await this.#pageSize();
    await this.#post('window/rect', {
      width: wanted.width + window.width - page.width,
      height: wanted.height + window.height - page.height,
    });
    const isWanted = ({ width, height }: Size): boolean => width === wanted.width && height === wanted.height;
    for (let attempt = 0; !isWanted(await this.#pageSize()); attempt++) {
      if (attempt === 40) throw new Error(`The page does not become ${wanted.width} × ${wanted.height} px`);
      await delay(50);
    }
  }

  async #pageSize(): Promise<Size> {
    const script = 'return { width: innerWidth, height: innerHeight }';
    return (await this.#post('execute/sync', { script, args: [] })) as Size;
  }

  #keys(actions: Json[]): Promise<unknown> {
    return this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #pointer(actions: Json[]): Promise<unknown> {
    return this.#post('actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  #post(command: string, body: Json): Promise<unknown> {
    return Session.#ask('POST', `${this.#address}/${command}`, body);
  }
}

const keyDown = (value: string): Json => ({ type: 'keyDown', value });
const keyUp = (value: string): Json => ({ type: 'keyUp', value });
const pointerMove = (x: number, y: number): Json => ({ type: 'pointerMove', duration: 0, x, y });
const pointer = (type: 'pointerDown' | 'pointerUp', button: Button = 'left'): Json => ({
  type,
  button: ['left', 'middle', 'right'].indexOf(button),
});
