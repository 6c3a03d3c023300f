/** The one error that the library reports, for a page that handles it without the elements. */
export { ProviderError, type ErrorFacts, type ErrorKind } from './providers/errors.js';
