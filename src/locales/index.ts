/** Custom messages and additional languages, for pages that import elements individually. */
export { addMessages, type MessageSource } from './registry.js';
export type { Formats, PluralForms } from './format.js';
export type { Messages } from './messages.js';
