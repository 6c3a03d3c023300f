import { HttpClient } from '@angular/common/http';
import { Component, CUSTOM_ELEMENTS_SCHEMA, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import { ImageValueAccessor } from './image-value-accessor';
import { rockyAndCentos, ubuntu, windows } from './images';

@Component({
  selector: 'order-form',
  imports: [ReactiveFormsModule, ImageValueAccessor],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form [formGroup]="form" (ngSubmit)="order()">
      <workspace-images
        formControlName="desktop"
        label="Desktop image"
        required
        proxy="/clouds/desktops"
      ></workspace-images>
      <image-picker
        formControlName="servers"
        label="Server images"
        multiple
        provider="openstack"
        proxy="/clouds/servers"
      ></image-picker>
      <p>
        Selected: <output aria-label="Selected">{{ selected }}</output>
      </p>
      <button type="button" (click)="usePreset()">Developer preset</button>
      <button>Order</button>
      <button type="reset">Reset</button>
    </form>
  `,
})
export class OrderForm {
  readonly #http = inject(HttpClient);
  readonly #builder = inject(NonNullableFormBuilder);
  protected readonly form = this.#builder.group({
    desktop: [windows, Validators.required],
    servers: this.#builder.control<readonly string[]>([]),
  });

  protected get selected() {
    const { desktop, servers } = this.form.getRawValue();
    return [desktop, ...servers].join(' ');
  }

  protected usePreset() {
    this.form.setValue({ desktop: ubuntu, servers: rockyAndCentos });
  }

  protected order() {
    this.#http.post('/orders', this.form.getRawValue(), { responseType: 'text' }).subscribe();
  }
}
