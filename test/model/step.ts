import { expect } from '@open-wc/testing';
import type { AsyncCommand } from 'fast-check';
import { check, checkSettled } from './checks.js';
import type { Model } from './model.js';
import type { Real } from './real.js';

/** One thing that happens: what it does to the picker, and to the model of it. */
export interface Step {
  readonly name: string;
  readonly when?: (model: Model) => boolean;
  /** It takes the picker out of its document, if only for a moment: nothing keeps the focus then. */
  readonly moves?: true;
  /** @returns how many changes of the value the page must have heard of */
  readonly run: (model: Model, real: Real, at: number) => number | undefined;
}

export const searches = ['', 'win', 'linux', 'ubuntu 22', '20', 'nothing is called this', 'e'];

export function pick<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** A step that is taken, with or without waiting for what comes of it. */
export class Taken implements AsyncCommand<Model, Real> {
  readonly #step: Step;
  readonly #at: number;
  readonly #waits: boolean;

  constructor(step: Step, at: number, waits: boolean) {
    this.#step = step;
    this.#at = at;
    this.#waits = waits;
  }

  check(model: Readonly<Model>): boolean {
    return this.#step.when?.(model) ?? true;
  }

  async run(model: Model, real: Real): Promise<void> {
    real.events.length = 0;
    // What is pressed is what is shown.
    while (real.picker.isUpdatePending) await real.picker.updateComplete;
    real.notice(model);
    const hadFocus = document.activeElement === real.picker;
    const changes = this.#step.run(model, real, this.#at) ?? 0;
    await real.picker.updateComplete;
    if (this.#waits) await real.settle(model);
    const heard = Array.from({ length: changes }, () => ['input', 'change']).flat();
    expect(real.events, 'events').to.deep.equal(heard);
    if (this.#waits) checkSettled(model, real);
    else check(model, real);
    if (hadFocus && this.#step.moves !== true && model.isUsable) {
      expect(document.activeElement, 'what has the focus').to.equal(real.picker);
    }
  }

  toString(): string {
    return `${this.#step.name} (${this.#at}${this.#waits ? '' : ', without waiting'})`;
  }
}
