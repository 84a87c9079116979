import type { FileStanding } from './healing-facts.ts';

/** Names of the files in force that somebody has changed since they were put there. */
export function editedByHand(files: readonly FileStanding[]): readonly string[] {
  return files.filter(({ inForce, put }) => inForce !== undefined && inForce !== put).map(({ path }) => path);
}
