import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../.vitepress/pages.js';

/** What a folder of examples is for. */
const titles: Readonly<Record<string, string>> = {
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

export const exampleTitle = (name: string): string => titles[name] ?? name.replaceAll('-', ' ');

/** The page of a folder of examples, in Markdown: its files. */
export function examplePage(name: string): string {
  const folder = `examples/${name}`;
  const own = readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !/[\\/](node_modules|dist)([\\/]|$)/.test(file.parentPath))
    .map((file) => `${file.parentPath}/${file.name}`.replace(root, ''))
    .sort();
  const blocks = [...own, ...(others[name] ?? [])].map((path) => {
    const language = languages[path.split('.').at(-1) ?? ''] ?? 'txt';
    return `## ${path.replace(`${folder}/`, '')}\n\n\`\`\`\`${language}\n${readFileSync(root + path, 'utf8')}\`\`\`\`\n`;
  });
  return [`# ${exampleTitle(name)}\n`, ...blocks].join('\n');
}
