import type { ImageField } from '../src/index.js';

/** Shows the entries that a form would send, instead of sending them. */
export function showSubmitted(form: HTMLFormElement, field: ImageField, output: HTMLElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const names = new Map(field.selectedImages.map(({ id, name }) => [id, name]));
    const entries = [...new FormData(form)].map(
      ([key, value]) => [key, typeof value === 'string' ? value : value.name] as const,
    );
    const heading = document.createElement('h3');
    heading.textContent = `Submitted: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`;
    const list = document.createElement('dl');
    for (const [key, value] of entries) list.append(...describe(key, value, names.get(value)));
    output.replaceChildren(heading, list);
  });

  form.addEventListener('reset', () => output.replaceChildren());
}

/** One entry, and beside an image's id its name. */
function describe(key: string, value: string, imageName: string | undefined): HTMLElement[] {
  const term = document.createElement('dt');
  term.textContent = key;
  const content = document.createElement('dd');
  const code = document.createElement('code');
  code.textContent = value;
  content.append(code);
  if (imageName !== undefined && imageName !== value) {
    const note = document.createElement('span');
    note.textContent = imageName;
    content.append(note);
  }
  return [term, content];
}
