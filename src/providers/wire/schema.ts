import type { StandardSchema } from '../provider.js';
import { asText, isJsonObject } from './readers.js';

/** A schema that only checks, and converts nothing: a valid value is returned unchanged. */
export interface Schema<Output> extends StandardSchema<Output> {
  readonly is: (value: unknown) => value is Output;
  /** @throws TypeError if the value is invalid */
  readonly parse: (value: unknown) => Output;
}

/** What a schema accepts. */
export type Infer<Type> = Type extends Schema<infer Output> ? Output : never;

type Shape = Readonly<Record<string, Schema<unknown>>>;
type OptionalKey<Fields> = { [Key in keyof Fields]: undefined extends Infer<Fields[Key]> ? Key : never }[keyof Fields];
type Checked<Fields> = { readonly [Key in Exclude<keyof Fields, OptionalKey<Fields>>]: Infer<Fields[Key]> } & {
  readonly [Key in OptionalKey<Fields>]?: Infer<Fields[Key]>;
} & Readonly<Record<string, unknown>>;

/** A schema for the values that pass a test. */
export const schema = <Output>(is: (value: unknown) => value is Output): Schema<Output> => ({
  is,
  parse: (value) => {
    if (is(value)) return value;
    throw new TypeError('invalid');
  },
  '~standard': {
    version: 1,
    vendor: 'cloud-image-picker',
    validate: (value) => (is(value) ? { value } : { issues: [{ message: 'invalid' }] }),
  },
});

/** An object with these fields, and perhaps others. */
export function object<Fields extends Shape>(fields: Fields): Schema<Checked<Fields>> {
  const checks = Object.entries(fields);
  return schema(
    (value): value is Checked<Fields> => isJsonObject(value) && checks.every(([key, { is }]) => is(value[key])),
  );
}

/** A value that may be absent or null. */
export const optional = <Output>({ is }: Schema<Output>): Schema<Output | null | undefined> =>
  schema((value): value is Output | null | undefined => value === undefined || value === null || is(value));

const scalar = optional(
  schema((value): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value)),
);

/**
 * A documented string, number or boolean. The names say which, but any scalar is accepted, because vendors send numbers as strings and
 * the reverse, and no row should be lost for that. The readers convert it.
 */
export { scalar as flag, scalar as number, scalar as text };

/** The only required field of an image. An id with a lone surrogate is invalid, because a form would submit it changed. */
export const id = schema(
  (value): value is string | number => typeof value !== 'boolean' && /^\P{Cs}+$/u.test(asText(value) ?? ''),
);

/** The rows of a page, not yet validated. */
export const rows = optional(schema((value): value is readonly unknown[] => Array.isArray(value)));

/** An undocumented value. */
export const anyValue = schema((_value): _value is unknown => true);

/** An object with undocumented keys. */
export const anyObject = optional(object({}));

/** An optional list that may contain nulls. */
export const list = <Item>(item: Schema<Item>): Schema<readonly (Item | null | undefined)[] | null | undefined> => {
  const { is } = optional(item);
  return optional(
    schema((value): value is readonly (Item | null | undefined)[] => Array.isArray(value) && value.every(is)),
  );
};
