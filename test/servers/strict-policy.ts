import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { TestRunnerConfig } from '@web/test-runner';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** Where browsers send their reports, and tests read which directives were violated on purpose. */
const REPORTS = '/policy-reports';

/** The page in which a test violates the policy, to see that it holds. */
const ON_PURPOSE = 'violations-on-purpose.html';

/**
 * Serves every page of a test run under a strict content security policy, and collects what violates it: each violation is one
 * that a portal with such a policy would have.
 */
export class StrictPolicy {
  /** What was violated, by which file, as browsers report it. */
  readonly violations = new Set<string>();
  /** Pages that were served under the policy. */
  pages = 0;
  readonly #onPurpose: string[] = [];
  readonly #origins: string;

  /** @param origins - what the pages ask besides their own server */
  constructor(origins: readonly string[]) {
    this.#origins = origins.join(' ');
  }

  readonly middleware: Middleware = async (context, next) => {
    if (context.path === REPORTS) {
      if (context.method === 'POST') this.#collect(await text(context.req));
      context.body = JSON.stringify(this.#onPurpose);
      return;
    }
    await next();
    if (context.type !== 'text/html') return;
    this.pages += 1;
    context.set('Content-Security-Policy', this.#policyFor(String(context.body), context.host));
  };

  #policyFor(html: string, host: string): string {
    // The test runner adds scripts of its own to its pages.
    const runner = Array.from(html.matchAll(/<script type="module">([^]*?)<\/script>/g), ([, script = '']) => {
      return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
    });
    return [
      "default-src 'none'",
      ["script-src 'self'", ...runner].join(' '),
      "style-src 'self'",
      `connect-src 'self' ws://${host} ${this.#origins}`,
      "frame-src 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
      `report-uri ${REPORTS}`,
    ].join('; ');
  }

  #collect(body: string): void {
    const { 'csp-report': report } = JSON.parse(body) as { 'csp-report': Record<string, string | number> };
    const directive = String(report['effective-directive'] ?? report['violated-directive']);
    const blocked = String(report['blocked-uri']);
    // Browsers ask for the icon by themselves.
    if (blocked.endsWith('/favicon.ico')) return;
    if (String(report['document-uri']).includes(ON_PURPOSE)) this.#onPurpose.push(directive);
    else this.violations.add([directive, blocked, report['source-file'], report['line-number']].join(' '));
  }
}
