export interface ComboboxOptions {
  readonly open: boolean;
  readonly toggle: (open: boolean) => void;
  /** What Enter does in any other field. */
  readonly submit: () => void;
  /** Takes the last choice back, where the field is empty and several can be chosen. */
  readonly takeBack: () => void;
  /** Hands a key on to the list. */
  readonly press: (event: KeyboardEvent) => void;
}

/** The keyboard of a field with a popup, after the ARIA Authoring Practices. */
export function pressInCombobox(
  event: KeyboardEvent,
  { open, toggle, submit, takeBack, press }: ComboboxOptions,
): void {
  const { key, altKey } = event;
  // These keys are for the word that is being composed. WebKit says so in the old way only for the one that ends it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (event.isComposing || event.keyCode === 229) return;
  if (key === 'Escape' && open) {
    // Only the popup closes, not the dialog that it may be in.
    event.preventDefault();
    event.stopPropagation();
    toggle(false);
  } else if (!open && ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) {
    if (key === 'Enter') submit();
    else toggle(true);
    event.preventDefault();
  } else if (open && altKey && key === 'ArrowUp') {
    toggle(false);
    event.preventDefault();
  } else if (key === 'Backspace') {
    takeBack();
  } else if (open) {
    press(event);
  }
}

/** Submits as Enter in any other field does: by the form's first button for it, and not at all where that is disabled. */
export function submitImplicitly(form: HTMLFormElement | null): void {
  const button = [...(form?.elements ?? [])].find(
    (element) =>
      (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) && element.type === 'submit',
  );
  if (button instanceof HTMLElement) button.click();
  else form?.requestSubmit();
}
