import { after, before } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { serve } from './built.js';
import { SitePage } from './site-page.js';

/** Visits to the built site, while the tests around run. */
export interface Visits {
  /** Everything that no page must cause. */
  readonly mishaps: readonly string[];
  /** @param base - below which path the site is served */
  open(path: string, width?: number, base?: string): Promise<SitePage>;
}

/** Serves the site, below a path and at the root of a server, and starts a browser. */
export function startVisits(): Visits {
  const mishaps: string[] = [];
  const servers = new Map<string, Awaited<ReturnType<typeof serve>>>();
  let browser: Browser;
  before(async () => {
    for (const base of ['/docs/', '/']) servers.set(base, await serve(base));
    browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
  });
  after(async () => {
    await browser.close();
    for (const server of servers.values()) server.close();
  });
  return {
    mishaps,
    open: (path, width, base = '/docs/') => SitePage.open(browser, servers.get(base)?.url ?? '', path, mishaps, width),
  };
}
