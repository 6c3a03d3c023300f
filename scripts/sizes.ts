import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { rolldown, type OutputChunk } from 'rolldown';
import packageJson from '../package.json' with { type: 'json' };

// npm run sizes        writes docs/sizes.md: the size of each import of the built package
// npm run check:sizes  fails if the page is out of date

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const page = 'docs/sizes.md';

/** Kilobytes by which a figure may differ: zlib compresses differently in each version of Node. */
const TOLERANCE = 0.11;

const gzipped = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

interface Cost {
  readonly atOnce: number;
  /** The size of each file that loads when it is first needed. */
  readonly later: readonly number[];
}

/** A page imports these for their side effects, without using their exports. It uses the exports of the others. */
const isForEffect = (file: string): boolean => /^\.\/dist\/(register\/|index|autoload)/.test(file);

/** For servers, which already have Node's own modules. */
const isForServers = (name: string): boolean => /^\.\/(proxy|simulator)(\/|$)/.test(name);

async function costOf(file: string, server: boolean): Promise<Cost> {
  const bundle = await rolldown({
    input: file,
    platform: server ? 'node' : 'browser',
    preserveEntrySignatures: isForEffect(file) ? false : 'strict',
    logLevel: 'silent',
    ...(server && { external: [/^node:/] }),
  });
  const { output } = await bundle.generate({ format: 'es', minify: true, comments: false, topLevelVar: true });
  await bundle.close();
  const chunks = new Map(output.filter((each) => each.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<OutputChunk>();
  const load = (chunk: OutputChunk | undefined): void => {
    if (!chunk || loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const name of chunk.imports) load(chunks.get(name));
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) load(chunk);
  const size = ({ code }: OutputChunk): number => gzipped(code);
  return {
    atOnce: [...loaded].reduce((sum, chunk) => sum + size(chunk), 0),
    later: [...chunks.values()].filter((chunk) => !loaded.has(chunk)).map(size),
  };
}

/** The modules of the package, by their import name. */
const modules = Object.entries(packageJson.exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [{ name, file: target.default }],
);
const data = Object.entries(packageJson.exports).flatMap(([name, target]) =>
  typeof target === 'string' && name !== './package.json' ? [{ name, file: target }] : [],
);

const imported = (name: string): string => `\`${name.replace(/^\./, packageJson.name)}\``;

async function moduleRow({ name, file }: (typeof modules)[number]): Promise<string> {
  const { atOnce, later } = await costOf(file, isForServers(name));
  const total = kilobytes(later.reduce((sum, size) => sum + size, 0));
  const rest = later.length === 0 ? 'nothing' : `${total} in ${later.length} ${later.length === 1 ? 'file' : 'files'}`;
  return `| ${imported(name)} | ${atOnce < 50 ? 'only types' : kilobytes(atOnce)} | ${rest} |`;
}

async function table(entries: typeof modules): Promise<string> {
  return ['| import | at once | later |', '| --- | --- | --- |', ...(await Promise.all(entries.map(moduleRow)))].join(
    '\n',
  );
}

const isScript = ({ name }: { readonly name: string }): boolean => name.endsWith('.min.js');

async function write(): Promise<string> {
  const text = `# Bytes of each import

What each import of the package costs, bundled alone with all its dependencies, minified, and compressed with gzip. 1 kB is
1,000 bytes. Two imports in one page share what they have in common, such as Lit, so their sum is less than the sum of
their rows. \`npm run sizes\` writes this page, and \`npm run check\` fails if it is out of date.

“Later” is the sum of the files that load when they are first needed: the dropdown, panels, other clouds and languages.
Most pages need a few of them.

## In a page

${await table(modules.filter((entry) => !isForServers(entry.name) && !isScript(entry)))}

## In one file for a script tag

| file | size |
| --- | --- |
${['dist/cloud-image-picker.min.js', 'dist/autoload/autoload.js'].map((file) => `| \`${file}\` | ${kilobytes(gzipped(readFileSync(file)))} |`).join('\n')}

The first has everything. The second loads each element when its tag first appears in the document.

## On a server

${await table(modules.filter((entry) => isForServers(entry.name)))}

## For editors

No page loads these.

| file | size |
| --- | --- |
${data.map(({ name, file }) => `| ${imported(name)} | ${kilobytes(gzipped(readFileSync(file)))} |`).join('\n')}
`;
  return format(text, { ...(await resolveConfig(page)), parser: 'markdown' });
}

/** Whether two pages are the same, except for figures that differ by no more than the tolerance. */
function agree(one: string, other: string): boolean {
  const figure = /\d+\.\d+(?= kB)/g;
  const [ones, others] = [one.match(figure) ?? [], other.match(figure) ?? []];
  const bare = (text: string): string => text.replaceAll(/[ -]+/g, ' ').replaceAll(figure, '');
  return bare(one) === bare(other) && ones.every((size, at) => Math.abs(Number(size) - Number(others[at])) < TOLERANCE);
}

if (!existsSync('dist/index.js')) throw new Error('The package is not built: run `npm run build`.');
const fresh = await write();
if (!process.argv.includes('--check')) writeFileSync(page, fresh);
else if (!agree(fresh, readFileSync(page, 'utf8'))) {
  throw new Error(`${page} is not what the imports cost: run \`npm run build && npm run sizes\`.`);
}
