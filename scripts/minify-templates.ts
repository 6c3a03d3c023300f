import type { Plugin } from 'vite';

/** As much of a syntax tree as finding templates needs. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Template extends Node {
  readonly tag: Node & { readonly name: string };
  readonly quasi: Node & { readonly quasis: readonly Node[] };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isTemplate(node: Node): node is Template {
  return node.type === 'TaggedTemplateExpression' && 'tag' in node && isNode(node.tag) && 'name' in node.tag;
}

function templatesIn(value: unknown): Template[] {
  if (Array.isArray(value)) return value.flatMap(templatesIn);
  if (!isNode(value)) return [];
  const within = Object.values(value).flatMap(templatesIn);
  return isTemplate(value) ? [value, ...within] : within;
}

// One blank stays, because one is seen between inline elements.
const minifyHtml = (text: string): string => text.replace(/<!--[^]*?-->/g, '').replace(/\s+/g, ' ');

function minifyCss(text: string): string {
  const stringOrRest = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[^]*?\*\/|\s*;?\s*(\})\s*|\s*([{;,])\s*|(:)\s+|\s+/g;
  return text.replace(stringOrRest, (match: string, ...[string, end, mark, colon]: (string | undefined)[]) =>
    match.startsWith('/*') ? '' : (string ?? end ?? mark ?? colon ?? ' '),
  );
}

const minifiers: Readonly<Record<string, (text: string) => string>> = {
  html: minifyHtml,
  svg: minifyHtml,
  css: minifyCss,
};

/** Takes the indentation and comments out of Lit's templates and style sheets, which no minifier touches. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'post',
    transform: {
      filter: { id: /[\\/]src[\\/].*\.ts$/, code: /\b(?:html|svg|css)`/ },
      handler(code) {
        // From the last to the first, so that the positions before a replacement stay true.
        const pieces = templatesIn(this.parse(code))
          .flatMap(({ tag, quasi }) => quasi.quasis.map((piece) => ({ ...piece, shorten: minifiers[tag.name] })))
          .sort((a, b) => b.start - a.start);
        let short = code;
        for (const { start, end, shorten } of pieces) {
          if (shorten) short = short.slice(0, start) + shorten(short.slice(start, end)) + short.slice(end);
        }
        return { code: short, map: null };
      },
    },
  };
}
