let warned = false;

/**
 * Registers an element, unless the page already has one with that name: a second copy of the package neither throws nor
 * replaces the first, and warns once. Does nothing without a document, so that a server can import the package.
 */
export function define(name: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  if (!customElements.get(name)) customElements.define(name, element);
  else if (!warned) {
    warned = true;
    // eslint-disable-next-line no-console -- For the portal's developers.
    console.warn(`cloud-image-picker: another copy has defined <${name}>, which stays in use.`);
  }
}
