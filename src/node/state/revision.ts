import * as z from 'zod';
import type { Release } from '../../release/release.ts';

/** What is known about an accepted spec without reading its texts. */
export interface Revision {
  /** 1 and up; a later one is greater. The same on all nodes of a site that took part. */
  readonly number: number;
  readonly site: string;
  /** The release's digest. */
  readonly release: string;
  /** Who accepted it, as the API knows them. */
  readonly who: string;
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  /** Why, in the operator's words; empty = they said nothing. */
  readonly note: string;
  /** VIP → router id, of every VIP that ever had one: a name that returns gets its former id. */
  readonly routerIds: Readonly<Record<string, number>>;
}

/** A revision with its texts. */
export interface WholeRevision extends Revision {
  /** The text of holdfast.yaml. */
  readonly spec: string;
  readonly files: Release['files'];
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

export const revisionSchema = z.object({
  version: z.literal(1),
  number: z.int().positive(),
  site: z.string(),
  release: z.string(),
  who: z.string(),
  at: z.string(),
  note: z.string(),
  routerIds: z.record(z.string(), z.int()),
});

/** What a file of a release is, without its text. */
export const fileSchema = z.object({
  // Both become parts of a path.
  node: z.string().regex(WORD),
  path: z.string().regex(WORD),
  mode: z.union([z.literal(0o600), z.literal(0o644)]),
  /** JSON knows no undefined. */
  origins: z.array(z.string().nullable()),
  secrets: z.array(z.union([z.object({ env: z.string() }), z.object({ file: z.string() })])),
});

export type StoredFile = z.infer<typeof fileSchema>;
