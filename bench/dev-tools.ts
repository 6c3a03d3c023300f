import type { CDPSession, Page } from 'playwright-core';

/** Chromium's developer tools for a page. */
export async function devTools(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  // Time that a processor has worked for the page: that of other programs is not in it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** What the page has by now of each thing that is counted. */
export async function metrics(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
}

/** Milliseconds of work of the main thread so far. */
export const workOf = async (session: CDPSession): Promise<number> => 1000 * (await metrics(session))('TaskDuration');
