import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { root } from '../.vitepress/pages.js';

/** What a folder of examples is for. */
const titles: Readonly<Record<string, string>> = {
  angular: 'Angular',
  html: 'Plain HTML',
  'lit-ssr': 'Lit on a server',
  next: 'Next.js',
  portal: 'The server of the apps',
  'react-18': 'React 18',
  'react-19': 'React 19',
  svelte: 'Svelte 5',
  vue: 'Vue 3',
  'proxy-bun': 'The proxy on Bun',
  'proxy-deno': 'The proxy on Deno',
  'proxy-express': 'The proxy in Express',
  'proxy-fastify': 'The proxy in Fastify',
  'proxy-hono': 'The proxy in Hono',
  'proxy-next': 'The proxy in Next.js',
  'proxy-nginx': 'nginx without Node',
  'proxy-node': 'The proxy on Node',
  'proxy-server': 'The proxy as a server',
  'proxy-worker': 'The proxy in an edge worker',
  themes: 'Themes for frameworks',
};

const languages: Readonly<Record<string, string>> = {
  js: 'js',
  ts: 'ts',
  tsx: 'tsx',
  json: 'json',
  css: 'css',
  conf: 'nginx',
  html: 'html',
  vue: 'vue',
  svelte: 'svelte',
};

/** More files that belong to a folder. */
const others: Readonly<Record<string, readonly string[]>> = { themes: ['demo/themes.css'] };

const isSource = ({ name, parentPath }: Dirent): boolean =>
  !/[\\/](node_modules|dist|\.next|\.angular)([\\/]|$)/.test(parentPath) &&
  !['package-lock.json', 'next-env.d.ts'].includes(name);

const titleOf = (name: string): string => titles[name] ?? name.replaceAll('-', ' ');

/** The page of a folder of examples, in Markdown: its files. */
export function examplePage(name: string): string {
  const folder = `examples/${name}`;
  const own = readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && isSource(file))
    .map((file) => `${file.parentPath}/${file.name}`.replace(root, ''))
    .sort();
  const blocks = [...own, ...(others[name] ?? [])].map((path) => {
    const language = languages[path.split('.').at(-1) ?? ''] ?? 'txt';
    return `## ${path.replace(`${folder}/`, '')}\n\n\`\`\`\`${language}\n${readFileSync(root + path, 'utf8')}\`\`\`\`\n`;
  });
  return [`# ${titleOf(name)}\n`, ...blocks].join('\n');
}
