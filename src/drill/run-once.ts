import { Fault } from '../base/fault.ts';
import { observeServers } from '../engines/haproxy/observe.ts';
import type { AgentsFigures } from './agents/agents-figures.ts';
import { AgentsWatch } from './agents/agents-watch.ts';
import type { DrillBeat } from './drill-beat.ts';
import { markDrill } from './drill-marker.ts';
import type { DrillFault, InFlightRule } from './faults/drill-fault.ts';
import type { Ground } from './ground.ts';
import { courseOf, type RunCourse } from './judge/course.ts';
import { type JudgedRun, judgeRun } from './judge/figures.ts';
import type { Span } from './measurements.ts';
import { Recovery } from './recovery.ts';
import { type ProbeLoad, RunningProbe } from './running-probe.ts';
import { Scene } from './scene.ts';
import { nowUs } from './wall-clock.ts';
import { HolderWatch } from './watch/watch-holders.ts';

const READY_WITHIN_MS = 10_000;
const BEFORE_MS = 900;
/** Nothing wrong for that long is recovered. */
const STEADY_MS = 500;
/** From the start of the probe; with its time-out the run stays within ten seconds. */
const LONGEST_MS = 8_600;
/** The same where agents are waited for: one that is refused comes again after 10 s, and may be refused for 60. */
const LONGEST_WITH_AGENTS_MS = 300_000;
/** How long agents may take to report again, or to be spread anew, after all is undone. */
const AGENTS_BACK_MS = 150_000;

export interface DoneRun extends JudgedRun {
  /** Why the site was not as before when the time was over; empty = it was. */
  readonly unsettled: readonly string[];
  readonly course: RunCourse;
}

/**
 * One run: the site must be well; then the probe asks, the fault is done, looked at and undone, and the run ends when
 * the site is well again, and its agents report. Whatever happens, what was done is undone. Throws Faults.
 */
export async function runOnce(
  ground: Ground,
  fault: DrillFault,
  load: ProbeLoad,
  signal: AbortSignal,
  onBeat: (beat: DrillBeat) => void = () => {},
): Promise<DoneRun> {
  const all = ground.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const watch = new HolderWatch(ground.enter, ground.nodes, ground.client, ground.addresses, all);
  const longestMs = fault.needsAgents ? LONGEST_WITH_AGENTS_MS : LONGEST_MS + seenAgainMs(ground);
  let probe: RunningProbe | undefined;
  let scene: Scene | undefined;
  let recovery: Recovery | undefined;
  let agents: AgentsWatch | undefined;
  // Agents that are moved while a fault is measured would be taken for its victims.
  const unmark = fault.needsAgents ? () => {} : markDrill(ground, fault.name, longestMs + AGENTS_BACK_MS);
  try {
    await watch.start();
    recovery = new Recovery(ground, watch.ledger);
    let holder = '';
    if (ground.agents) {
      const through = async () => sessionsElsewhere(ground, watch, holder);
      agents = await AgentsWatch.start(ground.lab, ground.agents.tolerance, through);
    }
    await untilWell(recovery, agents, signal);
    holder = watch.ledger.holdersNow(ground.addresses)[0] ?? '';
    const other = ground.nodes.find((node) => node !== holder) ?? holder;
    scene = new Scene({ ground, watch, holder, other, agents, signal });

    // Where agents are the long sessions, others would be counted among them.
    const longSessions = fault.needsAgents || ground.target.kind === 'udp' ? { longSessions: 0 } : {};
    const startMs = Date.now();
    probe = await RunningProbe.start(
      ground,
      { ...load, longestMs: longestMs + 20_000, ...longSessions },
      (tally) =>
        onBeat({
          startMs,
          atMs: Date.now(),
          ...tally,
          holders: watch.ledger.holdersNow(ground.addresses),
          acts: scene?.acts.length ?? 0,
        }),
    );
    const startUs = nowUs();
    await scene.pause(BEFORE_MS);
    await fault.inject(scene);
    await scene.pause(fault.lookOnMs);
    const before = fault.needsAgents ? await figuresOf(scene, agents) : undefined;
    await scene.repair();
    const isSteady = () => (recovery?.wellSinceUs ?? Infinity) < nowUs() - STEADY_MS * 1000;
    const leftMs = longestMs - (nowUs() - startUs) / 1000;
    const recovered = await scene.until(isSteady, leftMs);
    const endUs = nowUs();
    const { attempts, sessions, repeated } = await probe.end();
    const missing = await untilAgentsWell(scene, fault, agents);
    const measured = {
      attempts,
      sessions,
      ...(ground.target.kind === 'udp' ? { repeated } : {}),
      holds: watch.ledger.holds(),
      marks: {
        startUs,
        endUs,
        lastActUs: scene.lastActUs,
        healedUs: scene.healedUs,
        recoveredUs: recovered ? recovery.wellSinceUs : undefined,
        excused: excusedSpans(fault.endsRequestsInFlight, scene.acts, watch),
      },
    };
    const { figures, observations } = judgeRun(measured, ground.addresses);
    const found = before ?? (await figuresOf(scene, agents));
    return {
      figures: found === undefined ? figures : { ...figures, agents: found },
      observations,
      unsettled: [...(recovered ? [] : recovery.reasons), ...missing],
      course: courseOf(
        measured,
        scene.acts,
        ground.vip,
        ground.site.vips.filter(({ name }) => name !== ground.vip.name),
      ),
    };
  } finally {
    probe?.kill();
    watch.stop();
    try {
      await scene?.repair();
    } finally {
      unmark();
      await agents?.end();
      await recovery?.end();
    }
  }
}

