/** A control of a form whose state is worth remembering. */
type Control = HTMLInputElement | HTMLSelectElement;

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && element.name !== '',
  );

const unchecked = 'off';

/** What a control says, where that is not what it said at first. */
function changeOf(control: Control): string | undefined {
  if (control instanceof HTMLSelectElement) {
    const first = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return control.value === first?.value ? undefined : control.value;
  }
  if (control.checked === control.defaultChecked) return undefined;
  if (control.type === 'radio') return control.checked ? control.value : undefined;
  return control.checked ? control.value : unchecked;
}

/** The controls of a form that a person has changed, as a query. */
export function writeControls(form: HTMLFormElement): URLSearchParams {
  const changes = controlsOf(form).flatMap((control) => {
    const value = changeOf(control);
    return value === undefined ? [] : [[control.name, value]];
  });
  return new URLSearchParams(changes);
}

/** Sets the controls to what `writeControls` wrote, and all others to what they were at first. */
export function readControls(form: HTMLFormElement, query: URLSearchParams): void {
  form.reset();
  for (const control of controlsOf(form)) {
    const value = query.get(control.name);
    if (value === null) continue;
    if (control instanceof HTMLInputElement) control.checked = value === control.value;
    else if ([...control.options].some((option) => option.value === value)) control.value = value;
  }
}
