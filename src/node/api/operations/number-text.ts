import * as z from 'zod';

/** A whole number as it stands in an address: digits, and nothing that JavaScript would also take for a number. */
export function numberText(least: number, most: number) {
  return z
    .string()
    .regex(/^-?(0|[1-9][0-9]{0,15})$/, 'is no whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}
