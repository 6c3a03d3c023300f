/** The first paragraph of a page in Markdown, without markup. */
export function firstParagraph(text: string): string {
  const [paragraph = ''] = /(?<=^|\n\n)[\w`“][^]*?(?=\n\n|$)/.exec(text.replace(/^---\n[^]*?\n---\n/, '')) ?? [];
  return paragraph
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll('`', '');
}

/** Its first sentence. */
export const firstSentence = (text: string): string => /^.+?[.:](?=\s|$)/.exec(firstParagraph(text))?.[0] ?? '';
