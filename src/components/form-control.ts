import { LitElement, type CSSResultOrNative, type PropertyDeclarations } from 'lit';
import { FormValue, idOf, idsOf, type FormMessages, type ValueProblem } from '../controllers/form-value.js';
import { focusedBeside } from '../controllers/tree.js';
import { adopt } from '../styles/adopt.js';
import { jsonConverter } from './attributes.js';

/** Ids as a portal may write them. */
export type IdsInput = Iterable<string | number | bigint> | string | number | bigint | null | undefined;

/** A control that a form submits, validates, disables, resets and restores as it does a native one. */
export abstract class FormControl extends LitElement {
  static readonly formAssociated = true;
  static override properties: PropertyDeclarations = {
    name: { noAccessor: true },
    required: { type: Boolean, noAccessor: true },
    disabled: { type: Boolean, noAccessor: true },
    multiple: { type: Boolean, noAccessor: true },
    defaultValue: { attribute: 'value', noAccessor: true },
    defaultValues: { attribute: 'values', converter: jsonConverter, noAccessor: true },
  };

  protected readonly internals = this.attachInternals();
  readonly #form = new FormValue(this, this.internals, {
    name: () => this.name,
    required: () => this.required,
    multiple: () => this.multiple,
    defaults: () => this.#defaults,
    problemOf: (id) => this.problemOf(id),
    messages: () => this.validityMessages,
    anchor: () => this.validityAnchor,
  });
  #defaultValues: readonly string[] = [];
  #defaults: readonly string[] = [];

  #styles: readonly CSSResultOrNative[];

  constructor() {
    super();
    this.#styles = new.target.elementStyles;
    // A form that is only asked whether it is valid fires the same event as one that tells the person.
    this.addEventListener('invalid', (event) => {
      const before = focusedBeside(this);
      setTimeout(() => {
        const after = focusedBeside(this);
        const taken = after !== before && after?.matches(':invalid');
        if (event.defaultPrevented || taken) this.showValidity();
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
    // What is said of it is in the language of where it is.
    this.#form.changed();
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow(FormControl.shadowRootOptions);
    adopt(root, this.#styles);
    return root;
  }

  /** Adds the styles of a part that was loaded later. */
  protected addStyles(styles: CSSResultOrNative): void {
    if (this.#styles.includes(styles)) return;
    this.#styles = [...this.#styles, styles];
    if (this.shadowRoot) adopt(this.shadowRoot, this.#styles);
  }

  /** On its way to another document it loses its style sheets. */
  adoptedCallback(): void {
    if (this.shadowRoot) adopt(this.shadowRoot, this.#styles);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    this.#changed();
  }

  /** Why a value does not do, if it does not. */
  protected abstract problemOf(value: string): ValueProblem | undefined;
  protected abstract get validityMessages(): FormMessages;
  protected abstract get validityAnchor(): HTMLElement | null;

  // As those of a native control, these are what the attributes say: the form goes by them at any moment.

  /** The name of its form entries. @reflect @default '' */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  set name(name: string | null | undefined) {
    this.#write('name', name);
  }

  /** Something must be chosen before the form can be submitted. @reflect @default false */
  get required(): boolean {
    return this.hasAttribute('required');
  }

  set required(required: boolean | null | undefined) {
    this.toggleAttribute('required', Boolean(required));
  }

  /** Cannot be used, and submits nothing. @reflect @default false */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(disabled: boolean | null | undefined) {
    this.toggleAttribute('disabled', Boolean(disabled));
  }

  /** Several values can be chosen. @reflect @default false */
  get multiple(): boolean {
    return this.hasAttribute('multiple');
  }

  set multiple(multiple: boolean | null | undefined) {
    this.toggleAttribute('multiple', Boolean(multiple));
  }

  /** The value that a reset goes back to. @reflect @default '' */
  get defaultValue(): string {
    return this.getAttribute('value') ?? '';
  }

  set defaultValue(value: string | number | bigint | null | undefined) {
    this.#write('value', idOf(value) || null);
  }

  /** With `multiple`, the values that a reset goes back to. As an attribute a JSON array. @default [] */
  get defaultValues(): readonly string[] {
    return this.#defaultValues;
  }

  set defaultValues(values: IdsInput) {
    this.#defaultValues = idsOf(values);
    this.#changed();
  }

  /**
   * The chosen image's id, or an empty string. With `multiple`, the first one. Setting it fires no event. A number is the id that
   * its digits write, unless it is above 2^53 and has lost some; nothing else than a text or a number is an id.
   *
   * @default ''
   */
  get value(): string {
    return this.#form.values[0] ?? '';
  }

  set value(value: string | number | bigint | null | undefined) {
    this.#form.values = idsOf(idOf(value));
  }

  /** The ids of all chosen images. A single text or number is one id. @default [] */
  get values(): readonly string[] {
    return this.#form.values;
  }

  set values(values: IdsInput) {
    this.#form.values = idsOf(values);
  }

  /** The form that the field belongs to. Setting it, or its id, sets the attribute: frameworks set properties. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  set form(form: HTMLFormElement | string | null | undefined) {
    this.#write('form', typeof form === 'object' ? form?.id : form);
  }

  /** The `<label>` elements for the field. */
  get labels(): NodeListOf<HTMLLabelElement> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- TypeScript's own declaration is too wide.
    return this.internals.labels as NodeListOf<HTMLLabelElement>;
  }

  /** Which constraints the value violates. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** Why the value is not valid, in the language of the field; empty if it is valid. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether the value is checked: not while the field is disabled. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Whether the value is valid. Fires `invalid` if it is not. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** Whether the value is valid. Tells the person if it is not. */
  reportValidity(): boolean {
    const valid = this.internals.reportValidity();
    if (!valid) this.showValidity();
    return valid;
  }

  /** Makes the field invalid with a message of the portal's; an empty one makes it valid again. */
  setCustomValidity(message: string): void {
    this.#form.setCustomValidity(message);
  }

  /** The value is not valid, and the person has been told. */
  protected get userInvalid(): boolean {
    return this.#form.userInvalid;
  }

  /** Shows the person that the value is not valid, if it is not. */
  protected showValidity(): void {
    this.#form.show();
  }

  formDisabledCallback(): void {
    this.#form.changed();
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

  #changed(): void {
    this.#defaults = this.#defaultValues.length > 0 ? this.#defaultValues : idsOf(this.defaultValue);
    this.#form.changed();
  }

  /** An attribute that is set to what it is would be taken for a change. */
  #write(name: string, value: string | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
  }
}
