import { z } from 'zod/mini';

// Query strings carry text: each of these takes text and gives the value.

/** `1` and `true` are yes; `0`, `false` and an empty text are no. */
export const flagParam = z.optional(
  z.pipe(
    z.enum(['1', 'true', '0', 'false', '']),
    z.transform((text) => text === '1' || text === 'true'),
  ),
);

/** A whole number from `least` to `most`. */
export const countParam = (least: number, most: number) =>
  z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,15}$/, `must be a whole number from ${least} to ${most}`)),
      z.pipe(z.transform(Number), z.int().check(z.minimum(least), z.maximum(most))),
    ),
  );

/** Where a list continues: the `cursor` of its last answer. */
export const cursorParam = z.optional(z.string().check(z.maxLength(500)));
