import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import '../../src/index.js';

// A dropdown has a module of its own, which a server loads along with the elements.
await import('../../src/components/dropdown.js');

/** Markup, as a server sends it: with what `@lit-labs/ssr` renders into the shadow root of each element. */
export function served(markup: string): Promise<string> {
  const strings: TemplateStringsArray = Object.assign([markup], { raw: [markup] });
  return collectResult(render(html(strings)));
}
