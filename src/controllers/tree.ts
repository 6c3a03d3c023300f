// Not with `instanceof`: in a frame, the tree around an element may belong to another window.
const isShadowRoot = (node: Node): node is ShadowRoot => 'host' in node;
const isTree = (node: Node): node is Document | ShadowRoot => 'activeElement' in node;

/** The host of the shadow tree that an element is in. */
export function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return isShadowRoot(root) ? root.host : undefined;
}

/** The focused element in the document or shadow tree of an element. */
export function focusedBeside(element: Element): Element | null {
  const root = element.getRootNode();
  return isTree(root) ? root.activeElement : null;
}

/** Another control of the page has the focus. It may be nowhere: Safari does not focus a clicked button. */
export function isFocusElsewhere(host: Element): boolean {
  const { activeElement, body } = host.ownerDocument;
  // Not with `:focus-within`, which Chromium loses if an element is moved while it has the focus.
  return activeElement !== body && !host.contains(focusedBeside(host));
}
