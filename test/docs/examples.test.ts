import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { complaints, root } from './compile.js';

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

/** The code blocks of a page, each as a module of its own. */
function examplesOf(page: string): [path: string, text: string][] {
  const blocks = [...readFileSync(root + page, 'utf8').matchAll(/^```(tsx?)\n([^]*?)^```/gm)];
  return blocks.map(([, language = '', text = ''], position) => [
    `${root}test/docs/${page.replaceAll(/\W/g, '-')}-${position + 1}.${language}`,
    `${text}\nexport {};\n`,
  ]);
}

const pages = [
  'README.md',
  ...readdirSync(`${root}docs`).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

const surroundings: [path: string, text: string] = [`${root}test/docs/portal.d.ts`, portal];

describe('the examples of the documentation', () => {
  it('compile as they stand, under strict', () => {
    const examples = pages.flatMap(examplesOf);
    assert.ok(examples.length > 10);
    assert.deepEqual(complaints(new Map([surroundings, ...examples])), []);
  });

  it('would not, with a word that does not exist', () => {
    const wrong = `import 'cloud-image-picker/workspace-images';\ndocument.querySelector('workspace-images')?.projctId;\n`;
    assert.equal(complaints(new Map([surroundings, [`${root}test/docs/wrong.ts`, wrong]])).length, 1);
  });
});

/** Where a page's relative links lead to. Those in comments are for the site, which checks them itself. */
const linksOf = (page: string): string[] =>
  [
    ...readFileSync(root + page, 'utf8')
      .replaceAll(/<!--[^]*?-->/g, '')
      .matchAll(/\]\((?!https?:|#)([^)#]+)/g),
  ].map(([, link = '']) => link);

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

  it('lead from every page of the package to what it holds', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ files } = { files: [] }] = Object.values(
      JSON.parse(packed) as Readonly<Record<string, { readonly files: readonly { readonly path: string }[] }>>,
    );
    const paths = files.map(({ path }) => path);
    for (const page of paths.filter((path) => path.endsWith('.md'))) {
      for (const link of linksOf(page)) {
        const target = new URL(link, `file:///${page}`).pathname.slice(1);
        assert.ok(
          paths.some((path) => path === target || (target.endsWith('/') && path.startsWith(target))),
          `${page}: ${link}`,
        );
      }
    }
  });
});
