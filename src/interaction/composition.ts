/** The key belongs to a composition. For the key that ends one, WebKit only sets the old key code. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const isComposed = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;
