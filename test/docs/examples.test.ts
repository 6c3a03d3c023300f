import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import packageJson from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the examples take for granted: the portal's own. */
const portal = `
import type { ImageField } from 'cloud-image-picker';
declare global {
  const picker: ImageField;
  const IAM: string, WORKSPACE: string, domain: string, user: string, password: string, projectId: string;
  const vmInstanceUuid: string, endpoint: string, session: string;
  function signInAgain(): Promise<string>;
  function isSignedIn(request: Request): boolean;
  function cloudAccountOf(request: Request): Promise<{ account: string; password: string }>;
  function tokenFromStore(options: { fresh: boolean }): Promise<string>;
}
`;

/** As much of React's types as the examples touch. */
const react = `
declare module 'react' {
  export interface RefAttributes<Element> { key?: string; ref?: (element: Element | null) => void }
  export interface HTMLAttributes<Element> {
    children?: object | string | undefined;
    className?: string;
    onChange?: (event: { readonly currentTarget: Element }) => void;
  }
  export function useState<Value>(initial: Value): [Value, (value: Value) => void];
  export namespace JSX {
    interface Element { readonly type: string }
    interface IntrinsicElements { form: HTMLAttributes<HTMLFormElement> & { action?: string } }
  }
}
declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
  export function jsx(type: string, props: object): unknown;
}
`;

/** The code blocks of a page, each as a module of its own. */
function examplesOf(page: string): [path: string, text: string][] {
  const blocks = [...readFileSync(root + page, 'utf8').matchAll(/^```(tsx?)\n([^]*?)^```/gm)];
  return blocks.map(([, language = '', text = ''], position) => [
    `${root}test/docs/${page.replaceAll(/\W/g, '-')}-${position + 1}.${language}`,
    `${text}\nexport {};\n`,
  ]);
}

/** What the package exports, as it is before it is built. */
const paths = Object.fromEntries(
  Object.entries(packageJson.exports).flatMap(([name, target]) => {
    if (typeof target === 'string') return [];
    const source = target.types.replace('./dist/simulator/', 'simulator/').replace('./dist/', 'src/');
    return [[name.replace(/^\./, 'cloud-image-picker'), [root + source.replace('.d.ts', '.ts')]]];
  }),
);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  exactOptionalPropertyTypes: true,
  useDefineForClassFields: false,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  paths,
};

/** What TypeScript has to say against some files that are on no disk. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

const pages = [
  'README.md',
  ...readdirSync(`${root}docs`).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

const surroundings: [path: string, text: string][] = [
  [`${root}test/docs/portal.d.ts`, portal],
  [`${root}test/docs/react.d.ts`, react],
];

describe('the examples of the documentation', () => {
  it('compile as they stand, under strict', () => {
    const examples = pages.flatMap(examplesOf);
    assert.ok(examples.length > 10);
    assert.deepEqual(complaints(new Map([...surroundings, ...examples])), []);
  });

  it('would not, with a word that does not exist', () => {
    const wrong = `import 'cloud-image-picker/workspace-images';\ndocument.querySelector('workspace-images')?.projctId;\n`;
    assert.equal(complaints(new Map([...surroundings, [`${root}test/docs/wrong.ts`, wrong]])).length, 1);
  });
});

/** Where a page's relative links lead to. */
const linksOf = (page: string): string[] =>
  [...readFileSync(root + page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);

/** The anchors of a page's headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the links of the documentation', () => {
  it('lead to what exists', () => {
    for (const page of pages) {
      for (const link of linksOf(page)) {
        const { pathname } = new URL(link, `file://${root}${page}`);
        assert.ok(ts.sys.fileExists(pathname) || ts.sys.directoryExists(pathname), `${page}: ${link}`);
      }
    }
  });

  it('lead to headings that exist', () => {
    for (const page of pages) {
      for (const [, path = '', anchor = ''] of readFileSync(root + page, 'utf8').matchAll(
        /\]\(([\w./-]*\.md)?#([^)]+)\)/g,
      )) {
        const target = path === '' ? root + page : new URL(path, `file://${root}${page}`).pathname;
        assert.ok(anchorsOf(readFileSync(target, 'utf8')).includes(anchor), `${page}: ${path}#${anchor}`);
      }
    }
  });

  it('lead from the README only to what the package holds', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ files } = { files: [] }] = Object.values(
      JSON.parse(packed) as Readonly<Record<string, { readonly files: readonly { readonly path: string }[] }>>,
    );
    for (const link of linksOf('README.md')) {
      assert.ok(
        files.some(({ path }) => path === link || (link.endsWith('/') && path.startsWith(link))),
        link,
      );
    }
  });
});
