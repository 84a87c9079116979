import { setTimeout as pause } from 'node:timers/promises';
import { areSpread } from '../../src/drill/agents/agents-sample.ts';
import { askHaproxy } from '../../src/engines/haproxy/observe.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { askAgents, askManagers, orderAgents } from '../../src/lab/wazuh-cluster.ts';
import { RUN_FILES } from '../../src/release/foundation-config.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import type { ClusterLab } from './cluster-lab.ts';
import { FOURTH } from './cluster-spec.ts';

/** What a join cost, by what agents, managers and HAProxy say themselves. */
export interface JoinFigures {
  /** From the new manager up in HAProxy to agents spread within the tolerance; Infinity = not in time. */
  readonly balancedMs: number;
  readonly reconnects: number;
  readonly reloads: number;
  readonly mostDown: number;
  /** The most agents that one manager had. */
  readonly worst: number;
  /** Agents that managers asked to connect again. */
  readonly orders: number;
  /** Agents by manager at the end. */
  readonly counts: readonly number[];
}

const POOL = 'wazuh-events';
const TOLERANCE = 0.1;
const LOOK_MS = 50;
const SEEN_WITHIN_MS = 60_000;
const BALANCED_WITHIN_MS = 60_000;
/** A little longer than counts take to settle (`rebalance.settle`, 5 s). */
const QUIET_MS = 6_000;
/** Nothing more may move after that. */
const AFTER_MS = 1_000;

/** A fourth manager joins three. @throws Error when it never comes up in HAProxy */
export async function measureJoin(cluster: ClusterLab): Promise<JoinFigures> {
  const before = await cluster.open();
  const engines = await haproxyPids(before);
  await orderAgents(before, { do: 'reset' });
  const joining = cluster.join();
  // The command takes its time to return: what counts is when HAProxy sees the new one.
  const seen = waitUntil('the fourth manager is up in HAProxy', SEEN_WITHIN_MS, () => isUp(before));
  const [ended, seeing] = await Promise.allSettled([
    joining,
    seen.then(async () => look(await cluster.open(), engines, performance.now())),
  ]);
  if (ended.status === 'rejected') throw ended.reason;
  if (seeing.status === 'rejected') throw seeing.reason;
  return seeing.value;
}

/** A fleet that has just been switched on is in motion, and nothing begins before it has settled: here it has been on for days. */
export async function untilQuiet(lab: Lab): Promise<void> {
  let former = '';
  let sinceMs = performance.now();
  await waitUntil('the agents have settled', SEEN_WITHIN_MS, async () => {
    const managers = Object.values(await askManagers(lab));
    const now = JSON.stringify(managers.map((status) => status?.sessions));
    if (now !== former) sinceMs = performance.now();
    former = now;
    return performance.now() - sinceMs >= QUIET_MS;
  });
}

async function look(lab: Lab, engines: string, seenAtMs: number): Promise<JoinFigures> {
  let worst = 0;
  let balancedAtMs = Number.POSITIVE_INFINITY;
  let counts: readonly number[] = [];
  for (;;) {
    const [agents, managers] = await Promise.all([askAgents(lab), askManagers(lab)]);
    const sessions = Object.fromEntries(
      Object.entries(managers).map(([name, status]) => [name, status?.sessions ?? 0]),
    );
    counts = Object.values(sessions);
    worst = Math.max(worst, ...counts);
    const nowMs = performance.now();
    const isBalanced = agents !== undefined && agents.down === 0 && areSpread(sessions, TOLERANCE);
    if (!isBalanced) balancedAtMs = Number.POSITIVE_INFINITY;
    else balancedAtMs = Math.min(balancedAtMs, nowMs);
    if (nowMs - balancedAtMs > AFTER_MS || nowMs - seenAtMs > BALANCED_WITHIN_MS) break;
    await pause(LOOK_MS);
  }
  const [agents, managers, now] = await Promise.all([askAgents(lab), askManagers(lab), haproxyPids(lab)]);
  return {
    balancedMs: balancedAtMs - seenAtMs,
    reconnects: agents?.reconnects ?? Number.POSITIVE_INFINITY,
    reloads: now === engines ? 0 : 1,
    mostDown: agents?.mostDown ?? Number.POSITIVE_INFINITY,
    worst,
    orders: Object.values(managers).reduce((sum, status) => sum + (status?.reconnectOrders ?? 0), 0),
    counts,
  };
}

/** Columns of `show stat`: pxname, svname, …, status is the 18th. */
async function isUp(lab: Lab): Promise<boolean> {
  const csv = await askHaproxy(`${lab.dir}/lb1/${RUN_FILES.stats}`, 'show stat -1 4 -1').catch(() => '');
  return csv.split('\n').some((line) => {
    const [pool, server, ...rest] = line.split(',');
    return pool === POOL && server === FOURTH && (rest[15] ?? '').startsWith('UP');
  });
}

/** A reload is another process. */
async function haproxyPids({ dir, site }: Lab): Promise<string> {
  const answers = site.nodes.map(({ name }) => askHaproxy(`${dir}/${name}/${RUN_FILES.stats}`, 'show info'));
  return (await Promise.all(answers)).map((text) => /^Pid: (\d+)/m.exec(text)?.[1] ?? 'none').join(' ');
}
