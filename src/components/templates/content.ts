import { noChange } from 'lit';
import { directive, Directive, type ChildPart } from 'lit/directive.js';

/**
 * The whole text of an element. A browser's translator replaces text with its own elements, so a binding would not find the text
 * again. This directive therefore replaces everything in the element. Unlike `.textContent`, it also renders on a server.
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
      // Lit expects its node to have a parent.
      new DocumentFragment().append(startNode);
    }
    return noChange;
  }
}

export const content = directive(Content);
