/**
 * Copies a text. If that is not allowed, selects it, so that the user can copy it.
 *
 * @param shown - the element that shows it
 * @returns whether it has been copied
 */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without permission, or outside a secure context.
    if (shown) getSelection()?.selectAllChildren(shown);
    return false;
  }
}
