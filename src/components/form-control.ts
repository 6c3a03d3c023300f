import { LitElement, type PropertyDeclarations } from 'lit';
import type { Presence } from '../catalog/index.js';
import { FormValue } from '../controllers/form-value.js';
import { listConverter } from './attributes.js';

/** A control that a form submits, validates, disables, resets and restores as it does a native one. */
export abstract class FormControl extends LitElement {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    multiple: { type: Boolean, reflect: true },
    defaultValue: { attribute: 'value' },
    defaultValues: { attribute: 'values', converter: listConverter },
  };

  /** The name of its form entries. */
  declare name: string;
  /** Something must be chosen before the form can be submitted. */
  declare required: boolean;
  declare disabled: boolean;
  /** Several values can be chosen. */
  declare multiple: boolean;
  /** The value that a reset goes back to. */
  declare defaultValue: string;
  /** With `multiple`, the values that a reset goes back to. As an attribute a JSON array. */
  declare defaultValues: readonly string[] | null | undefined;

  protected readonly internals = this.attachInternals();
  readonly #form = new FormValue(this, this.internals, () => ({
    name: this.name,
    required: this.required,
    multiple: this.multiple,
    defaults: this.defaultValues?.length ? this.defaultValues : [this.defaultValue].filter(Boolean),
    presence: (id) => this.presence(id),
    messages: this.validityMessages,
    anchor: this.validityAnchor,
  }));
  #inDisabledFieldset = false;

  constructor() {
    super();
    this.name = this.defaultValue = '';
    this.required = this.disabled = this.multiple = false;
    this.defaultValues = [];
    // A form that is only asked whether it is valid fires the same event as one that tells the person.
    this.addEventListener('invalid', (event) => {
      const before = this.#focused;
      setTimeout(() => {
        const after = this.#focused;
        const taken = after !== before && after?.matches(':invalid');
        if (event.defaultPrevented || taken) this.tell();
      });
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A value that was set before the element was defined hides the accessor.
    for (const property of ['value', 'values'] as const) {
      if (!Object.hasOwn(this, property)) continue;
      const set: unknown = Reflect.get(this, property);
      Reflect.deleteProperty(this, property);
      Reflect.set(this, property, set);
    }
  }

  /** Whether a value stands for something that exists. */
  protected abstract presence(value: string): Presence;
  protected abstract get validityMessages(): { readonly required: string; readonly requiredGone: string };
  protected abstract get validityAnchor(): HTMLElement | null;

  /** Disabled by itself or by a `<fieldset>` around it. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#inDisabledFieldset;
  }

  /** The chosen image's id, or an empty string. With `multiple`, the first one. Setting it fires no event. */
  get value(): string {
    return this.#form.values[0] ?? '';
  }

  set value(value: string | null | undefined) {
    this.#form.values = [value ?? ''];
  }

  /** The ids of all chosen images. */
  get values(): readonly string[] {
    return this.#form.values;
  }

  set values(values: Iterable<string> | null | undefined) {
    this.#form.values = [...(values ?? [])];
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get labels(): NodeListOf<HTMLLabelElement> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- TypeScript's own declaration is too wide.
    return this.internals.labels as NodeListOf<HTMLLabelElement>;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    const valid = this.internals.reportValidity();
    if (!valid) this.tell();
    return valid;
  }

  /** Makes the field invalid with a message of the portal's; an empty one makes it valid again. */
  setCustomValidity(message: string): void {
    this.#form.setCustomValidity(message);
  }

  /** Of the document or the shadow tree that the field is in: the browser takes the person to a field that is not valid. */
  get #focused(): Element | null {
    const root = this.getRootNode();
    return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  }

  /** Shows the person that the value is not valid, if it is not. */
  protected tell(): void {
    if (this.validity.valid) return;
    this.internals.states.add('user-invalid');
    this.requestUpdate();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#inDisabledFieldset = disabled;
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.#form.reset();
  }

  formStateRestoreCallback(state: string | File | FormData | null): void {
    this.#form.restore(state);
  }

  /** The person has chosen: the value changes, and the page is told as by a native control. */
  protected changeValues(values: readonly string[]): void {
    this.values = values;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
