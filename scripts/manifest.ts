import { readFileSync } from 'node:fs';

/** The common properties of all items in the manifest. */
export interface Item {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Field extends Item {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly reflects?: boolean;
  readonly setType?: { readonly text: string };
  /** Of a method. */
  readonly parameters?: readonly Item[];
  readonly return?: { readonly type: { readonly text: string } };
}

/** An element, as custom-elements.json describes it. */
export interface ManifestElement {
  readonly name: string;
  readonly tagName: string;
  readonly summary: string;
  readonly description: string;
  readonly members: readonly Field[];
  readonly attributes: readonly (Item & { readonly fieldName: string })[];
  readonly events?: readonly Item[];
  readonly slots?: readonly Item[];
  readonly cssParts?: readonly Item[];
  readonly cssProperties?: readonly Item[];
  readonly cssStates?: readonly Item[];
}

interface Manifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations: readonly ManifestElement[];
    readonly exports: readonly { readonly kind: 'js' | 'custom-element-definition'; readonly name: string }[];
  }[];
}

export const { modules } = JSON.parse(
  readFileSync(new URL('../custom-elements.json', import.meta.url), 'utf8'),
) as Manifest;

/** By their tag names. */
export const elements: ReadonlyMap<string, ManifestElement> = new Map(
  modules.flatMap(({ declarations }) => declarations.map((element) => [element.tagName, element])),
);
