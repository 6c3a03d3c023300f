import { Component, signal } from '@angular/core';
import { OrderForm } from './order-form';

@Component({
  selector: 'order-app',
  imports: [OrderForm],
  template: `
    <h1>Order machines</h1>
    <button type="button" (click)="open.set(!open())">{{ open() ? 'Cancel order' : 'New order' }}</button>
    @if (open()) {
      <order-form />
    }
  `,
})
export class App {
  protected readonly open = signal(false);
}