/** A server that was away is well again when its check has come round, which for some is every 10 s. */
function seenAgainMs({ site }: Ground): number {
  const slowest = Math.max(0, ...site.pools.map(({ check }) => (check?.everyMs ?? 0) * (check?.rise ?? 1)));
  return slowest > 2000 ? slowest + 1000 : 0;
}

/** When requests in flight may die: at what was done, and at moves of the VIP where the rule says so. */
export function excusedSpans(rule: InFlightRule, acts: readonly Span[], watch: HolderWatch): readonly Span[] {
  if (rule === 'never') return [];
  const moves = watch.movesUs(acts[0]?.fromUs ?? Number.POSITIVE_INFINITY);
  return rule === 'at the fault' ? acts : [...acts, ...moves.map((atUs) => ({ fromUs: atUs, toUs: atUs }))];
}

/** Agents' sessions through another holder than the first; undefined = the VIP is with that one, or on its way. */
async function sessionsElsewhere(
  ground: Ground,
  watch: HolderWatch,
  first: string,
): Promise<number | undefined> {
  const [holder, ...others] = watch.ledger.holdersNow(ground.addresses);
  if (first === '' || holder === undefined || holder === first || others.length > 0) return undefined;
  const servers = await observeServers(ground.runFile(holder, 'stats')).catch(() => []);
  return servers
    .filter(({ pool }) => pool === ground.agents?.pool.name)
    .reduce((sum, { sessions }) => sum + sessions, 0);
}

async function figuresOf(scene: Scene, agents: AgentsWatch | undefined): Promise<AgentsFigures | undefined> {
  const firstUs = scene.acts[0]?.fromUs ?? nowUs();
  return agents?.figures(firstUs, scene.acts.at(-1)?.toUs ?? firstUs);
}

/** Agents that are away when the next run begins would be its victims. Returns what is not well, a sentence each. */
async function untilAgentsWell(
  scene: Scene,
  fault: DrillFault,
  agents: AgentsWatch | undefined,
): Promise<readonly string[]> {
  if (agents === undefined) return [];
  const sinceUs = nowUs();
  const isWell = () =>
    fault.needsAgents ? agents.areSpreadSince(sinceUs, agents.managers) : agents.allReportSince(sinceUs);
  if (await scene.until(isWell, AGENTS_BACK_MS)) return [];
  const { up = 0, agents: all = 0, sessions = {} } = agents.last ?? {};
  const counts = Object.entries(sessions).map(([manager, count]) => `${manager} ${count}`);
  return [`${up} of ${all} agents report; by manager: ${counts.join(', ')}`];
}

async function untilWell(
  recovery: Recovery,
  agents: AgentsWatch | undefined,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (recovery.wellSinceUs === undefined || agents?.allReportSince(0) === false) {
    signal.throwIfAborted();
    if (performance.now() > deadline) {
      const { up = 0, agents: all = 0 } = agents?.last ?? {};
      throw new Fault(
        'drill/site-not-ready',
        'The site is not well, so a drill would prove nothing.',
        'mend what is named here first (holdfast status --lab), or start the lab anew: holdfast lab down, then holdfast lab up',
        [...recovery.reasons, ...(up < all ? [`${up} of ${all} agents report`] : [])].join('\n'),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
