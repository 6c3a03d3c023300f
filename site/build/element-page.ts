import type { Field, Item, ManifestElement } from '../../scripts/manifest.js';
import { examplesOf, type Example } from './element-examples.js';

const code = (text: string | undefined): string => (text ? `\`${text.replaceAll('|', '\\|')}\`` : '');
const cell = (text = ''): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function section(heading: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `## ${heading}\n\n${table(headings, rows)}\n`;
}

const exampleText = ({ heading, text, markup, options }: Example): string =>
  `### ${heading}\n\n${text}\n\n<!-- live${options ? ` ${options}` : ''} -->\n\n\`\`\`html\n${markup}\n\`\`\`\n`;

const fieldRow = ({ name, attribute, type, default: value, description, readonly }: Field): string[] => [
  code(name),
  code(attribute),
  code(type?.text),
  code(value),
  cell(`${readonly ? 'Read-only. ' : ''}${description ?? ''}`),
];

const named = (items: readonly Item[] = []): string[][] =>
  items.map(({ name, description }) => [name ? code(name) : '(default)', cell(description)]);

/** The page of an element, in Markdown, from its manifest. */
export function elementPage(element: ManifestElement | undefined): string {
  if (!element) throw new Error('The manifest has no such element');
  const { tagName, name, description, members, events = [], slots, cssParts, cssProperties = [], cssStates } = element;
  const fields = members.filter(({ kind }) => kind === 'field');
  const methods = members.filter(({ kind }) => kind === 'method');
  return [
    `# \`<${tagName}>\`\n`,
    `${description.replaceAll(/```[^]*?```/g, '').trim()}\n`,
    `\`\`\`ts\nimport 'cloud-image-picker/${tagName}';\nimport type { ${name} } from 'cloud-image-picker/${tagName}';\n\`\`\`\n`,
    `## Examples\n\n${examplesOf(tagName).map(exampleText).join('\n')}`,
    section(
      'Properties and attributes',
      ['property', 'attribute', 'type', 'default', 'description'],
      fields.map(fieldRow),
    ),
    section(
      'Methods',
      ['method', 'returns', 'description'],
      methods.map((method) => [
        code(signature(method)),
        code(method.return?.type.text ?? 'void'),
        cell(method.description),
      ]),
    ),
    section(
      'Events',
      ['event', 'type', 'description'],
      events.map((event) => [code(event.name), code(event.type?.text), cell(event.description)]),
    ),
    section('Slots', ['slot', 'content'], named(slots)),
    section(
      'States',
      ['state', 'active while'],
      named(cssStates).map(([state = '', text = '']) => [state, text]),
    ),
    section('CSS parts', ['part', 'description'], named(cssParts)),
    section(
      'CSS custom properties',
      ['property', 'default', 'description'],
      cssProperties.map((property) => [code(property.name), code(property.default), cell(property.description)]),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

function signature({ name, parameters = [] }: Field): string {
  return `${name}(${parameters.map((each) => `${each.name}: ${each.type?.text ?? 'unknown'}`).join(', ')})`;
}
