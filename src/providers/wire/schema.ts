import * as z from 'zod/mini';
import { asText } from './readers.js';

type Scalar = string | number | boolean;

// A custom check is 700 bytes smaller in the bundle than a union.
const scalar = z.nullish(z.custom<Scalar>((value) => ['string', 'number', 'boolean'].includes(typeof value)));

/**
 * A documented string, number or boolean. The names say which, but any scalar is accepted, because vendors send numbers as strings and
 * the reverse, and no row should be lost for that. The readers convert it.
 */
export { scalar as flag, scalar as number, scalar as text };

/** The only required field of an image. An id with a lone surrogate is invalid, because a form would submit it changed. */
export const id = z.custom<string | number>(
  (value) => typeof value !== 'boolean' && /^\P{Cs}+$/u.test(asText(value) ?? ''),
);

/** The rows of a page, not yet validated. */
export const rows = z.nullish(z.array(z.unknown()));

/** An undocumented value. */
export const anyValue = z.nullish(z.unknown());

/** An object with undocumented keys. */
export const anyObject = z.nullish(z.looseObject({}));

/** An optional list that may contain nulls. */
export const list = <Item extends z.ZodMiniType>(item: Item) => z.nullish(z.array(z.nullish(item)));
