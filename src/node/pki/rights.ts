import type { Role } from './identity.ts';

/** Look at the site; change it; speak as one of its nodes. */
export type Right = 'look' | 'change' | 'peer';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  // A node changes its peers too: it hands on operators' intents and fetches releases.
  node: ['look', 'change', 'peer'],
  operator: ['look', 'change'],
  viewer: ['look'],
};

export function may(role: Role, right: Right): boolean {
  return RIGHTS[role].includes(right);
}
