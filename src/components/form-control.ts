import { LitElement, type CSSResultOrNative, type PropertyDeclarations, type PropertyValues } from 'lit';
import { FormValue, idOf, idsOf, type FormMessages, type ValueProblem } from '../controllers/form-value.js';
import { onServer } from '../controllers/on-server.js';
import { focusedBeside } from '../controllers/tree.js';
import { adopt } from '../styles/adopt.js';
import { jsonConverter } from './attributes.js';
import { matches } from './hydration.js';

/** One or more image IDs. */
export type IdsInput = Iterable<string | number | bigint> | string | number | bigint | null | undefined;

/** A form-associated control. Forms submit, validate, disable, reset and restore it like a native control. */
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

  #styles: CSSResultOrNative[];
  /** Server-rendered content can be hydrated, because the page has loaded Lit's module for it. */
  #hydrates = false;

  constructor() {
    super();
    this.#styles = new.target.elementStyles;
    // `checkValidity()` of a form fires the same event as `reportValidity()`, which also shows the error.
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
    // A value that was set before the element was defined shadows the accessor.
    for (const property of ['value', 'values'] as const) {
      if (!Object.hasOwn(this, property)) continue;
      const set: unknown = Reflect.get(this, property);
      Reflect.deleteProperty(this, property);
      Reflect.set(this, property, set);
    }
    // The validation message depends on the language of the new location.
    this.#form.changed();
  }

  protected override createRenderRoot(): ShadowRoot {
    const { shadowRoot, renderOptions } = this;
    const root = shadowRoot ?? this.attachShadow(FormControl.shadowRootOptions);
    if (shadowRoot) {
      super.createRenderRoot();
      // By default, Lit renders before the existing content, but not if it hydrates that content.
      this.#hydrates = !renderOptions.renderBefore;
      renderOptions.renderBefore = null;
    }
    adopt(root, this.#styles);
    return root;
  }

  /** The shadow root comes from a server, or from before the element was defined. The first update hydrates or replaces it. */
  protected get isServed(): boolean {
    return !this.hasUpdated && !!this.shadowRoot?.firstChild;
  }

  protected override update(changed: PropertyValues): void {
    const { renderRoot, renderOptions } = this;
    const served = this.isServed;
    // Hydration would keep content that does not belong here, or throw. It throws at an unknown part.
    if (served && !(this.#hydrates && matches(renderRoot, this.render(), renderOptions)))
      renderRoot.replaceChildren(new Comment('lit-part'));
    try {
      super.update(changed);
    } catch (error) {
      if (!served) throw error;
      renderRoot.replaceChildren();
      super.update(changed);
    }
  }

  /** Adds the styles of a part that has been loaded on demand. */
  protected addStyles(styles: CSSResultOrNative): void {
    if (this.#styles.includes(styles)) return;
    // A server writes the styles of the class.
    if (onServer) this.#styles.push(styles);
    else this.#styles = [...this.#styles, styles];
    if (this.shadowRoot) adopt(this.shadowRoot, this.#styles);
  }

  /** Style sheets are lost when the element moves to another document. */
  adoptedCallback(): void {
    if (this.shadowRoot) adopt(this.shadowRoot, this.#styles);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    this.#changed();
  }

  /** Why a value is invalid; `undefined` if it is valid. */
  protected abstract problemOf(value: string): ValueProblem | undefined;
  protected abstract get validityMessages(): FormMessages;
  protected abstract get validityAnchor(): HTMLElement | null;

  // As with native controls, these read the attributes, because a form may read them at any time.

  /** The name of the field in the form data. @reflect @default '' */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  set name(name: string | null | undefined) {
    this.#write('name', name);
  }

  /** Whether an image must be selected before the form can be submitted. @reflect @default false */
  get required(): boolean {
    return this.hasAttribute('required');
  }

  set required(required: boolean | null | undefined) {
    this.toggleAttribute('required', Boolean(required));
  }

  /** Whether the field is disabled. A disabled field is not submitted. @reflect @default false */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(disabled: boolean | null | undefined) {
    this.toggleAttribute('disabled', Boolean(disabled));
  }

  /** Whether several images can be selected. @reflect @default false */
  get multiple(): boolean {
    return this.hasAttribute('multiple');
  }

  set multiple(multiple: boolean | null | undefined) {
    this.toggleAttribute('multiple', Boolean(multiple));
  }

  /** The initial value, which a form reset restores. @reflect @default '' */
  get defaultValue(): string {
    return this.getAttribute('value') ?? '';
  }

  set defaultValue(value: string | number | bigint | null | undefined) {
    this.#write('value', idOf(value) || null);
    // A server does not report attribute changes.
    if (onServer) this.#changed();
  }

  /** With `multiple`, the initial values, which a form reset restores. As an attribute, a JSON array. @default [] */
  get defaultValues(): readonly string[] {
    return this.#defaultValues;
  }

  set defaultValues(values: IdsInput) {
    this.#defaultValues = idsOf(values);
    this.#changed();
  }

  /**
   * The ID of the selected image, or an empty string if none is selected. With `multiple`, the first one. Setting it fires no event.
   * Numbers and bigints are converted to strings. Numbers beyond `Number.MAX_SAFE_INTEGER`, which may have lost digits, and values of
   * other types are ignored.
   *
   * @default ''
   */
  get value(): string {
    return this.#form.values[0] ?? '';
  }

  set value(value: string | number | bigint | null | undefined) {
    this.#form.values = idsOf(idOf(value));
  }

  /** The IDs of all selected images. Setting a string or number selects that ID. @default [] */
  get values(): readonly string[] {
    return this.#form.values;
  }

  set values(values: IdsInput) {
    this.#form.values = idsOf(values);
  }

  /** The form that the field belongs to. Setting a form or its ID sets the `form` attribute, for frameworks that set properties. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  set form(form: HTMLFormElement | string | null | undefined) {
    this.#write('form', typeof form === 'object' ? form?.id : form);
  }

  /** The `<label>` elements of the field. */
  get labels(): NodeListOf<HTMLLabelElement> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- TypeScript's own declaration is too wide.
    return this.internals.labels as NodeListOf<HTMLLabelElement>;
  }

  /** The validity states of the field. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** The validation message, in the language of the field. Empty if the value is valid. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether the field is validated. `false` while it is disabled. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Returns `true` if the value is valid. Otherwise fires `invalid` and returns `false`. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** Returns `true` if the value is valid. Otherwise fires `invalid`, shows the validation message and returns `false`. */
  reportValidity(): boolean {
    const valid = this.internals.reportValidity();
    if (!valid) this.showValidity();
    return valid;
  }

  /** Sets a custom validation message, which makes the field invalid. An empty string removes it. */
  setCustomValidity(message: string): void {
    this.#form.setCustomValidity(message);
  }

  /** Whether the value is invalid and the error is shown. */
  protected get userInvalid(): boolean {
    return this.#form.userInvalid;
  }

  /** Shows the validation message if the value is invalid. */
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

  /** Changes the value on a user's behalf, and fires the events that a native control would. */
  protected changeValues(values: readonly string[]): void {
    this.values = values;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #changed(): void {
    this.#defaults = this.#defaultValues.length > 0 ? this.#defaultValues : idsOf(this.defaultValue);
    this.#form.changed();
  }

  /** Writes an attribute only if it changes, because each write counts as a change. */
  #write(name: string, value: string | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
  }
}
