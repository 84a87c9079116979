import type { IncomingMessage } from 'node:http';
import { userInfo } from 'node:os';
import type { Role } from '../pki/identity.ts';
import { identityOf } from '../pki/mutual-tls-server.ts';
import { may as mayRole, type Right } from '../pki/rights.ts';

/** Who asks, as the connection proves it. */
export interface Caller {
  /** `owner`: this machine's own user, over the unix socket. */
  readonly role: Role | 'owner';
  /** For journal and intents. */
  readonly who: string;
  /** An address, or `unix`. */
  readonly from: string;
}

/** In it a door says for whom it asks, percent-encoded: `sudo` hides a name that the journal should know. */
export const WHO_HEADER = 'holdfast-who';

const OWNER = `${ownName()}@unix`;

/** undefined = the connection proves nothing. */
export function callerOf(request: IncomingMessage, onUnixSocket: boolean): Caller | undefined {
  if (onUnixSocket) return { role: 'owner', who: named(OWNER, request), from: 'unix' };
  const identity = identityOf(request.socket);
  if (identity === undefined) return undefined;
  const { role, name } = identity;
  // A person's certificate says who it is; a node speaks for people whom it has let in itself.
  const who = role === 'node' ? named(name, request) : name;
  return { role, who, from: request.socket.remoteAddress ?? '' };
}

/** Whoever can open the socket could as well stop the daemon: it may all that can be asked. */
export function may({ role }: Caller, right: Right): boolean {
  return role === 'owner' || mayRole(role, right);
}

/** For the log: `viewer board at 10.77.0.9`. */
export function callerWords({ role, who, from }: Caller): string {
  return from === 'unix' ? who : `${role} ${who} at ${from}`;
}

/** `anna (root@unix)`: the first is claimed, the second proven. */
function named(proven: string, { headers }: IncomingMessage): string {
  const claimed = decode(String(headers[WHO_HEADER] ?? '')).trim();
  // A root that nobody became by sudo is named once.
  if (claimed === '' || claimed === proven || proven === `${claimed}@unix`) return proven;
  return `${claimed} (${proven})`;
}

/** With what is proven behind it, it must fit into an intent. */
const LONGEST_NAME = 96;

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, LONGEST_NAME);
  } catch {
    return '';
  }
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in passwd(5), as in some containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
