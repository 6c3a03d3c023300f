import { noChange } from 'lit';
import { directive, Directive, type ChildPart } from 'lit/directive.js';

/**
 * All that an element says. The translator of a browser puts elements of its own in the place of text, where a binding would not find
 * it again, so everything in the element is replaced. Unlike `.textContent`, a server renders it.
 */
class Content extends Directive {
  #element: Element | null | undefined;
  #text: string | null | undefined;

  override render(text: string): unknown {
    return text;
  }

  override update({ startNode }: ChildPart, [text]: [text: string]): unknown {
    const element = (this.#element ??= startNode?.parentElement);
    this.#text ??= element?.textContent;
    if (element && text !== this.#text) {
      element.textContent = this.#text = text;
      // Lit expects its node to be somewhere.
      new DocumentFragment().append(startNode);
    }
    return noChange;
  }
}

export const content = directive(Content);
