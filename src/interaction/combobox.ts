import { isComposed } from './composition.js';

export interface ComboboxOptions {
  readonly open: boolean;
  readonly toggle: (open: boolean) => void;
  /** What Enter does in other fields. */
  readonly submit: () => void;
  /** Removes the last selected image, if the field is empty and several can be selected. */
  readonly removeLast: () => void;
  /** Passes a key on to the list. */
  readonly press: (event: KeyboardEvent) => void;
}

/** The keyboard interaction of a field with a popup, as in the ARIA Authoring Practices. */
export function pressInCombobox(
  event: KeyboardEvent,
  { open, toggle, submit, removeLast, press }: ComboboxOptions,
): void {
  const { key, altKey, repeat } = event;
  if (isComposed(event)) return;
  if (key === 'Escape' && open) {
    // Only the popup closes, not the dialog that it may be in.
    event.preventDefault();
    event.stopPropagation();
    toggle(false);
  } else if (!open && ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) {
    if (key !== 'Enter') toggle(true);
    // The key that selected an image and closed the popup may still be held down.
    else if (!repeat) submit();
    event.preventDefault();
  } else if (open && altKey && key === 'ArrowUp') {
    toggle(false);
    event.preventDefault();
  } else if (key === 'Backspace') {
    // If it is held down to empty the field, it does not continue with the selected images.
    if (!repeat) removeLast();
  } else if (open) {
    press(event);
  }
}

/** Submits as Enter does in other fields: with the form's first submit button, and not at all if that is disabled. */
export function submitImplicitly(form: HTMLFormElement | null): void {
  const buttons = [...(form?.elements ?? [])] as Partial<HTMLButtonElement>[];
  const button = buttons.find(({ localName, type }) => /^(button|input)$/.test(localName ?? '') && type === 'submit');
  if (button) button.click?.();
  else form?.requestSubmit();
}
