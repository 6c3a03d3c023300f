import { lookUp } from './readers.js';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const INVISIBLE_ELEMENT = /<(head|script|style)\b[^]*?(<\/\1>|$)/gi;
const TAG = /<[/!]?[a-z-][^<>]*>/gi;
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi;

/** The first 300 characters of the visible text of a message or an HTML page. */
export function excerpt(markup: string): string | undefined {
  const plain = markup
    // Keeps the patterns below from scanning megabytes.
    .slice(0, 10_000)
    .replace(INVISIBLE_ELEMENT, ' ')
    .replace(TAG, ' ')
    .replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) =>
      name
        ? (lookUp(ENTITIES, name.toLowerCase()) ?? entity)
        : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > 300 ? `${characters.slice(0, 299).join('')}…` : plain || undefined;
}
