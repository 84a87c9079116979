import { Fault } from '../base/fault.ts';
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

export interface DoneRun extends JudgedRun {
  /** Why the site was not as before when the time was over; empty = it was. */
  readonly unsettled: readonly string[];
  readonly course: RunCourse;
}

/**
 * One run: the site must be well; then the probe asks, the fault is done, looked at and undone, and the run ends when
 * the site is well again. Whatever happens, what was done is undone. Throws Faults.
 */
export async function runOnce(
  ground: Ground,
  fault: DrillFault,
  load: ProbeLoad,
  signal: AbortSignal,
): Promise<DoneRun> {
  const all = ground.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const watch = new HolderWatch(ground.enter, ground.nodes, ground.client, ground.addresses, all);
  let probe: RunningProbe | undefined;
  let scene: Scene | undefined;
  let recovery: Recovery | undefined;
  try {
    await watch.start();
    recovery = new Recovery(ground, watch.ledger);
    await untilWell(recovery, signal);
    const holder = watch.ledger.holdersNow(ground.addresses)[0] ?? '';
    const other = ground.nodes.find((node) => node !== holder) ?? holder;
    scene = new Scene({ ground, watch, holder, other, signal });

    probe = await RunningProbe.start(ground, load);
    const startUs = nowUs();
    await scene.pause(BEFORE_MS);
    await fault.inject(scene);
    await scene.pause(fault.lookOnMs);
    await scene.repair();
    const isSteady = () => (recovery?.wellSinceUs ?? Infinity) < nowUs() - STEADY_MS * 1000;
    const leftMs = LONGEST_MS - (nowUs() - startUs) / 1000;
    const recovered = await scene.until(isSteady, leftMs);
    const endUs = nowUs();
    const { attempts, sessions } = await probe.end();
    const measured = {
      attempts,
      sessions,
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
    return {
      ...judgeRun(measured, ground.addresses),
      unsettled: recovered ? [] : recovery.reasons,
      course: courseOf(measured, scene.acts, ground.addresses),
    };
  } finally {
    probe?.kill();
    watch.stop();
    try {
      await scene?.repair();
    } finally {
      await recovery?.end();
    }
  }
}

/** When requests in flight may die: at what was done, and at moves of the VIP where the rule says so. */
export function excusedSpans(rule: InFlightRule, acts: readonly Span[], watch: HolderWatch): readonly Span[] {
  if (rule === 'never') return [];
  const moves = watch.movesUs(acts[0]?.fromUs ?? Number.POSITIVE_INFINITY);
  return rule === 'at the fault' ? acts : [...acts, ...moves.map((atUs) => ({ fromUs: atUs, toUs: atUs }))];
}

async function untilWell(recovery: Recovery, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (recovery.wellSinceUs === undefined) {
    signal.throwIfAborted();
    if (performance.now() > deadline) {
      throw new Fault(
        'drill/site-not-ready',
        'The site is not well, so a drill would prove nothing.',
        'mend what is named here first (holdfast status --lab), or start the lab anew: holdfast lab down, then holdfast lab up',
        recovery.reasons.join('\n'),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
