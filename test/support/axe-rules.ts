/** Rules of axe that can come to another result with other colours. */
export const colorRules: readonly string[] = ['color-contrast', 'link-in-text-block'];
