import * as z from 'zod/mini';
import { asText } from './readers.js';

type Scalar = string | number | boolean;

// A check of our own costs the bundle 700 bytes less than the union of the three.
const scalar = z.nullish(z.custom<Scalar>((value) => ['string', 'number', 'boolean'].includes(typeof value)));

/**
 * What the document calls a text, a number or a flag. The names say which; any scalar is accepted, because vendors write numbers
 * as texts and texts as numbers, and neither may cost a row. The readers below sort it out.
 */
export { scalar as flag, scalar as number, scalar as text };

/** The one field without which a row is no image. One with half of a character is none: a form would submit another one. */
export const id = z.custom<string | number>(
  (value) => typeof value !== 'boolean' && /^\P{Cs}+$/u.test(asText(value) ?? ''),
);

/** The rows of a page, not yet looked at. */
export const rows = z.nullish(z.array(z.unknown()));

/** Whatever the vendor puts there: no document says. */
export const anyValue = z.nullish(z.unknown());

/** An object whose keys are not documented. */
export const anyObject = z.nullish(z.looseObject({}));

/** An optional list, in which a null stands for nothing. */
export const list = <Item extends z.ZodMiniType>(item: Item) => z.nullish(z.array(z.nullish(item)));
