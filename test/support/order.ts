/** Text that stands on a line of its own, whatever the elements within it. */
const OWN_LINE = /^(block|flex|grid|list-item|inline-block|inline-flex|inline-grid)$/;

function lineOf(node: Node): Element | null {
  let element = node.parentElement;
  while (element && !OWN_LINE.test(getComputedStyle(element).display)) element = element.parentElement;
  return element;
}

/** Which letters of a text belong to one of the others. */
function within(text: string, others: readonly string[]): boolean[] {
  const covered = new Array<boolean>(text.length).fill(false);
  for (const other of others) {
    for (let at = text.indexOf(other); at >= 0; at = text.indexOf(other, at + 1))
      covered.fill(true, at, at + other.length);
  }
  return covered;
}

/**
 * Where letters that belong to none of `texts` do not stand from the left to the right, although they follow one another.
 *
 * @returns the words in whose line that is
 */
export function turnedRound(root: ParentNode & Node, texts: readonly string[]): string[] {
  const found = new Set<string>();
  const last = new Map<Element, { readonly left: number; readonly top: number }>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const lines = new Set<Element>();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const said = node.textContent ?? '';
    const line = texts.some((text) => said.includes(text)) ? lineOf(node) : null;
    if (line?.checkVisibility() && !line.closest('select')) lines.add(line);
  }
  walker.currentNode = root;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const line = lineOf(node);
    const text = node.textContent ?? '';
    if (!line || !lines.has(line)) continue;
    const covered = within(text, texts);
    for (let at = 0; at < text.length; at++) {
      // A line of several ends where the text says so; the others have nothing that turns them.
      const end = text.indexOf('\n', at);
      if (end > at && !covered.slice(at, end).includes(true) && text[at - 1] === '\n') at = end;
      if (covered[at] || !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.charAt(at))) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, top, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      const before = last.get(line);
      if (before && Math.abs(before.top - top) < 4 && left < before.left - 0.5)
        found.add(line.textContent.trim().replace(/\s+/g, ' '));
      last.set(line, { left, top });
    }
  }
  return [...found];
}
