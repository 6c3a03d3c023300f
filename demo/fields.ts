import type { ImageField } from '../src/index.js';
import { element } from './elements.js';
import { presets, type Preset } from './presets.js';
import type { Settings } from './settings.js';

/** A cloud, with its tab and its picker. */
export interface CloudField {
  readonly preset: Preset;
  readonly tab: HTMLElement;
  readonly field: ImageField;
}

/** Creates a tab and a picker for each cloud. */
export function makeFields(tabList: HTMLElement, panel: HTMLElement): readonly CloudField[] {
  return presets.map((preset) => {
    const { id, title, attributes } = preset;
    const tab = Object.assign(element('button', title), { id: `tab-${id}`, type: 'button' });
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    tabList.append(tab);

    const field = preset.create();
    for (const [name, value] of Object.entries({ name: 'image', ...attributes })) field.setAttribute(name, value);
    // The rules of themes.css use this class.
    field.className = 'image-field';
    // With "stays silent", users need not wait 15 seconds.
    field.timeout = 8;
    return { preset, tab, field };
  });
}

/** Writes a field's tag as it would be in a portal's page. */
export function markupOf({ field, preset }: CloudField, { direct, field: settings }: Settings): string {
  const { proxy, endpoint, appearance, density, lang, poll, availableMemory, availableDisk } = field;
  const attributes = Object.entries({
    name: 'image',
    ...preset.attributes,
    endpoint,
    proxy,
    appearance: appearance === 'list' ? undefined : appearance,
    density: density === 'comfortable' ? undefined : density,
    lang: lang === 'en' ? undefined : lang,
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
  return [tag, ...script].join('\n');
}
