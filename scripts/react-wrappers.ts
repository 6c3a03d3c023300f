import { elements, type ManifestElement } from './manifest.js';

// React components around the elements, by `@lit/react`, for React 18 and older: those set no properties of a custom element, and
// do not receive its events.

const header = '// Generated from custom-elements.json.\n';

/** `onImageLoad` for `image-load`. */
const handlerOf = (event: string): string =>
  `on-${event}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function component(tag: string, { name, events = [] }: ManifestElement): string {
  const handlers = events.map((event) => `    ${handlerOf(event.name)}: '${event.name}',\n`);
  // Bundlers leave out the components that nothing imports.
  return `'use client';
${header}import React from 'react';
import { createComponent } from '@lit/react';
import { ${name} as elementClass } from '../register/${tag}.js';

export const ${name} = /* @__PURE__ */ createComponent({
  react: React,
  tagName: '${tag}',
  elementClass,
  displayName: '${name}',
  events: {
${handlers.join('')}  },
});
`;
}

const declaration = (tag: string, { name, summary }: ManifestElement): string =>
  `${header}import type { ForwardRefExoticComponent } from 'react';
import type { WrapperProps } from './props.js';

/** ${summary} */
export declare const ${name}: ForwardRefExoticComponent<WrapperProps<'${tag}'>>;
`;

const props = `${header}import type { HTMLAttributes, RefAttributes } from 'react';
import type { ElementOf, ElementTypes, EventOf, Tag } from '../types/elements.js';

type Camel<Text extends string> = Text extends \`\${infer First}-\${infer Rest}\`
  ? \`\${Capitalize<First>}\${Camel<Rest>}\`
  : Capitalize<Text>;

type Handlers<Name extends Tag> = {
  [Type in keyof ElementTypes[Name]['events'] & string as \`on\${Camel<Type>}\`]?:
    ((event: EventOf<Name, Type>) => void) | undefined;
};

/** The props of the component around an element: its properties, a handler for each of its events, and what HTML elements have. */
export type WrapperProps<Name extends Tag> = Omit<
  HTMLAttributes<ElementOf<Name>>,
  keyof ElementTypes[Name]['properties'] | keyof Handlers<Name>
> &
  RefAttributes<ElementOf<Name>> &
  ElementTypes[Name]['properties'] &
  Handlers<Name>;
`;

const all = [...elements];
const index = header + all.map(([tag, { name }]) => `export { ${name} } from './${tag}.js';\n`).join('');
const types = `export type { WrapperProps } from './props.js';\n`;

/** The files, by their paths in `dist/`. */
export const wrapperFiles: ReadonlyMap<string, string> = new Map([
  ['react/index.js', index],
  ['react/index.d.ts', index + types],
  ['react/props.d.ts', props],
  ['react/props.js', 'export {};\n'],
  ...all.flatMap(([tag, element]): [string, string][] => [
    [`react/${tag}.js`, component(tag, element)],
    [`react/${tag}.d.ts`, declaration(tag, element)],
  ]),
]);
