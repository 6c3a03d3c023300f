import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { colorRules } from './axe-rules.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule in light, and elsewhere those that can come to another result there. */
const looks = {
  light: {},
  dark: { colorScheme: 'dark', rules: colorRules },
  phone: { width: 360, rules: ['scrollable-region-focusable', 'aria-hidden-focus', 'target-size'] },
} as const satisfies Record<string, Looks>;

interface Looks {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly rules?: readonly string[];
}

export type Look = keyof typeof looks;

/** What axe objects to in a page, in a line each. */
export async function axeObjections(page: Page, look: Look): Promise<string[]> {
  const { width = 1280, colorScheme = 'light', rules }: Looks = looks[look];
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (options) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    { resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id} (${help}): ${target.join(' ')} ${failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
