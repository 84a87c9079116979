import type * as z from 'zod';

/** A text from outside as a value of a shape, or why it is none; never throws. */
export function readJson<Shape extends z.ZodType>(
  shape: Shape,
  text: string,
): { readonly value: z.output<Shape> } | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { why: 'no JSON' };
  }
  const read = shape.safeParse(value);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  return { why: `an answer of another shape (${issue?.path.join('.') || 'the whole'}: ${issue?.message})` };
}
