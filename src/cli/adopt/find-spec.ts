import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { say } from '../say.ts';

/** Where the daemon's unit looks. */
export const SPEC_FILE = '/etc/holdfast/holdfast.yaml';
const REVISIONS = '/var/lib/holdfast/revisions';

/**
 * The spec that will be in force here: what this node has accepted before counts, not the file in /etc, which is read
 * only while nothing was accepted. undefined = there is none.
 */
export function findSpec(): string | undefined {
  const accepted = newestRevision();
  if (accepted !== undefined) {
    if (existsSync(SPEC_FILE) && readFileSync(SPEC_FILE, 'utf8') !== readFileSync(accepted, 'utf8'))
      say(`This node has accepted ${accepted} before: that counts, and ${SPEC_FILE} says something else.`);
    return accepted;
  }
  return existsSync(SPEC_FILE) ? SPEC_FILE : undefined;
}

function newestRevision(): string | undefined {
  if (!existsSync(REVISIONS)) return undefined;
  const newest = readdirSync(REVISIONS)
    .filter((name) => /^\d{6,}$/.test(name))
    .toSorted()
    .at(-1);
  return newest === undefined ? undefined : `${REVISIONS}/${newest}/spec.yaml`;
}
