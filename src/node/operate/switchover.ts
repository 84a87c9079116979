import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import type { Site } from '../../site/site.ts';
import type { NodeService, SwitchoverOrder, SwitchoverOutcome } from '../api/node-service.ts';
import type { SiteView } from '../status/site-view.ts';
import { chooseTarget } from './choose-target.ts';

/** A planned move takes three adverts; a Keepalived that is busy may need a second. */
const MOVE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

type Weigher = Pick<NodeService, 'setBonus' | 'observation'>;

export interface SwitchoverAround {
  readonly site: Site;
  readonly view: () => Promise<SiteView>;
  /** This node and every peer that has a door. */
  readonly door: (node: string) => Weigher | undefined;
  /** It is not refused; nothing is done yet. Default: nobody is told. */
  readonly onBegin?: () => void;
  /** Keeps a preferred holder on all nodes, for a VIP that would go back by itself. */
  readonly prefer: (vip: string, node: string) => Promise<void>;
}

/**
 * Moves a VIP by weight: the target gets the holder's weight before the holder loses it, so that the new holder takes
 * the VIP before the former lets go (0 of 600 new connections lost where this was measured; facts in docs/concepts/failover.md).
 * @throws Fault as `chooseTarget`, `node/switchover-failed`; the weights are left to the rule again
 */
export async function switchover(
  around: SwitchoverAround,
  order: SwitchoverOrder,
): Promise<SwitchoverOutcome> {
  const { site } = around;
  const vip = site.vips.find(({ name }) => name === order.vip);
  const { from, to } = chooseTarget(order, vip?.holders.map(({ node }) => node) ?? [], await around.view());
  around.onBegin?.();
  const target = doorTo(around, to);
  const former = from === undefined ? undefined : around.door(from);
  const sessionsCut = (await former?.observation())?.sessions[order.vip] ?? 0;
  const start = performance.now();
  try {
    await target.setBonus(order.vip, true);
    await former?.setBonus(order.vip, false);
    const moved = await untilMoved(order.vip, target, former);
    if (!moved) throw failed(order.vip, from, to);
    const tookMs = Math.round(performance.now() - start);
    // Else the VIP would go back when the weights are left to the rule.
    if (vip?.failback === 'automatic') await around.prefer(order.vip, to);
    return {
      vip: order.vip,
      from,
      to,
      tookMs,
      sessionsCut,
      sentence: sentenceOf(order.vip, from, to, tookMs, sessionsCut),
    };
  } finally {
    // By then the rule gives the same: the new holder keeps the weight because it has the VIP.
    await target.setBonus(order.vip, null).catch(() => undefined);
    await former?.setBonus(order.vip, null).catch(() => undefined);
  }
}

async function untilMoved(vip: string, target: Weigher, former: Weigher | undefined): Promise<boolean> {
  const deadline = performance.now() + MOVE_WITHIN_MS;
  for (;;) {
    const [there, here] = await Promise.all([
      isHere(target, vip),
      former === undefined ? false : isHere(former, vip),
    ]);
    if (there && !here) return true;
    if (performance.now() > deadline) return false;
    await pause(LOOK_EVERY_MS);
  }
}

async function isHere(door: Weigher, vip: string): Promise<boolean> {
  const { foundation } = await door.observation();
  return 'fact' in foundation && foundation.fact.vips[vip]?.here === true;
}

function doorTo({ door }: SwitchoverAround, node: string): Weigher {
  const found = door(node);
  if (found !== undefined) return found;
  throw new Fault(
    'node/no-door',
    `This node cannot speak to ${node}: it has no certificate of the site.`,
    'Give every node its certificate (holdfast pki issue), and restart holdfast node.',
  );
}

function sentenceOf(vip: string, from: string | undefined, to: string, tookMs: number, cut: number): string {
  const who = from === undefined ? `${to} holds VIP ${vip}` : `VIP ${vip} moved from ${from} to ${to}`;
  return `${who} after ${tookMs} ms; ${cut === 1 ? '1 session' : `${cut} sessions`} had to begin anew`;
}

function failed(vip: string, from: string | undefined, to: string): Fault {
  return new Fault(
    'node/switchover-failed',
    `VIP ${vip} did not go ${from === undefined ? '' : `from ${from} `}to ${to} within ${MOVE_WITHIN_MS / 1000} s; the weights are left to the rule again.`,
    'See what Keepalived says on both nodes (holdfast logs NODE --of keepalived) and whether they hear each other.',
  );
}
