/** Finds an element that the page must have. */
export function find<Found extends Element>(root: ParentNode, selector: string, type: new () => Found): Found {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** Creates an element with a text. */
export const element = (name: string, text: string, className = ''): HTMLElement =>
  Object.assign(document.createElement(name), { className, textContent: text });
