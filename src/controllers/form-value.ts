import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Presence } from '../catalog/index.js';

/** What the form value depends on besides the values themselves. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  readonly multiple: boolean;
  /** What a reset goes back to. */
  readonly defaults: readonly string[];
  readonly presence: (id: string) => Presence;
  /** What a person is told when it is missing, or no longer there. */
  readonly messages: { readonly required: string; readonly requiredGone: string };
  /** Where the browser points its message at. */
  readonly anchor: HTMLElement | null;
}

/**
 * The chosen ids as the value of a form control: one entry an id, constraint validation, reset and restore.
 *
 * The value is what the page or the person wants. It is kept whatever the cloud lists.
 */
export class FormValue implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #internals: ElementInternals;
  readonly #field: () => FormField;
  #values: readonly string[] | undefined;
  #customError = '';
  /** The message that the person sees. */
  #told = '';
  /** What the form was last given: there may be thousands, and nothing changes with most renderings. */
  #given: { readonly values: readonly string[]; readonly name: string; readonly multiple: boolean } | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, internals: ElementInternals, field: () => FormField) {
    this.#host = host;
    this.#internals = internals;
    this.#field = field;
    host.addController(this);
  }

  /** The ids in force: those set or chosen, or else the defaults. */
  get values(): readonly string[] {
    const { multiple, defaults } = this.#field();
    const values = this.#values ?? defaults;
    return multiple ? values : values.slice(0, 1);
  }

  set values(values: readonly string[]) {
    this.#values = [...new Set(values)].filter((value) => value !== '');
    this.#changed();
  }

  setCustomValidity(message: string): void {
    this.#customError = message;
    this.#changed();
  }

  reset(): void {
    this.#values = undefined;
    this.#internals.states.delete('user-invalid');
    this.#changed();
  }

  /** Takes back the state that the browser kept, after a navigation or from its autofill. */
  restore(state: string | File | FormData | null): void {
    if (state instanceof FormData) this.values = state.getAll('value').map(String);
    else if (typeof state === 'string') this.values = [state];
  }

  /** Before it is rendered, because the message is. */
  hostUpdate(): void {
    this.#sync();
  }

  /** And after, when there is something that the browser can point at. */
  hostUpdated(): void {
    this.#sync();
  }

  #changed(): void {
    this.#sync();
    this.#host.requestUpdate();
  }

  #sync(): void {
    const { name, required, multiple, presence, messages, anchor } = this.#field();
    const { values } = this;
    const given = this.#given;
    if (given?.values !== values || given.name !== name || given.multiple !== multiple) {
      this.#given = { values, name, multiple };
      const entries = new FormData();
      const state = new FormData();
      for (const value of values) {
        if (name) entries.append(name, value);
        state.append('value', value);
      }
      this.#internals.setFormValue(multiple ? entries : (values[0] ?? null), state);
    }

    const gone = required && values.some((value) => presence(value) === 'absent');
    const missing = required && values.length === 0;
    const { states } = this.#internals;
    const message = this.#customError || (missing ? messages.required : gone ? messages.requiredGone : '');
    if (message === '') {
      this.#internals.setValidity({});
    } else {
      const flags = { customError: this.#customError !== '', valueMissing: missing, badInput: gone };
      this.#internals.setValidity(flags, message, anchor ?? undefined);
    }
    if (message === '' || !this.#internals.willValidate) states.delete('user-invalid');
    // What is shown of it was rendered before.
    const told = states.has('user-invalid') ? message : '';
    if (told !== this.#told) this.#host.requestUpdate();
    this.#told = told;
  }
}
