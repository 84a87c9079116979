import { type DiscoverFacts, type DiscoverMemory, type ManagerMemory } from './discovery.ts';
import { ownOf, type ReadNodes } from './read-nodes.ts';

/** A daemon that was stopped, a clock that was set: of the time between two answers no more is counted. */
const LONGEST_GAP_MS = 60_000;
const REMEMBERED_MS = 3_600_000;
const NEW: ManagerMemory = { said: undefined, steadyMs: 0, unseenMs: 0, unlistedMs: 0, changes: [] };

export function memoryOf({ managers }: DiscoverMemory, name: string): ManagerMemory {
  return ownOf(managers, name) ?? NEW;
}

/** The memory with what was seen now. Only time in which the cluster answered counts. */
export function rememberSeen(
  memory: DiscoverMemory,
  facts: DiscoverFacts,
  { candidates, listed }: ReadNodes,
): DiscoverMemory {
  const { cluster, wished, checks, nowMs } = facts;
  const passedMs = Math.min(LONGEST_GAP_MS, Math.max(0, nowMs - (memory.answeredAtMs ?? nowMs)));
  const says = new Map(candidates.map(({ name, address, role }) => [name, `${address} ${role}`]));
  const present = Object.entries(wished).flatMap(([name, { address }]) => (address === null ? [] : [name]));
  const names = new Set([...Object.keys(cluster.managers), ...present, ...listed, ...recent(memory, nowMs)]);
  const managers = [...names].sort().map((name) => {
    const former = memoryOf(memory, name);
    const said = says.get(name);
    const isUnseen = !listed.has(name) && (ownOf(checks, name) ?? 'down') === 'down';
    const now: ManagerMemory = {
      said,
      steadyMs: said !== undefined && said === former.said ? former.steadyMs + passedMs : 0,
      unseenMs: isUnseen ? former.unseenMs + passedMs : 0,
      unlistedMs: listed.has(name) ? 0 : former.unlistedMs + passedMs,
      changes: former.changes.filter((atMs) => isRecent(atMs, nowMs)),
    };
    return [name, now] as const;
  });
  return { answeredAtMs: nowMs, managers: Object.fromEntries(managers) };
}

/** The memory with these managers changed now. */
export function rememberChanges(
  memory: DiscoverMemory,
  names: readonly string[],
  nowMs: number,
): DiscoverMemory {
  const changed = names.map((name) => {
    const former = memoryOf(memory, name);
    return [name, { ...former, changes: [...former.changes, nowMs] }] as const;
  });
  return { ...memory, managers: { ...memory.managers, ...Object.fromEntries(changed) } };
}

function recent({ managers }: DiscoverMemory, nowMs: number): string[] {
  return Object.entries(managers)
    .filter(([, { changes }]) => changes.some((atMs) => isRecent(atMs, nowMs)))
    .map(([name]) => name);
}

function isRecent(atMs: number, nowMs: number): boolean {
  return atMs <= nowMs && nowMs - atMs < REMEMBERED_MS;
}
