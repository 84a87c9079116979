import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { processesOfSession } from './session-processes.ts';
import type { VrrpRole } from './status.ts';

/** What the next foundation must know to take over the guests of one that was killed. */
export interface RememberedGuests {
  readonly haproxy: ProcessIdentity | undefined;
  readonly old: readonly ProcessIdentity[];
  /** nginx's master; a dead one may have left its workers. */
  readonly nginx: ProcessIdentity | undefined;
  readonly oldNginx: readonly ProcessIdentity[];
  readonly keepalived: ProcessIdentity | undefined;
  readonly roles: Readonly<
    Record<string, { readonly role: VrrpRole; readonly priority: number | undefined }>
  >;
}

const NOBODY: RememberedGuests = {
  haproxy: undefined,
  old: [],
  nginx: undefined,
  oldNginx: [],
  keepalived: undefined,
  roles: {},
};

/** Those of the remembered that still live. A missing or corrupt file means nobody. */
export function recallGuests(path: string): RememberedGuests {
  try {
    const read = { ...NOBODY, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<RememberedGuests>) };
    const nginx = ifAlive(read.nginx);
    const masters =
      nginx === undefined && read.nginx !== undefined ? [read.nginx, ...read.oldNginx] : read.oldNginx;
    return {
      haproxy: ifAlive(read.haproxy),
      old: read.old.filter(isAlive),
      nginx,
      oldNginx: masters.filter((master) => isAlive(master) || processesOfSession(master, 'nginx').length > 0),
      keepalived: ifAlive(read.keepalived),
      roles: read.roles,
    };
  } catch {
    return NOBODY;
  }
}

/** Best effort: without the file (a full disk) the next foundation only starts guests where it could have adopted them. */
export function rememberGuests(path: string, guests: RememberedGuests): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(guests), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // Told by nobody on purpose: it would be told at every change.
  }
}

function ifAlive(identity: ProcessIdentity | undefined): ProcessIdentity | undefined {
  return identity !== undefined && isAlive(identity) ? identity : undefined;
}
