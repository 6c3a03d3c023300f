import type { ImageField } from '../src/index.js';
import { presets, type Preset } from './presets.js';
import type { Settings } from './settings.js';
import { showSubmitted } from './submitted.js';

/** A cloud's part of the page. */
export interface Panel {
  readonly preset: Preset;
  readonly field: ImageField;
  readonly markup: HTMLElement;
}

function find<Found extends Element>(root: ParentNode, selector: string, type: new () => Found): Found {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** Makes a tab and a panel for each cloud. */
export function makePanels(tabList: HTMLElement, main: HTMLElement): readonly Panel[] {
  const template = find(document, 'template#panel', HTMLTemplateElement);
  return presets.map((preset) => {
    const { id, title, about, attributes } = preset;

    const tab = document.createElement('button');
    Object.assign(tab, { id: `tab-${id}`, type: 'button', textContent: title });
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', id);
    tabList.append(tab);

    const field = preset.create();
    for (const [name, value] of Object.entries({ name: 'image', ...attributes })) field.setAttribute(name, value);
    // The rules of themes.css are for this class.
    field.className = 'image-field';
    // A person who has chosen "stays silent" need not wait for a quarter of a minute.
    field.timeout = 8;

    const section = find(document.importNode(template.content, true), 'section', HTMLElement);
    section.id = id;
    section.setAttribute('aria-labelledby', tab.id);
    find(section, '.tag', HTMLElement).textContent = `<${field.localName}>`;
    find(section, '.about > span', HTMLElement).textContent = about;
    const form = find(section, 'form', HTMLFormElement);
    find(form, '.machine', HTMLElement).after(field);
    showSubmitted(form, field, find(section, '.submitted', HTMLElement));
    main.append(section);
    return { preset, field, markup: find(section, '.markup', HTMLElement) };
  });
}

/** Writes a field's tag as it would stand in a portal's page. */
export function showMarkup({ field, markup, preset }: Panel, { direct, field: settings }: Settings): void {
  const { proxy, endpoint, appearance, density, lang, poll, availableMemory, availableDisk } = field;
  const attributes = Object.entries({
    name: 'image',
    ...preset.attributes,
    endpoint,
    proxy,
    appearance: appearance === 'list' ? undefined : appearance,
    density: density === 'comfortable' ? undefined : density,
    lang: lang === document.documentElement.lang ? undefined : lang,
    poll,
    'available-memory': availableMemory,
    'available-disk': availableDisk,
  }).flatMap(([name, value]) => (value === undefined || value === null ? [] : [`${name}="${value}"`]));
  const { required, multiple, disabled } = settings;
  const flags = Object.entries({ required, multiple, disabled }).flatMap(([name, on]) => (on ? [name] : []));
  const script = [
    direct ? 'field.credentials = ({ refresh }) => signIn(refresh);' : '',
    settings.selectable ? "field.selectable = ({ status }) => status === 'ready' || 'This portal …';" : '',
  ].filter(Boolean);
  const tag = `<${field.localName}\n  ${[...attributes, ...flags].join('\n  ')}\n></${field.localName}>`;
  markup.textContent = [tag, ...script].join('\n');
}
