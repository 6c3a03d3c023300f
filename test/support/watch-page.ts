import { expect } from '@open-wc/testing';
import type { ImageField } from '../../src/components/image-field.js';

declare global {
  interface Window {
    /** Called by whatever a hostile text makes run. */
    executed?: () => void;
  }
}

const inherited = (): string[] =>
  [Object.prototype, Array.prototype, String.prototype].flatMap((prototype) => Reflect.ownKeys(prototype).map(String));

/** What the page itself consists of, apart from what tests put into its body. */
const documentOf = (): string => JSON.stringify([location.href, document.title, document.head.innerHTML]);

/** Watches what a hostile text could do to a page: run, break the policy, throw, ask another host, change what all objects inherit. */
export class PageWatch {
  readonly #seen: string[] = [];
  readonly #before = [...inherited(), documentOf()];
  readonly #stop = new AbortController();
  readonly #observer = new PerformanceObserver((list) => this.#check(list.getEntries()));
  readonly #origins: readonly string[];

  /** @param origins - that may be asked besides the page's own */
  constructor(...origins: readonly string[]) {
    this.#origins = [location.origin, ...origins];
    window.executed = () => this.#seen.push('something ran');
    const { signal } = this.#stop;
    addEventListener('error', ({ message }) => this.#seen.push(`thrown: ${message}`), { signal });
    addEventListener('unhandledrejection', ({ reason }) => this.#seen.push(`rejected: ${String(reason)}`), { signal });
    const violated = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) =>
      this.#seen.push(`violated: ${effectiveDirective} ${blockedURI}`);
    addEventListener('securitypolicyviolation', violated, { signal });
    this.#observer.observe({ type: 'resource' });
  }

  #check(entries: PerformanceEntryList): void {
    const foreign = entries.filter(({ name }) => !this.#origins.includes(new URL(name).origin));
    this.#seen.push(...foreign.map(({ name }) => `asked: ${name}`));
  }

  /** Ends, and says what was seen, if anything was. */
  finish(): void {
    this.#check(this.#observer.takeRecords());
    this.#observer.disconnect();
    this.#stop.abort();
    delete window.executed;
    expect(this.#seen.slice(0, 5)).to.deep.equal([]);
    expect([...inherited(), documentOf()]).to.deep.equal(this.#before);
  }
}

/** The kinds of elements that a picker consists of: name, and names of attributes. Comments are Lit's. */
export function kindsOf({ shadowRoot, childElementCount }: ImageField): Set<string> {
  const kinds = new Set<string>([`${childElementCount} in the light`]);
  for (const element of shadowRoot?.querySelectorAll('*') ?? []) {
    kinds.add([element.localName, ...element.getAttributeNames().sort(), element.shadowRoot ? '+' : ''].join(' '));
  }
  return kinds;
}
