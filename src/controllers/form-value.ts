import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a person is told when a required value is missing, no longer there, or of no use. */
export interface FormMessages {
  readonly required: string;
  readonly requiredGone: string;
  readonly requiredUnusable: string;
}

/** Why a value does not do: what it stands for no longer exists, or cannot be chosen. */
export type ValueProblem = 'gone' | 'unusable';

/** What the form value depends on besides the values themselves: each read only where it is needed. */
export interface FormField {
  readonly name: () => string;
  readonly required: () => boolean;
  readonly multiple: () => boolean;
  /** What a reset goes back to. */
  readonly defaults: () => readonly string[];
  readonly problemOf: (id: string) => ValueProblem | undefined;
  readonly messages: () => FormMessages;
  /** Where the browser points its message at. */
  readonly anchor: () => HTMLElement | null;
}

/**
 * The chosen ids as the value of a form control: one entry an id, constraint validation, reset and restore.
 *
 * The value is what the page or the person wants. It is kept whatever the cloud lists.
 */
export class FormValue implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #internals: ElementInternals;
  readonly #field: FormField;
  #values: readonly string[] | undefined;
  #customError = '';
  /** Held here, and its answers not relied on: WebKit loses what is in it when garbage is collected. */
  readonly #states: CustomStateSet;
  #userInvalid = false;
  #anchor: HTMLElement | undefined;
  /** Where messages were shown. WebKit ends the page once one that is no longer in it has been freed. */
  readonly #pointedAt = new Set<HTMLElement>();
  /** The message that the person sees. */
  #told = '';
  /** What the form was last given: there may be thousands, and nothing changes with most renderings. */
  #given: { readonly value: string | readonly string[] | undefined; readonly name: string } | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, internals: ElementInternals, field: FormField) {
    this.#host = host;
    this.#internals = internals;
    this.#states = internals.states;
    this.#field = field;
    host.addController(this);
    host.addEventListener('invalid', () => {
      if (this.#anchor) this.#pointedAt.add(this.#anchor);
    });
  }

  /** The ids in force: those set or chosen, or else the defaults. */
  get values(): readonly string[] {
    const values = this.#values ?? this.#field.defaults();
    return values.length < 2 || this.#field.multiple() ? values : values.slice(0, 1);
  }

  set values(values: readonly string[]) {
    this.#values = values;
    this.changed();
  }

  setCustomValidity(message: string): void {
    this.#customError = message;
    this.changed();
  }

  reset(): void {
    this.#values = undefined;
    this.#setUserInvalid(false);
    this.changed();
  }

  /** The value is not valid, and the person has been told. */
  get userInvalid(): boolean {
    return this.#userInvalid;
  }

  /** Tells the person that the value is not valid, if it is not. */
  show(): void {
    if (this.#internals.validity.valid) return;
    this.#setUserInvalid(true);
    this.#host.requestUpdate();
  }

  /** Takes back the state that the browser kept, after a navigation or from its autofill. */
  restore(state: string | File | FormData | null): void {
    if (state instanceof FormData) this.values = idsOf(state.getAll('value'));
    else if (typeof state === 'string') this.values = idsOf(state);
  }

  /** Before it is rendered, because the message is. */
  hostUpdate(): void {
    this.#sync();
  }

  /** And after, when there is something that the browser can point at. */
  hostUpdated(): void {
    this.#sync();
  }

  /** Tells the form at once: a page may ask whether it is valid, or what it would submit, before anything is rendered. */
  changed(): void {
    this.#sync();
    this.#host.requestUpdate();
  }

  #sync(): void {
    const field = this.#field;
    const { values } = this;
    const name = field.name();
    const value = field.multiple() ? values : values[0];
    if (this.#given?.value !== value || this.#given?.name !== name) {
      this.#given = { value, name };
      const entries = new FormData();
      const state = new FormData();
      for (const id of values) {
        if (name) entries.append(name, id);
        state.append('value', id);
      }
      this.#internals.setFormValue(typeof value === 'object' ? entries : (value ?? null), state);
    }

    const required = field.required();
    const missing = required && values.length === 0;
    const problems = required ? values.map(field.problemOf) : [];
    const gone = problems.includes('gone');
    const unusable = problems.includes('unusable');
    const problem = missing ? 'required' : gone ? 'requiredGone' : unusable ? 'requiredUnusable' : undefined;
    const message = this.#customError || (problem ? field.messages()[problem] : '');
    if (message === '') {
      this.#internals.setValidity({});
    } else {
      const flags = { customError: this.#customError !== '', valueMissing: missing, badInput: gone || unusable };
      this.#anchor = field.anchor() ?? undefined;
      this.#internals.setValidity(flags, message, this.#anchor);
    }
    if (message === '' || !this.#internals.willValidate) this.#setUserInvalid(false);
    // What is shown of it was rendered before.
    const told = this.#userInvalid ? message : '';
    if (told !== this.#told) this.#host.requestUpdate();
    this.#told = told;
  }

  #setUserInvalid(invalid: boolean): void {
    this.#userInvalid = invalid;
    if (invalid) this.#states.add('user-invalid');
    else this.#states.delete('user-invalid');
  }
}

/**
 * The ids that a portal has set, each once. A text is one id, and a number the one that its digits write; an empty text, a
 * number that has lost digits and anything else is none.
 */
export function idsOf(values: unknown): readonly string[] {
  try {
    const ids = isIterable(values) ? Array.from(values, idOf) : [idOf(values)];
    return [...new Set(ids)].filter((id) => id !== '');
  } catch {
    return [];
  }
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** The id that a single value stands for; an empty text where it is none. */
export function idOf(value: unknown): string {
  const exact = typeof value === 'number' ? Math.abs(value) <= Number.MAX_SAFE_INTEGER : typeof value === 'bigint';
  return typeof value === 'string' || exact ? String(value) : '';
}
