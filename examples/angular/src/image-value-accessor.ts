import { Directive, ElementRef, forwardRef, inject } from '@angular/core';
import { NG_VALUE_ACCESSOR, type ControlValueAccessor } from '@angular/forms';
import type { ImageField } from 'cloud-image-picker/types';

/** Connects a picker to a form control. Its value is an id; with `multiple`, an array of ids. */
@Directive({
  selector: 'workspace-images[formControlName], image-picker[formControlName]',
  providers: [{ provide: NG_VALUE_ACCESSOR, useExisting: forwardRef(() => ImageValueAccessor), multi: true }],
  host: { '(change)': 'changed()', '(focusout)': 'touched()' },
})
export class ImageValueAccessor implements ControlValueAccessor {
  readonly #field = inject<ElementRef<ImageField>>(ElementRef).nativeElement;
  protected changed = () => {};
  protected touched = () => {};

  /** The default is what a reset button returns to, after Angular has reset the control. */
  writeValue(value: string | readonly string[] | null) {
    if (this.#field.multiple) this.#field.values = this.#field.defaultValues = value;
    else this.#field.value = this.#field.defaultValue = String(value ?? '');
  }

  registerOnChange(changed: (value: string | readonly string[]) => void) {
    this.changed = () => changed(this.#field.multiple ? this.#field.values : this.#field.value);
  }

  registerOnTouched(touched: () => void) {
    this.touched = touched;
  }

  setDisabledState(disabled: boolean) {
    this.#field.disabled = disabled;
  }
}
