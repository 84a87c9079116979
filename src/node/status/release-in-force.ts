import type { NodeRelease } from './node-observation.ts';

/** The release that is in force, kept or on trial. */
export function releaseInForce({ trial, digest, revision }: NodeRelease): {
  readonly digest: string;
  readonly revision: number;
} {
  return { digest: trial?.digest ?? digest, revision: trial?.revision ?? revision };
}
