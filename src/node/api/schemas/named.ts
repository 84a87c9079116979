import * as z from 'zod';

/** Every schema with a name of its own in the API's description: a body, an answer, or what several of them hold. */
export const NAMED = z.registry<{ id: string; description: string }>();

/** Gives a schema its name and one sentence on what it is. */
export function named<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  NAMED.add(schema, { id, description });
  return schema;
}
