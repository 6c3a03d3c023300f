import type { Row } from '../by-hand.js';

/** One of those that are compared, in the page. */
export interface Field {
  /** The names of the first images that can be seen now; none while a dropdown is closed. */
  shown(): readonly string[];
  /** Opens a dropdown, as soon as it can. */
  open?(): unknown;
  close?(): unknown;
  /** What a person presses to open it. */
  opener?(): Element;
  /** Where one searches. */
  searchField?(): HTMLElement;
  /** Shows the next page, or what fits below what is shown. */
  turn?(): void;
  /** Takes it out of the page. */
  remove(): void;
}

/** Puts a field into the page. `ask` gets the images by `fetch`, for those who do not ask by themselves. */
export type Mount = (ask: () => Promise<Row[]>) => Field | Promise<Field>;

/** How a field is labelled, in every variant. */
export const LABEL = 'Image';

/** The height in which a list is shown, in every variant that scrolls. */
export const HEIGHT = '26rem';

/** Those of the elements that can be seen within a box, from above. */
export function visibleIn(box: Element, elements: Iterable<Element>): HTMLElement[] {
  const { top, bottom } = box.getBoundingClientRect();
  return [...elements]
    .filter((element) => element instanceof HTMLElement)
    .map((element) => ({ element, rect: element.getBoundingClientRect() }))
    .filter(({ rect }) => rect.height > 0 && rect.bottom > top + 1 && rect.top < bottom - 1)
    .sort((a, b) => a.rect.top - b.rect.top)
    .map(({ element }) => element);
}

export const textsOf = (elements: readonly Element[]): string[] =>
  elements.map(({ textContent }) => textContent.trim()).filter(Boolean);

/** Makes an element with properties. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}

/** What a page of one's own searches: the words of a row, folded once. */
export function searchIn(rows: readonly Row[]): (text: string) => readonly Row[] {
  let texts: readonly string[] | undefined;
  return (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    texts ??= rows.map(({ name, uuid, platform, guestOsType, architecture, format }) =>
      [name, uuid, platform, guestOsType, architecture, format].join('\n').toLowerCase(),
    );
    const found = texts;
    return rows.filter((_, index) => words.every((word) => found[index]?.includes(word)));
  };
}
