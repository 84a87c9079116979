import * as z from 'zod';
import { isHostName, parseIp } from '../../base/address.ts';
import { Fault } from '../../base/fault.ts';
import { isManagerName } from '../../site/presets/wazuh/manager-name.ts';
import { deepFreeze } from '../../spec/deep-freeze.ts';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/);

/** Both come from a cluster's API and go into HAProxy's commands: nothing else is let in. */
const managerName = z.string().refine(isManagerName, 'not a name that HAProxy and a spec can hold');
const host = z
  .string()
  .refine((text) => parseIp(text) !== undefined || isHostName(text), 'neither an IP address nor a host name');

/**
 * What an operator wants, other than the spec says. Of each *subject* (a server's state, its weight, a VIP's holder, a
 * node's hand) one wish is kept; a wish that takes another back (`ready`, null, false) is kept like any other, so that
 * a peer that has not heard of it cannot bring the former one back.
 */
export const wishSchema = z.discriminatedUnion('kind', [
  /** drain: no new sessions, those that are there go on; maint: out, and not checked; ready: as the spec says. */
  z.object({
    kind: z.literal('server-state'),
    pool: name,
    server: name,
    state: z.enum(['ready', 'drain', 'maint']),
  }),
  /** null = the spec's weight. */
  z.object({
    kind: z.literal('server-weight'),
    pool: name,
    server: name,
    weight: z.int().min(0).max(256).nullable(),
  }),
  /** The node that is preferred as holder of a VIP; null = the spec's order. */
  z.object({ kind: z.literal('vip-holder'), vip: name, node: name.nullable() }),
  /**
   * A manager of the Wazuh cluster that was discovered, and its address; null = it is gone. Its role counts only where the
   * spec names no manager.
   */
  z.object({
    kind: z.literal('manager'),
    manager: managerName,
    address: host.nullable(),
    role: z.enum(['master', 'worker']).optional(),
  }),
  /** Whether the daemon of one node changes anything; node null = the whole site. */
  z.object({ kind: z.literal('pause'), node: name.nullable(), paused: z.boolean() }),
]);

/** Lamport's clock: greater than every version its writer had seen; the node's name decides between equal ones. */
const versionSchema = z.object({ counter: z.int().positive(), node: name });

const time = z.iso.datetime();

export const intentSchema = z
  .object({
    /** `COUNTER@NODE`, from its version. */
    id: z.string(),
    wish: wishSchema,
    /** Who asked for it. */
    who: z.string().max(256),
    /** Their reason; empty = none given. */
    why: z.string().max(1024),
    /** When it was asked for: ISO 8601 in UTC, by the clock of the node that was asked. */
    at: time,
    /** When it ends by itself; null = when somebody takes it back. */
    until: time.nullable(),
    version: versionSchema,
  })
  .refine(({ id, version }) => id === `${version.counter}@${version.node}`, 'its id is not its version');

/** Operators' intents: one a subject, sorted by subject. Frozen, JSON-serialisable. */
export const intentsSchema = z
  .array(intentSchema)
  .refine((all) => new Set(all.map(subjectOf)).size === all.length, 'two intents are about one thing');

export type Wish = Readonly<z.infer<typeof wishSchema>>;
export type Intent = Readonly<z.infer<typeof intentSchema>>;
export type Intents = readonly Intent[];

/** What a wish is about, as text: `server-state/web/web1`, `vip-holder/edge`, `manager/worker4`, `pause/lb1`, `pause/`. */
export function subjectOf({ wish }: Pick<Intent, 'wish'>): string {
  switch (wish.kind) {
    case 'server-state':
    case 'server-weight':
      return `${wish.kind}/${wish.pool}/${wish.server}`;
    case 'vip-holder':
      return `${wish.kind}/${wish.vip}`;
    case 'manager':
      return `${wish.kind}/${wish.manager}`;
    case 'pause':
      return `${wish.kind}/${wish.node ?? ''}`;
  }
}

/**
 * Intents from a file or a peer.
 * @throws Fault `node/intents-unreadable`; none is taken then, since one that is left out could be the one that matters
 */
export function readIntents(value: unknown, from: string): Intents {
  const read = intentsSchema.safeParse(value);
  if (read.success) return sorted(read.data);
  const [issue] = read.error.issues;
  const where = issue === undefined ? '' : ` (${issue.path.join('.') || 'the list'}: ${issue.message})`;
  throw new Fault(
    'node/intents-unreadable',
    `The operators' intents from ${from} cannot be read${where}.`,
    'Bring all nodes to one version of Holdfast, then set the intents again: holdfast server drain, maint, weight.',
    where.trim(),
  );
}

/** Same intents, same bytes. */
export function sorted(intents: Iterable<Intent>): Intents {
  const keyed = [...intents].map((intent) => [subjectOf(intent), intent] as const);
  return deepFreeze(keyed.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, intent]) => intent));
}
