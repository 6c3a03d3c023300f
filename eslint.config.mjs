import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What each folder of src/ may import from the others: the layers of the design, imports pointing downwards only. */
const layers = {
  providers: [],
  catalog: ['providers'],
  proxy: ['providers'],
  server: ['providers', 'proxy'],
  locales: ['providers', 'catalog'],
  styles: [],
  controllers: ['providers', 'catalog', 'locales'],
  interaction: ['providers', 'catalog', 'locales', 'controllers'],
  components: ['providers', 'catalog', 'locales', 'styles', 'controllers', 'interaction'],
  register: ['components', 'locales', 'providers'],
};

/** Pure TypeScript: usable, and tested, without a document. */
const withoutDom = ['providers', 'catalog', 'proxy'];

const domGlobals = ['document', 'window', 'navigator', 'location', 'customElements', 'localStorage', 'sessionStorage'];

const outside = [
  {
    regex: '(^|/)(simulator|demo|test|bench|examples|scripts)(/|$)',
    message: 'The library stands alone: nothing in src/ knows what is around it.',
  },
  { regex: '^node:', message: 'The library runs in a browser.' },
];

/** What runs on Node alone, and is never loaded in a page. */
const nodeFiles = ['src/proxy/node-fetch.ts', 'src/server/**/*.ts'];

const layerRules = Object.entries(layers).map(([folder, allowed]) => {
  const forbidden = Object.keys(layers).filter((other) => other !== folder && !allowed.includes(other));
  const pure = withoutDom.includes(folder);
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...outside,
            {
              regex: `^(\\.\\./)+(${forbidden.join('|')}|index)(/|\\.js$)`,
              message: `src/${folder} may import from: ${allowed.join(', ') || 'nothing but itself'}.`,
            },
            ...(pure ? [{ regex: '^(lit|@lit)(/|$)', message: `src/${folder} knows no DOM.` }] : []),
          ],
        },
      ],
      'no-restricted-globals': ['error', ...(pure ? domGlobals : [])],
    },
  };
});

export default defineConfig(
  globalIgnores([
    'dist/',
    '.cache/',
    'coverage/',
    'examples/*/{dist,node_modules,.next}/',
    'site/dist/',
    'site/.vitepress/cache/',
  ]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      // `return refuse(response)` reads well.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // An empty string from a cloud is nothing, too.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Lit binds the listeners of a template to their element.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [wc['flat/recommended'], lit.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    languageOptions: { globals: globals.browser },
    rules: {
      ...litA11y.configs.recommended.rules,
      // The keys of an option are its listbox's.
      'lit-a11y/click-events-have-key-events': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      'lit/ban-attributes': ['error', 'style'],
      'lit/lifecycle-super': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': ['error', 'always'],
      'lit/value-after-constraints': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', { patterns: outside }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style|\\sstyle=/i]',
          message: 'A strict content security policy forbids inline styles: use an adopted style sheet and classes.',
        },
      ],
      'wc/guard-define-call': 'error',
      'wc/guard-super-call': 'off',
      'wc/no-child-traversal-in-connectedcallback': 'error',
      'wc/no-method-prefixed-with-on': 'error',
    },
  },
  {
    files: ['src/{components,controllers}/**/*.ts'],
    // Left to inference, `render()` would name a package in the declarations that is not a dependency: lit-html.
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    files: ['src/styles/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  ...layerRules,
  {
    files: nodeFiles,
    rules: { 'no-restricted-imports': ['error', { patterns: outside.filter(({ regex }) => regex !== '^node:') }] },
  },
  {
    files: ['simulator/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^|/)src/',
              message:
                'The simulator speaks from the clouds’ documents: code in common would hide a mistake in common.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test keeps account of its own promises, and an async fake need not wait for anything.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'before', 'after'] },
            // Declared as a promise by the comparison of DOM trees, and for that only.
            { from: 'package', package: 'chai', name: 'Equal' },
            { from: 'package', package: '@types/chai', name: 'Equal' },
          ],
        },
      ],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['test/browser/**/*.ts', 'test/support/**/*.ts'],
    rules: {
      // `expect(picker).to.exist`
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['scripts/**/*.ts', 'simulator/main.ts', 'bench/**/*.ts', 'examples/**', 'demo/**/*.ts', '*.config.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Their packages are there only where `npm run bench:peers` has been; it checks their types itself.
    files: ['bench/peers/{imports,variants}/*.ts'],
    extends: [ts.configs.disableTypeChecked],
  },
  {
    // Each is a package of its own, with its own packages and its own check of types.
    files: ['examples/**'],
    ignores: ['examples/{portal,proxy-*}/**'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.browser },
    rules: { '@typescript-eslint/no-empty-function': 'off' },
  },
  {
    // Their packages are there only where the site has been built, which checks their types.
    files: ['site/.vitepress/**/*.ts'],
    extends: [ts.configs.disableTypeChecked],
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
);
