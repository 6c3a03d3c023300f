import type { ComplexAttributeConverter, PropertyDeclaration, PropertyDeclarations } from 'lit';
import type { Filters } from '../catalog/index.js';
import type { Params, ParamValue, Provider } from '../providers/provider.js';

/** Filter values by filter ID: one value, or an array of values. */
export type FiltersInput = Readonly<Record<string, string | readonly string[]>> | null | undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses an attribute as JSON. Returns `undefined` if it is invalid: a mistake in the markup must not break the page. */
function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return undefined;
  }
}

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');

/** Keeps a single string as it is, because only some parameters accept an array. */
const oneOrMore = (value: unknown): string | readonly string[] => (typeof value === 'string' ? value : strings(value));

export function parseFilters(filters: unknown): Filters {
  return isRecord(filters)
    ? Object.fromEntries(Object.entries(filters).map(([id, value]) => [id, strings(value)]))
    : {};
}

/** Names by ID. Values that are not strings are ignored. */
export const parseLabels = (labels: unknown): Readonly<Record<string, string>> | undefined => {
  const texts = Object.entries(isRecord(labels) ? labels : {}).filter(
    (entry): entry is [string, string] => !!strings(entry[1])[0],
  );
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
};

export const jsonConverter: ComplexAttributeConverter = { fromAttribute: parseJson };

export const paramsConverter: ComplexAttributeConverter<Params> = {
  fromAttribute: (text) => {
    const params = parseJson(text);
    const entries = isRecord(params) ? Object.entries(params) : [];
    return Object.fromEntries(
      entries.map(([key, value]) => [key, typeof value === 'number' ? value : oneOrMore(value)]),
    );
  },
};

/** A JSON array of strings, or one string as it is. */
const listConverter: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) => {
    const list = parseJson(text);
    return strings(Array.isArray(list) ? list : text);
  },
};

/** Declares a property for each parameter of a provider, with a kebab-case attribute. */
export function paramProperties({ params }: Provider): PropertyDeclarations {
  const declarations = Object.entries(params).map(([name, { repeated }]): [string, PropertyDeclaration] => {
    const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return [name, repeated ? { attribute, converter: listConverter } : { attribute }];
  });
  return Object.fromEntries(declarations);
}

/** Reads the parameters of a provider from the properties of the same names. */
export function paramsOf(element: object, provider: Provider | undefined): Params {
  const names = Object.keys(provider?.params ?? {});
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- Each preset declares its own.
  return Object.fromEntries(names.map((name) => [name, Reflect.get(element, name) as ParamValue | undefined]));
}
