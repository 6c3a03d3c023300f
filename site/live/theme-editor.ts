import bootstrap from '../../examples/themes/bootstrap-5.css?inline';
import cloudscape from '../../examples/themes/cloudscape.css?inline';
import material from '../../examples/themes/material-3.css?inline';
import { data as tokens, type Token } from './tokens.data.js';
import { hexOf } from './color.js';

const themes: ReadonlyMap<string, string> = new Map([
  ['bootstrap-5', bootstrap],
  ['material-3', material],
  ['cloudscape', cloudscape],
]);

/** The pickers whose tokens a style sheet sets: those of a theme are set on the elements, so these have to be, too. */
const SELECTOR = 'image-picker';

const PREVIEW = `
<image-picker label="Image" provider="openstack" proxy="/clouds/openstack;size=120" page-size="6" required></image-picker>
<image-picker label="Another image" provider="zstack" proxy="/clouds/zstack;size=40" appearance="dropdown"></image-picker>
<image-picker label="Without access" provider="hostway" proxy="/clouds/hostway;fail=403" page-size="3"></image-picker>`;

const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

/** The values of a token: a colour has one for each scheme. */
type Values = Readonly<Record<Scheme, string>>;

const isColor = ({ name }: Token): boolean => name.includes('-color-');
const labelOf = ({ name }: Token): string => name.replace('--image-picker-', '').replace('color-', '');

function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<Omit<HTMLElementTagNameMap[Tag], 'style'>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Edits the design tokens of three pickers, and writes the style sheet. */
export class ThemeEditor extends HTMLElement {
  readonly #theme = new CSSStyleSheet();
  readonly #changes = new CSSStyleSheet();
  readonly #changed = new Map<string, Values>();
  readonly #preview = create('div', { className: 'preview' });
  readonly #controls = create('div', { className: 'controls' });
  readonly #css = create('code');
  readonly #copied = create('span', { role: 'status' });
  #name = 'default';

  connectedCallback(): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#theme, this.#changes];
    if (this.childElementCount > 0) return;
    this.#preview.innerHTML = PREVIEW;
    const buttons = [this.#button('Copy', () => this.#copy()), this.#button('Reset', () => this.#begin())];
    const copy = create('div', { className: 'copy' }, ...buttons, this.#copied);
    const sheet = create('pre', { tabIndex: 0, ariaLabel: 'Style sheet', role: 'region' }, this.#css);
    const result = create('div', { className: 'result' }, this.#preview, copy, sheet);
    this.replaceChildren(this.#toolbar(), result, this.#controls);
    this.#begin();
  }

  disconnectedCallback(): void {
    const own = [this.#theme, this.#changes];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
  }

  #toolbar(): HTMLElement {
    const theme = create('select');
    for (const name of ['default', ...themes.keys()]) theme.append(create('option', { textContent: name }));
    theme.addEventListener('change', () => {
      this.#name = theme.value;
      this.#begin();
    });
    const scheme = create('select');
    for (const name of ['as the page', ...schemes]) scheme.append(create('option', { textContent: name }));
    scheme.addEventListener('change', () => {
      this.#preview.dataset['scheme'] = scheme.value;
    });
    return create(
      'div',
      { className: 'toolbar' },
      create('label', {}, 'Begin with ', theme),
      create('label', {}, 'Preview ', scheme),
    );
  }

  #button(text: string, act: () => void | Promise<void>): HTMLButtonElement {
    const button = create('button', { type: 'button', textContent: text });
    button.addEventListener('click', () => void act());
    return button;
  }

  /** Takes back every change. */
  #begin(): void {
    this.#changed.clear();
    this.#theme.replaceSync(themes.get(this.#name) ?? '');
    this.#write();
    const groups: [string, Token[]][] = [
      ['Colours', tokens.filter(isColor)],
      ['Type and measures', tokens.filter((token) => !isColor(token))],
    ];
    this.#controls.replaceChildren(
      ...groups.map(([legend, own]) =>
        create('fieldset', {}, create('legend', { textContent: legend }), ...own.map((token) => this.#control(token))),
      ),
    );
  }

  #control(token: Token): HTMLElement {
    const label = labelOf(token);
    const inputs = (isColor(token) ? schemes : schemes.slice(0, 1)).map((scheme) => {
      const value = this.#current(token, scheme);
      const input = create('input', { type: isColor(token) ? 'color' : 'text', value, spellcheck: false });
      input.ariaLabel = isColor(token) ? `${label}, ${scheme}` : label;
      input.addEventListener('input', () => this.#change(token, scheme, input.value));
      return input;
    });
    const name = create('span', { className: 'name', textContent: label, title: token.description });
    return create('div', { className: isColor(token) ? 'token color' : 'token' }, name, ...inputs);
  }

  /** The value of a token in the chosen theme. Only an element can resolve variables and `light-dark()`. */
  #current({ name, value }: Token, scheme: Scheme): string {
    const picker = this.#preview.firstElementChild;
    if (!name.includes('-color-')) return picker ? getComputedStyle(picker).getPropertyValue(name) || value : value;
    const probe = create('image-picker', { hidden: true });
    Object.assign(probe.style, { colorScheme: scheme, color: `var(${name}, ${value})` });
    this.#preview.append(probe);
    const color = hexOf(getComputedStyle(probe).color);
    probe.remove();
    return color;
  }

  #change(token: Token, scheme: Scheme, value: string): void {
    const known = this.#changed.get(token.name) ?? {
      light: this.#current(token, 'light'),
      dark: this.#current(token, 'dark'),
    };
    this.#changed.set(token.name, isColor(token) ? { ...known, [scheme]: value } : { light: value, dark: value });
    this.#write();
  }

  #write(): void {
    const lines = Array.from(this.#changed, ([name, { light, dark }]) => {
      const value = light === dark ? light : `light-dark(${light}, ${dark})`;
      return `  ${name}: ${value};\n`;
    });
    const first = this.#name === 'default' ? '' : `@import url('${this.#name}.css');\n\n`;
    const rule = lines.length > 0 ? `${SELECTOR} {\n${lines.join('')}}\n` : '/* Nothing has been changed. */\n';
    this.#changes.replaceSync(rule);
    this.#css.textContent = first + rule;
    this.#copied.textContent = '';
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#css.textContent);
    this.#copied.textContent = 'Copied';
  }
}
