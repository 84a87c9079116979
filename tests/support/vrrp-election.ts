import type { Candidate, Failing } from '../../src/lint/failover-arithmetic.ts';

/**
 * A small VRRP: nodes with the states, timers and adverts of RFC 5798 (6.4), tick by tick. Written from the RFC and
 * without the arithmetic that it is there to check.
 */
interface Router {
  readonly candidate: Candidate;
  state: 'backup' | 'master' | 'fault';
  /** Ticks until it takes silence for death. */
  timer: number;
}

const TICKS_PER_ADVERT = 256;
const ADVERTS_TO_SETTLE = 12;

/** Who holds the VIP when all nodes have started together and nothing fails. */
export function settle(candidates: readonly Candidate[]): string | undefined {
  const routers = candidates.map((candidate) => started(candidate));
  run(routers, new Map());
  return holderAmong(routers);
}

/** The holder has the VIP, its peers wait; then these checks fail on it. True when another one has the VIP in the end. */
export function simulateFailure(candidates: readonly Candidate[], holder: string, failing: Failing): boolean {
  const routers = candidates.map((candidate) => started(candidate));
  for (const router of routers) {
    if (router.candidate.name === holder && router.state !== 'fault') router.state = 'master';
  }
  run(routers, new Map([[holder, failing]]));
  const now = holderAmong(routers);
  return now !== undefined && now !== holder;
}

function started(candidate: Candidate): Router {
  const router: Router = { candidate, state: 'backup', timer: 0 };
  if (adverted(candidate, new Set()) === undefined) router.state = 'fault';
  else router.timer = masterDownTicks(adverted(candidate, new Set()) ?? 1);
  return router;
}

/** 3 adverts and the skew: the higher its priority, the sooner. */
function masterDownTicks(priority: number): number {
  return 3 * TICKS_PER_ADVERT + (256 - priority);
}

function run(routers: readonly Router[], failing: ReadonlyMap<string, Failing>): void {
  const priorityNow = (router: Router) =>
    adverted(router.candidate, failing.get(router.candidate.name) ?? new Set());
  for (let tick = 0; tick < ADVERTS_TO_SETTLE * TICKS_PER_ADVERT; tick += 1) {
    for (const router of routers) if (priorityNow(router) === undefined) router.state = 'fault';
    for (const router of routers) {
      if (router.state !== 'backup') continue;
      router.timer -= 1;
      if (router.timer <= 0) router.state = 'master';
    }
    if (tick % TICKS_PER_ADVERT === 0) {
      for (const sender of routers.filter(({ state }) => state === 'master')) {
        const priority = priorityNow(sender);
        if (sender.state !== 'master' || priority === undefined) continue;
        for (const receiver of routers) {
          if (receiver !== sender) hear(receiver, priorityNow(receiver) ?? 0, sender, priority);
        }
      }
    }
  }
}

function hear(receiver: Router, own: number, sender: Router, heard: number): void {
  if (receiver.state === 'backup') {
    if (!receiver.candidate.preempts || heard >= own) receiver.timer = masterDownTicks(own);
  } else if (receiver.state === 'master') {
    const isHigherAddress = (sender.candidate.address ?? 0n) > (receiver.candidate.address ?? 0n);
    if (heard > own || (heard === own && isHigherAddress)) {
      receiver.state = 'backup';
      receiver.timer = masterDownTicks(own);
    }
  }
}

function holderAmong(routers: readonly Router[]): string | undefined {
  const masters = routers.filter(({ state }) => state === 'master');
  if (masters.length > 1)
    throw new Error(`two hold it: ${masters.map(({ candidate }) => candidate.name).join()}`);
  return masters[0]?.candidate.name;
}

/** undefined = in FAULT, it sends none. */
function adverted(candidate: Candidate, failing: Failing): number | undefined {
  const faults = candidate.checks.some((check) => {
    return check.weight === 0 && failing.has(check.name) !== check.isReversed;
  });
  if (faults) return undefined;
  if (candidate.base === 255) return 255;
  let priority = candidate.base;
  for (const check of candidate.checks) {
    const sign = check.isReversed ? -1 : 1;
    if (check.weight > 0 && !failing.has(check.name)) priority += sign * check.weight;
    if (check.weight < 0 && failing.has(check.name)) priority += sign * check.weight;
  }
  if (priority < 1) return 1;
  return priority > 254 ? 254 : priority;
}
