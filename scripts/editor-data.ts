import packageJson from '../package.json' with { type: 'json' };
import { elements, type Item, type ManifestElement } from './manifest.js';

// Completions and descriptions for editors: custom data for VS Code, web-types for JetBrains, both generated from the manifest.

const all = [...elements.values()];
const markdown = (value: string): object => ({ kind: 'markdown', value });

/** Removes duplicates across elements. */
const distinct = (items: (element: ManifestElement) => readonly Item[] | undefined): Item[] => [
  ...new Map(all.flatMap((element) => items(element) ?? []).map((item) => [item.name, item])).values(),
];

const cssProperties = distinct((element) => element.cssProperties);
const cssParts = distinct((element) => element.cssParts);
const cssStates = distinct((element) => element.cssStates);

const about = ({ summary, description }: ManifestElement): string => `${summary}\n\n${description}`;

const valuesOf = ({ type }: Item): string[] =>
  [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value = '']) => value);

const defaultOf = ({ default: value }: Item): object => (value === undefined ? {} : { default: value });

const htmlData = {
  version: 1.1,
  tags: all.map((element) => ({
    name: element.tagName,
    description: markdown(about(element)),
    attributes: element.attributes.map((attribute) => ({
      name: attribute.name,
      description: markdown(attribute.description ?? ''),
      ...(attribute.type?.text === 'boolean'
        ? { valueSet: 'v' }
        : { values: valuesOf(attribute).map((name) => ({ name })) }),
    })),
  })),
};

const cssData = {
  version: 1.1,
  properties: cssProperties.map(({ name, description = '', default: value = '' }) => ({
    name,
    description: markdown(`${description} Default: \`${value}\``),
  })),
  pseudoElements: cssParts.map(({ name, description = '' }) => ({ name: `::part(${name})`, description })),
  pseudoClasses: cssStates.map(({ name, description = '' }) => ({ name: `:state(${name})`, description })),
};

const webTypes = {
  $schema: 'https://json.schemastore.org/web-types',
  name: packageJson.name,
  version: packageJson.version,
  'description-markup': 'markdown',
  contributions: {
    html: {
      elements: all.map((element) => ({
        name: element.tagName,
        description: about(element),
        attributes: element.attributes.map((attribute) => ({
          name: attribute.name,
          description: attribute.description,
          ...defaultOf(attribute),
          value: { type: attribute.type?.text ?? 'string', required: attribute.type?.text !== 'boolean' },
        })),
        slots: (element.slots ?? []).map(({ name, description }) => ({ name, description })),
        js: {
          properties: element.members
            .filter(({ kind }) => kind === 'field')
            .map((field) => ({
              name: field.name,
              description: field.description,
              ...defaultOf(field),
              ...(field.readonly === true && { 'read-only': true }),
              type: (field.setType ?? field.type)?.text,
            })),
          events: (element.events ?? []).map(({ name, description, type }) => ({
            name,
            description,
            type: type?.text,
          })),
        },
      })),
    },
    css: {
      properties: cssProperties.map(({ name, description, default: value }) => ({ name, description, default: value })),
      parts: cssParts.map(({ name, description }) => ({ name, description })),
      'pseudo-classes': cssStates.map(({ name, description }) => ({ name: `state(${name})`, description })),
    },
  },
};

/** The files, by their paths in `dist/`. */
export const editorFiles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'vscode.html-data.json': htmlData,
    'vscode.css-data.json': cssData,
    'web-types.json': webTypes,
  }).map(([path, data]) => [path, `${JSON.stringify(data, null, 2)}\n`]),
);
