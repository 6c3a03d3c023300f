/** The key is for the word that is being composed. WebKit says so in the old way only of the one that ends it. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const isComposed = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;
