import { elements, modules, type Field, type Item, type ManifestElement } from './manifest.js';

// The types of the elements in React, Vue and Svelte, generated from the manifest.

const union = (type: string): string => (/\bundefined\b/.test(type) ? type : `${type} | undefined`);

const doc = ({ description = '', default: value }: Item): string =>
  `    /** ${description}${value === undefined ? '' : ` @default ${value}`} */\n`;

const settable = ({ members }: ManifestElement): Field[] =>
  members.filter(({ kind, readonly }) => kind === 'field' && readonly !== true);

function propertiesOf(element: ManifestElement): string {
  const members = settable(element).map((field) => {
    const { name, type, setType } = field;
    return `${doc(field)}    ${name}?: ${union((setType ?? type)?.text ?? 'unknown')};\n`;
  });
  return `{\n${members.join('')}  }`;
}

/** The attributes without a property of the same name, as a server renders them. Properties take precedence. */
function attributesOf(element: ManifestElement): string {
  const properties = settable(element).map(({ name }) => name);
  const members = element.attributes
    .filter(({ name }) => !properties.includes(name))
    .map((attribute) => {
      const { name, type } = attribute;
      const text = type?.text === 'number' ? 'number | string' : (type?.text ?? 'string');
      return `${doc(attribute)}    '${name}'?: ${union(text)};\n`;
    });
  return `{\n${members.join('')}  }`;
}

function eventsOf({ events = [] }: ManifestElement): string {
  const members = events.map((event) => `${doc(event)}    '${event.name}': ${event.type?.text ?? 'Event'};\n`);
  return `{\n${members.join('')}  }`;
}

const classNames = [...elements.values()].map(({ name }) => name);
const imports = modules
  .map(
    ({ path, declarations: [element] }) =>
      `import type { ${element?.name ?? ''} } from '${path.replace('dist', '..')}';\n`,
  )
  .join('');

const list = [...elements].map(
  ([tag, element]) => `  '${tag}': {
  element: ${element.name};
  properties: ${propertiesOf(element)};
  attributes: ${attributesOf(element)};
  events: ${eventsOf(element)};
  };\n`,
);

/** The types that are named there. */
const typeNames = [
  ...new Set(modules.flatMap(({ exports }) => exports.filter(({ kind }) => kind === 'js').map(({ name }) => name))),
].filter((name) => !classNames.includes(name) && new RegExp(`\\b${name}\\b`).test(list.join('')));

const header = '// Generated from custom-elements.json.\n';

const common = `${header}${imports}import type { ${typeNames.join(', ')} } from '../types.js';

/** What each element takes and fires: its settable properties, its other attributes, and its events. */
export interface ElementTypes {
${list.join('')}}

export type Tag = keyof ElementTypes;
export type ElementOf<Name extends Tag> = ElementTypes[Name]['element'];
export type PropsOf<Name extends Tag> = ElementTypes[Name]['properties'] & ElementTypes[Name]['attributes'];

/** An event, as a listener of the element itself gets it. */
export type EventOf<Name extends Tag, Type extends keyof ElementTypes[Name]['events']> = ElementTypes[Name]['events'][Type] & {
  readonly currentTarget: ElementOf<Name>;
};

/** The events that no framework knows by itself. */
export type OwnEvents<Name extends Tag> = Exclude<keyof ElementTypes[Name]['events'], 'input' | 'change'> & string;
`;

const react = `${header}import type { HTMLAttributes, RefAttributes } from 'react';
import type { ElementOf, EventOf, OwnEvents, PropsOf, Tag } from './elements.js';

type Handlers<Name extends Tag> = {
  [Type in OwnEvents<Name> as \`on\${Type}\`]?: ((event: EventOf<Name, Type>) => void) | undefined;
};

/** The props of an element in JSX. */
export type ReactProps<Name extends Tag> = Omit<HTMLAttributes<ElementOf<Name>>, keyof PropsOf<Name>> &
  RefAttributes<ElementOf<Name>> &
  PropsOf<Name> &
  Handlers<Name>;

type ReactElements = { [Name in Tag]: ReactProps<Name> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
`;

const vue = `${header}import type { HTMLAttributes, ReservedProps } from 'vue';
import type { ElementOf, ElementTypes, EventOf, PropsOf, Tag } from './elements.js';

type Camel<Text extends string> = Text extends \`\${infer First}-\${infer Rest}\` ? \`\${First}\${Capitalize<Camel<Rest>>}\` : Text;

type Handlers<Name extends Tag> = {
  [Type in keyof ElementTypes[Name]['events'] & string as \`on\${Capitalize<Camel<Type>>}\`]?: ((event: EventOf<Name, Type>) => void) | undefined;
};

/** The props of an element in a template. \`modelValue\` stands for \`v-model\`. */
export type VueProps<Name extends Tag> = Omit<HTMLAttributes, keyof PropsOf<Name> | keyof Handlers<Name>> &
  ReservedProps &
  PropsOf<Name> &
  Handlers<Name> & { modelValue?: PropsOf<Name> extends { value?: infer Value } ? Value : never };

type VueElements = { [Name in Tag]: new () => ElementOf<Name> & { $props: VueProps<Name> } };

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
`;

const svelte = `${header}import type { HTMLAttributes } from 'svelte/elements';
import type { ElementOf, EventOf, OwnEvents, PropsOf, Tag } from './elements.js';

type Handlers<Name extends Tag> = {
  [Type in OwnEvents<Name> as \`on\${Type}\` | \`on:\${Type}\`]?: ((event: EventOf<Name, Type>) => void) | undefined;
};

/** The attributes of an element in a template. */
export type SvelteProps<Name extends Tag> = Omit<HTMLAttributes<ElementOf<Name>>, keyof PropsOf<Name>> &
  PropsOf<Name> &
  Handlers<Name>;

type SvelteElements = { [Name in Tag]: SvelteProps<Name> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
`;

const declarations = { elements: common, react, vue, svelte };

/** The files, by their paths in \`dist/\`. A module without code stands beside each, for bundlers that load what is only a type. */
export const typeFiles: ReadonlyMap<string, string> = new Map(
  Object.entries(declarations).flatMap(([name, text]) => [
    [`types/${name}.d.ts`, text],
    [`types/${name}.js`, 'export {};\n'],
  ]),
);
