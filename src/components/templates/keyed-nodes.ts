import { Directive, directive, type ChildPart } from 'lit/directive.js';
import { setCommittedValue } from 'lit/directive-helpers.js';

/**
 * Content with nodes of its own for each key, as with Lit's `keyed`. Only content without a key, a placeholder, leaves its nodes to what
 * takes its place, so that the first images show without new nodes.
 */
class KeyedNodes extends Directive {
  #key: string | undefined;

  override render(_key: string | undefined, content: unknown): unknown {
    return content;
  }

  override update(part: ChildPart, [key, content]: [key: string | undefined, content: unknown]): unknown {
    if (this.#key !== undefined && key !== this.#key) setCommittedValue(part);
    this.#key = key;
    return content;
  }
}

export const keyedNodes = directive(KeyedNodes);
