import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { editorFiles } from './editor-data.js';
import { typeFiles } from './element-types.js';
import { minifyTemplates } from './minify-templates.js';
import { wrapperFiles } from './react-wrappers.js';

// Builds the JavaScript of the package. `npm run build` then compiles its types and the simulator.

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
rmSync('dist', { recursive: true, force: true });

const common: InlineConfig = { configFile: false, publicDir: false, logLevel: 'warn', plugins: [minifyTemplates()] };
const output = { outDir: 'dist', emptyOutDir: false, target: 'es2022' } as const;

const dependencies = Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies });
const isDependency = (id: string): boolean =>
  id.startsWith('node:') || dependencies.some((name) => id === name || id.startsWith(`${name}/`));

const notice = `/*! ${packageJson.name} ${packageJson.version}, MIT. Holds Lit (Google LLC, BSD-3-Clause) and zod (Colin McDonnell, MIT). */`;

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file))
  .sort();

/**
 * The single file contains everything: dynamic imports become static ones. If the bundler inlines them itself, that costs
 * 1.1 kB.
 */
const importAtOnce: Plugin = {
  name: 'import-at-once',
  transform: {
    filter: { id: /[\\/]src[\\/].*\.ts$/, code: /\bimport\b/ },
    handler(code, id) {
      const modules: string[] = [];
      const now = code.replace(/\bimport\((['"].+?['"])\)/g, (_, path: string) => {
        modules.push(`import * as module${modules.length} from ${path};`);
        return `Promise.resolve(module${modules.length - 1})`;
      });
      // Style sheets are next to each other, and so are languages, because they compress better: 1.1 kB.
      const first = /[\\/]src[\\/]index\.ts$/.test(id)
        ? sources.filter((file) => /^src.(styles|locales)\b/.test(file))
        : [];
      const imports = first.map(
        (file) => `import ${JSON.stringify(`./${relative('src', file).replaceAll('\\', '/')}`)};`,
      );
      return { code: [...imports, now, ...modules].join('\n'), map: null };
    },
  },
};

console.log('dist/**/*.js: every module of src, for bundlers');
await build({
  ...common,
  build: {
    ...output,
    minify: false,
    sourcemap: true,
    lib: { entry: sources, formats: ['es'] },
    rolldownOptions: {
      external: isDependency,
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
});

console.log('dist/autoload/*.js: each element, cloud and language in a file of its own, for a script tag');
await build({
  ...common,
  build: {
    ...output,
    outDir: 'dist/autoload',
    lib: { entry: 'src/autoload.ts', formats: ['es'], fileName: 'autoload' },
    rolldownOptions: {
      output: {
        minify: true,
        comments: false,
        chunkFileNames: '[name]-[hash].js',
        postBanner: ({ isEntry }) => (isEntry ? notice : ''),
      },
    },
  },
});

console.log('dist/cloud-image-picker.min.js: everything in one file, for a script tag');
await build({
  ...common,
  plugins: [minifyTemplates(), importAtOnce],
  build: {
    ...output,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'cloud-image-picker.min.js' },
    // By default, the library mode keeps white space in ES modules.
    rolldownOptions: { output: { minify: true, codeSplitting: false, comments: false, postBanner: notice } },
  },
});

console.log(
  'dist/react, dist/types, dist/web-types.json, dist/vscode.*.json: what frameworks and editors know of the elements',
);
for (const [path, text] of [...wrapperFiles, ...typeFiles, ...editorFiles]) {
  const file = join('dist', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const scriptTag = 'cloud-image-picker.min.js';
const hash = createHash('sha384')
  .update(readFileSync(join('dist', scriptTag)))
  .digest('base64');
const tag = `<script type="module" src="/assets/${scriptTag}" integrity="sha384-${hash}"></script>`;
writeFileSync('dist/script-tag.html', `${tag}\n`);
console.log(`dist/script-tag.html: ${tag}`);
