import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The messages for a required value that is missing, no longer exists, or cannot be used. */
export interface FormMessages {
  readonly required: string;
  readonly requiredGone: string;
  readonly requiredUnusable: string;
}

/** Why a value is invalid: its image no longer exists, or cannot be selected. */
export type ValueProblem = 'gone' | 'unusable';

/** What the form value depends on besides the values themselves. Each is read only when it is needed. */
export interface FormField {
  readonly name: () => string;
  readonly required: () => boolean;
  readonly multiple: () => boolean;
  /** The values that a reset restores. */
  readonly defaults: () => readonly string[];
  readonly problemOf: (id: string) => ValueProblem | undefined;
  readonly messages: () => FormMessages;
  /** The element at which the browser shows its message. */
  readonly anchor: () => HTMLElement | null;
}

/**
 * The selected IDs as the value of a form control: one entry per ID, constraint validation, reset and restore.
 *
 * The value is what the page or the user has set. It is kept whatever the cloud lists.
 */
export class FormValue implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #internals: ElementInternals;
  readonly #field: FormField;
  #values: readonly string[] | undefined;
  #customError = '';
  /** Referenced here, and never read: WebKit loses its contents in a garbage collection. */
  readonly #states: CustomStateSet;
  #userInvalid = false;
  #anchor: HTMLElement | undefined;
  /** The elements at which messages were shown. WebKit crashes once a removed one has been garbage-collected. */
  readonly #pointedAt = new Set<HTMLElement>();
  /** The message that the user sees. */
  #told = '';
  /** The value last set on the form. There may be thousands of IDs, and most renderings do not change them. */
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

  /** The current IDs: those set or selected, or else the defaults. */
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

  /** The value is invalid, and the error is shown. */
  get userInvalid(): boolean {
    return this.#userInvalid;
  }

  /** Shows the error if the value is invalid. */
  show(): void {
    if (this.#internals.validity.valid) return;
    this.#setUserInvalid(true);
    this.#host.requestUpdate();
  }

  /** Restores the state that the browser kept, after a navigation or from its autofill. */
  restore(state: string | File | FormData | null): void {
    if (state instanceof FormData) this.values = idsOf(state.getAll('value'));
    else if (typeof state === 'string') this.values = idsOf(state);
  }

  /** Before rendering, because the message is rendered. */
  hostUpdate(): void {
    this.#sync();
  }

  /** And after it, when there is an element for the browser to show its message at. */
  hostUpdated(): void {
    this.#sync();
  }

  /** Updates the form immediately: a page may check its validity or read its data before anything is rendered. */
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
    // The message was rendered before.
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
 * The IDs that a portal has set, without duplicates. A string is one ID, and a number is converted to one. An empty string, a
 * number that has lost digits and values of other types are ignored.
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

/** The ID for a single value; empty if it is not valid. */
export function idOf(value: unknown): string {
  const exact = typeof value === 'number' ? Math.abs(value) <= Number.MAX_SAFE_INTEGER : typeof value === 'bigint';
  return typeof value === 'string' || exact ? String(value) : '';
}
