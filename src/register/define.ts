/**
 * Registers an element, unless the page has one of that name already: a second copy of the package neither throws nor
 * replaces the first. Does nothing where there is no document, so that a server can import the package.
 */
export function define(name: string, element: CustomElementConstructor): void {
  if (typeof customElements !== 'undefined' && !customElements.get(name)) customElements.define(name, element);
}
