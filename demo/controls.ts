/** A control whose state is remembered. */
export type Control = HTMLInputElement | HTMLSelectElement;

const isControl = (element: unknown): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement;

/** The named controls of a form: all of them, or those with the given names. */
export const controlsOf = (form: HTMLFormElement, names?: readonly string[]): Control[] =>
  [...form.elements].filter(isControl).filter(({ name }) => (names ? names.includes(name) : name !== ''));

const unchecked = 'off';

const firstValue = ({ options }: HTMLSelectElement): string | undefined =>
  ([...options].find((option) => option.defaultSelected) ?? options[0])?.value;

/** The value of a control, if it differs from its initial value. */
function changeOf(control: Control): string | undefined {
  if (control instanceof HTMLSelectElement) return control.value === firstValue(control) ? undefined : control.value;
  if (control.checked === control.defaultChecked) return undefined;
  if (control.type === 'radio') return control.checked ? control.value : undefined;
  return control.checked ? control.value : unchecked;
}

/** The controls that the user has changed, as a query. */
export function writeControls(controls: readonly Control[]): URLSearchParams {
  const changes = controls.flatMap((control) => {
    const value = changeOf(control);
    return value === undefined ? [] : [[control.name, value]];
  });
  return new URLSearchParams(changes);
}

/** Sets controls to what `writeControls` wrote, and resets all others. */
export function readControls(controls: readonly Control[], query: URLSearchParams): void {
  for (const control of controls) {
    const value = query.get(control.name);
    if (control instanceof HTMLInputElement) {
      control.checked = value === null ? control.defaultChecked : value === control.value;
    } else {
      const known = [...control.options].some((option) => option.value === value);
      control.value = (known ? value : firstValue(control)) ?? '';
    }
  }
}
