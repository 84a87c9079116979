import { setTimeout as pause } from 'node:timers/promises';
import type { NodeDoor } from '../node/api/node-door.ts';
import type { SiteStatus } from '../node/status/site-status.ts';
import { whyUnhealthy } from '../node/status/why-unhealthy.ts';
import type { Site } from '../site/site.ts';
import type { Lab } from './lab.ts';
import { openLabDoors } from './lab-doors.ts';
import { labStatus } from './observe-site.ts';
import { seenWithoutDaemons } from './seen-without-daemons.ts';

/** What a lab is like after the wait. */
export interface Health {
  readonly status: SiteStatus;
  /** Empty = healthy. */
  readonly reasons: readonly string[];
  /** What the daemons say of the site in one sentence; empty where there are none. */
  readonly sentence: string;
}

/** A server that is asked seldom is seen late. */
export function healthTimeoutMs({ pools }: Site): number {
  const slowest = Math.max(0, ...pools.map(({ check }) => check?.everyMs ?? 0));
  return 15_000 + (slowest > 2_000 ? slowest : 0);
}

/**
 * Waits until the site is healthy, with the same holders in two looks (at the start a VIP may move once more), and the
 * daemons answer and reach each other.
 */
export async function untilHealthy(lab: Lab, timeoutMs = healthTimeoutMs(lab.site)): Promise<Health> {
  const deadline = performance.now() + timeoutMs;
  const doors = lab.daemons ? openLabDoors(lab) : new Map<string, NodeDoor>();
  let before = '';
  try {
    for (;;) {
      const [status, daemons] = await Promise.all([
        labStatus(lab),
        Promise.all([...doors].map(([node, door]) => askDaemon(node, door))),
      ]);
      const site = whyUnhealthy(lab.daemons ? lab.site : seenWithoutDaemons(lab.site), status);
      // What is wrong with the site the daemons would only repeat.
      const reasons = site.length > 0 ? site : daemons.flatMap((daemon) => daemon.reasons);
      const holders = Object.values(status.vips).map((vip) => vip.holders.map(({ node }) => node));
      const now = reasons.length === 0 ? JSON.stringify(holders) : '';
      if ((now !== '' && now === before) || performance.now() > deadline) {
        return { status, reasons, sentence: daemons[0]?.sentence ?? '' };
      }
      before = now;
      await pause(before === '' ? 100 : 250);
    }
  } finally {
    for (const door of doors.values()) door.close();
  }
}

async function askDaemon(
  node: string,
  door: NodeDoor,
): Promise<{ readonly reasons: readonly string[]; readonly sentence: string }> {
  try {
    const [readiness, view] = await Promise.all([door.ready(), door.status()]);
    const peers = Object.entries(view.members).filter(([, { reachable }]) => !reachable);
    return {
      reasons: [
        ...readiness.reasons.map((reason) => `the daemon of ${node} is not ready: ${reason}`),
        ...peers.map(
          ([peer, { why }]) =>
            `the daemon of ${node} does not reach ${peer}${why === undefined ? '' : `: ${why}`}`,
        ),
      ],
      sentence: view.sentence,
    };
  } catch (error) {
    return { reasons: [`the daemon of ${node} does not answer: ${(error as Error).message}`], sentence: '' };
  }
}
