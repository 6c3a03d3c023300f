import { isComposed } from './composition.js';

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
  const { key, altKey, repeat } = event;
  if (isComposed(event)) return;
  if (key === 'Escape' && open) {
    // Only the popup closes, not the dialog that it may be in.
    event.preventDefault();
    event.stopPropagation();
    toggle(false);
  } else if (!open && ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) {
    if (key !== 'Enter') toggle(true);
    // The key that has chosen an image and closed the popup may still be held down.
    else if (!repeat) submit();
    event.preventDefault();
  } else if (open && altKey && key === 'ArrowUp') {
    toggle(false);
    event.preventDefault();
  } else if (key === 'Backspace') {
    // Held down to empty the field, it does not go on to the choices.
    if (!repeat) takeBack();
  } else if (open) {
    press(event);
  }
}

/** Submits as Enter in any other field does: by the form's first button for it, and not at all where that is disabled. */
export function submitImplicitly(form: HTMLFormElement | null): void {
  const buttons = [...(form?.elements ?? [])] as Partial<HTMLButtonElement>[];
  const button = buttons.find(({ localName, type }) => /^(button|input)$/.test(localName ?? '') && type === 'submit');
  if (button) button.click?.();
  else form?.requestSubmit();
}
