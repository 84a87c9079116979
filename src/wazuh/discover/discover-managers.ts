import { isExcluded } from '../../site/presets/wazuh/is-excluded.ts';
import type { DiscoverFacts, DiscoverMemory, Discovery, ManagerFinding, ManagerWish } from './discovery.ts';
import { type Candidate, ownOf, readNodes } from './read-nodes.ts';
import { memoryOf, rememberChanges, rememberSeen } from './remember-seen.ts';

/** A manager that moves loses its agents for a moment: one answer is not enough. */
const MOVE_MS = 15_000;
/** After a change in the last hour the next one waits: 20 s, 40 s, and so on. */
const FIRST_DAMP_MS = 10_000;
const LONGEST_DAMP_MS = 600_000;
const FLAPS = 4;
/** A worker that died silently leaves the list after 120 s, and one that lost its master asks for it each 10 s. */
const APART_MS = 180_000;
/** Names that are wished for or were, of which each stays in the intents. */
const MOST_NAMES = 1_000;

const NOTHING = { wishes: [], reasons: [], findings: [] } as const;

type Step = ManagerWish & { readonly why: string };

/**
 * What to ask for, from what the cluster and the checks say; pure. Managers of the spec are never touched. A new one comes at
 * once, one that changed lately waits until it is steady; one goes when nobody has seen it for `removeAfter`, but never the
 * last one, and never while a node of ours is out of reach.
 */
export function discoverManagers(facts: DiscoverFacts, former: DiscoverMemory): Discovery {
  const { cluster, nodes, wished, nowMs } = facts;
  // Who is blind keeps everything as it is, but for what the spec itself no longer wants.
  if (nodes === undefined && cluster.discover) return { ...NOTHING, memory: former };
  const read = readNodes(facts, nodes ?? []);
  const seen = nodes === undefined ? former : rememberSeen(former, facts, read);
  const coming = cluster.discover ? read.candidates.flatMap((one) => comingOf(one, facts, seen) ?? []) : [];
  const isFull = Object.keys(wished).length >= MOST_NAMES;
  const allowed = coming.filter(({ manager }) => !isFull || Object.hasOwn(wished, manager));
  const steps = [...allowed, ...goingOf(facts, seen, allowed)];
  const changed = steps.map(({ manager }) => manager);
  return {
    wishes: steps.map(({ why: _, ...wish }) => wish),
    reasons: steps.map(({ why }) => why),
    findings: [
      ...(cluster.discover ? read.findings : []),
      ...(allowed.length < coming.length ? [namesUsedUp()] : []),
      ...(nodes === undefined ? [] : standing(facts, seen)),
    ],
    memory: rememberChanges(seen, changed, nowMs),
  };
}

/** undefined = it is as it should be, or it is too early. */
function comingOf(candidate: Candidate, facts: DiscoverFacts, memory: DiscoverMemory): Step | undefined {
  const { name, address, role } = candidate;
  const present = ownOf(facts.wished, name);
  const isPresent = present !== undefined && present.address !== null;
  if (isPresent && present.address === address && present.role === role) return undefined;
  const { steadyMs, changes } = memoryOf(memory, name);
  const damped = changes.length === 0 ? 0 : Math.min(LONGEST_DAMP_MS, FIRST_DAMP_MS * 2 ** changes.length);
  if (steadyMs < Math.max(damped, isPresent ? MOVE_MS : 0)) return undefined;
  const why = isPresent
    ? `the cluster says that it is at ${address} now, as ${role}`
    : `it has joined the cluster as ${role}`;
  return { kind: 'manager', manager: name, address, role, why };
}

function goingOf(facts: DiscoverFacts, memory: DiscoverMemory, coming: readonly Step[]): Step[] {
  const { cluster, wished, arePeersSeen } = facts;
  if (!arePeersSeen) return [];
  const present = Object.keys(wished).filter(
    (name) => wished[name]!.address !== null && !Object.hasOwn(cluster.managers, name),
  );
  const due = present.filter(
    (name) => !cluster.discover || memoryOf(memory, name).unseenMs >= Math.max(1, cluster.removeAfterMs),
  );
  const stays = [...Object.keys(cluster.managers), ...coming.map(({ manager }) => manager), ...present].some(
    (name) => !due.includes(name) && !isExcluded(name, cluster.exclude),
  );
  const going = stays ? due : withoutLast(due, facts, memory);
  const why = cluster.discover
    ? 'neither the cluster nor the checks have seen it for too long'
    : 'the spec no longer lets managers be discovered';
  return going.map((name) => ({ kind: 'manager', manager: name, address: null, why }));
}

/** The one that was seen last stays: a pool without servers helps nobody. */
function withoutLast(
  due: readonly string[],
  { cluster }: DiscoverFacts,
  memory: DiscoverMemory,
): readonly string[] {
  const [last] = due
    .filter((name) => !isExcluded(name, cluster.exclude))
    .sort(
      (left, right) =>
        memoryOf(memory, left).unseenMs - memoryOf(memory, right).unseenMs || (left < right ? -1 : 1),
    );
  return due.filter((name) => name !== last);
}

function standing({ cluster, checks, nodes }: DiscoverFacts, memory: DiscoverMemory): ManagerFinding[] {
  const addresses = new Set((nodes ?? []).map(({ ip }) => ip));
  return Object.entries(memory.managers).flatMap(([name, { unlistedMs, changes }]) => {
    const own = ownOf(cluster.managers, name);
    const isOther = own !== undefined && addresses.has(own);
    const isApart = unlistedMs >= APART_MS && ownOf(checks, name) === 'up';
    return [
      ...(isApart ? [apart(name, isOther)] : []),
      ...(changes.length >= FLAPS ? [flaps(name, changes.length)] : []),
    ];
  });
}

function apart(name: string, isOther: boolean): ManagerFinding {
  return {
    code: 'wazuh/manager-not-in-cluster',
    about: `manager/${name}`,
    message: isOther
      ? `The cluster knows the manager at the address of ${name} by another name, so that its agents cannot be asked to move.`
      : `Manager ${name} takes agents, but the cluster does not list it: its agents’ states do not reach the master.`,
    remedy: isOther
      ? 'Give it the name in the spec that /var/ossec/bin/cluster_control -l shows.'
      : `Look at its connection to the master: /var/ossec/bin/cluster_control -l, and logs/cluster.log on ${name}.`,
  };
}

function flaps(name: string, times: number): ManagerFinding {
  return {
    code: 'wazuh/manager-flaps',
    about: `manager/${name}`,
    message: `Manager ${name} has come, moved or gone ${times} times in an hour; each further change waits longer.`,
    remedy: `Look at logs/cluster.log on ${name} and on the master; raise wazuh.removeAfter if it is short.`,
  };
}

function namesUsedUp(): ManagerFinding {
  return {
    code: 'wazuh/too-many-managers',
    about: 'managers',
    message: `The cluster has told of more than ${MOST_NAMES} different names; no new one is believed.`,
    remedy: 'See that wazuh.api.urls leads to the right cluster, and name its managers in the spec.',
  };
}
