/** The error that the library reports, for pages that handle it without loading the elements. */
export { ProviderError, type ErrorFacts, type ErrorKind } from './providers/errors.js';
