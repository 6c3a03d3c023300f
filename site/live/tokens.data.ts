import { elements } from '../../scripts/manifest.js';

/** A design token of the picker. */
export interface Token {
  readonly name: string;
  readonly description: string;
  readonly value: string;
}

export declare const data: readonly Token[];

export default {
  watch: ['../../custom-elements.json'],
  load: (): Token[] =>
    (elements.get('image-picker')?.cssProperties ?? []).map(({ name, description = '', default: value = '' }) => ({
      name,
      description,
      value,
    })),
};
