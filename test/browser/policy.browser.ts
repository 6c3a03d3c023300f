import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';

// Every page of these tests is served under a strict policy. Every violation fails the run, except those of the page used here.

let page: HTMLIFrameElement;

async function reported(directive: string): Promise<void> {
  await waitUntil(
    async () =>
      ((await (await fetch('/policy-reports')).json()) as string[]).some((name) => name.startsWith(directive)),
    `a report about ${directive}`,
  );
}

function paragraphOf({ contentDocument }: HTMLIFrameElement): HTMLElement {
  if (!contentDocument) throw new Error('no page');
  const paragraph = contentDocument.createElement('p');
  contentDocument.body.append(paragraph);
  return paragraph;
}

describe('the policy that the pages of these tests are served under', () => {
  beforeEach(async () => {
    page = document.createElement('iframe');
    page.src = new URL('pages/violations-on-purpose.html', import.meta.url).href;
    const loaded = new Promise((resolve) => page.addEventListener('load', resolve));
    document.body.append(page);
    await loaded;
  });

  afterEach(() => page.remove());

  it('forbids style attributes, and reports them', async () => {
    const paragraph = paragraphOf(page);
    paragraph.setAttribute('style', 'position: fixed');
    expect(page.contentWindow?.getComputedStyle(paragraph).position).to.equal('static');
    await reported('style-src');
  });

  it('forbids text as HTML where the engine has trusted types, and reports it', async () => {
    if (!('trustedTypes' in globalThis)) return;
    const paragraph = paragraphOf(page);
    expect(() => (paragraph.innerHTML = '<b>text</b>')).to.throw();
    expect(paragraph.childElementCount).to.equal(0);
    await reported('require-trusted-types-for');
  });

  it('lets no script be made of text', () => {
    const { Function: Constructor } = page.contentWindow as unknown as { Function: FunctionConstructor };
    expect(() => Reflect.construct(Constructor, ['return 1']) as unknown).to.throw();
  });
});
