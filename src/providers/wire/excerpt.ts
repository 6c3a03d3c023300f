import { lookUp } from './readers.js';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const INVISIBLE_ELEMENT = /<(head|script|style)\b[^]*?(<\/\1>|$)/gi;
const TAG = /<[/!]?[a-z-][^<>]*>/gi;
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi;

/** What a person would read of a text or an HTML page: its first 300 characters, without markup. */
export function excerpt(markup: string): string | undefined {
  const plain = markup
    // Also keeps the patterns below from working through megabytes.
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
