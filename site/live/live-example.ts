/**
 * Shows what the markup in its `source` does. `options` are those of the simulator, `;fail=503`, and apply to each `proxy` in the markup.
 * A form in it is not sent: its entries are shown.
 */
export class LiveExample extends HTMLElement {
  readonly #output = document.createElement('output');
  #observer: IntersectionObserver | undefined;

  connectedCallback(): void {
    if (this.childElementCount > 0) return;
    // An example far below need not load anything.
    this.#observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && this.show(), {
      rootMargin: '600px',
    });
    this.#observer.observe(this);
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }

  show(): void {
    this.#observer?.disconnect();
    const template = document.createElement('template');
    template.innerHTML = this.getAttribute('source') ?? '';
    const options = this.getAttribute('options') ?? '';
    for (const element of template.content.querySelectorAll('[proxy]')) {
      element.setAttribute('proxy', `${element.getAttribute('proxy') ?? ''}${options}`);
    }
    const stage = document.createElement('div');
    stage.className = 'stage';
    stage.append(template.content);
    stage.addEventListener('submit', (event) => this.#showEntries(event));
    stage.addEventListener('change', (event) => this.#say('change', valueOf(event.target)));
    stage.addEventListener('image-error', (event) => {
      const { kind, status } = event.detail;
      this.#say('image-error', status === undefined ? kind : `${kind}, status ${status}`);
    });
    this.replaceChildren(stage, this.#output);
  }

  #showEntries(event: SubmitEvent): void {
    event.preventDefault();
    const { target, submitter } = event;
    if (!(target instanceof HTMLFormElement)) return;
    const entries = [...new FormData(target, submitter)].map(
      ([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`,
    );
    this.#say('FormData', entries.join('  ') || '(no entries)');
  }

  #say(what: string, text: string): void {
    const [name, detail] = [document.createElement('strong'), document.createElement('code')];
    name.textContent = what;
    detail.textContent = text;
    this.#output.replaceChildren(name, ' ', detail);
  }
}

function valueOf(target: EventTarget | null): string {
  if (target === null) return '';
  const { values, value } = target as { readonly values?: readonly string[]; readonly value?: string };
  return values === undefined || values.length < 2 ? (value ?? '') : values.join('  ');
}
