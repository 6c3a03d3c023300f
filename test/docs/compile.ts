import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import packageJson from '../../package.json' with { type: 'json' };
import { typeFiles } from '../../scripts/element-types.js';
import { wrapperFiles } from '../../scripts/react-wrappers.js';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** As much of the types of Vue and Svelte as those of the elements touch. */
const frameworks = `
declare module 'vue' {
  export interface HTMLAttributes { class?: unknown; onChange?: (event: Event) => void }
  export interface ReservedProps { key?: PropertyKey }
  export interface GlobalComponents {}
}
declare module 'svelte/elements' {
  export interface HTMLAttributes<Element> { class?: string; onchange?: (event: Event & { currentTarget: Element }) => void }
  export interface SvelteHTMLElements { [name: string]: object }
}
`;

/** The generated types, where the package has them: beside those that they import. */
const generated: [path: string, text: string][] = [...typeFiles, ...wrapperFiles].flatMap(([path, text]) =>
  path.endsWith('.d.ts') ? [[`${root}src/${path}`, text] as [string, string]] : [],
);

/** What the package exports, as it is before it is built. */
const paths = Object.fromEntries(
  Object.entries(packageJson.exports).flatMap(([name, target]) => {
    if (typeof target === 'string') return [];
    const source = target.types.replace('./dist/simulator/', 'simulator/').replace('./dist/', 'src/');
    const isGenerated = generated.some(([path]) => path === root + source);
    return [
      [name.replace(/^\./, 'cloud-image-picker'), [root + (isGenerated ? source : source.replace('.d.ts', '.ts'))]],
    ];
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

const surroundings: [path: string, text: string][] = [[`${root}test/docs/frameworks.d.ts`, frameworks], ...generated];

/** What TypeScript has to say against some files that are on no disk, in which the package is imported as a portal does. */
export function complaints(files: ReadonlyMap<string, string>): string[] {
  const texts = new Map([...surroundings, ...files]);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  const folders = new Set([...texts.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}
