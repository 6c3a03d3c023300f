/** Own words, and further languages, for a page that imports its elements one by one. */
export { addMessages, type MessageSource } from './registry.js';
export type { Messages } from './en.js';
export type { Formats, PluralForms } from './format.js';
