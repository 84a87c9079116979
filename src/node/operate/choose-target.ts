import { Fault } from '../../base/fault.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';
import type { SwitchoverOrder } from '../api/node-service.ts';
import { enginesOf } from '../status/engines-of.ts';
import type { SiteView } from '../status/site-view.ts';

export interface Target {
  /** undefined = nobody holds the VIP now. */
  readonly from: string | undefined;
  readonly to: string;
}

/**
 * Who shall hold a VIP next.
 * @param order of the nodes that can hold it, the preferred one first
 * @throws Fault `node/unknown-vip`, `node/unknown-node`, `node/holds-already`, `node/target-unfit`, `node/two-holders`
 */
export function chooseTarget(
  { vip, to, force = false }: SwitchoverOrder,
  order: readonly string[],
  view: SiteView,
): Target {
  const seen = view.vips[vip];
  if (seen === undefined) {
    const known = Object.keys(view.vips);
    throw new Fault(
      'node/unknown-vip',
      `The site has no VIP ${vip}.`,
      `${didYouMean(vip, known)}VIPs are ${known.join(', ')}.`,
    );
  }
  if (to !== undefined && !order.includes(to)) {
    throw new Fault(
      'node/unknown-node',
      `The site has no node ${to} that can hold VIP ${vip}.`,
      `${didYouMean(to, order)}Nodes are ${order.join(', ')}.`,
    );
  }
  const holders = seen.holders.map(({ node }) => node);
  if (holders.length > 1 && !force) {
    throw new Fault(
      'node/two-holders',
      `VIP ${vip} has ${holders.length} holders now (${holders.join(', ')}): a switchover would not know from whom.`,
      'See why the nodes do not hear each other (holdfast status); --force makes the target the only holder.',
    );
  }
  const from = to === undefined ? holders[0] : holders.find((node) => node !== to);
  if (to !== undefined && holders.length === 1 && holders[0] === to) {
    throw new Fault('node/holds-already', `${to} holds VIP ${vip} already.`, 'Nothing is to be done.');
  }
  const others = order.filter((node) => node !== from && (to === undefined || node === to));
  const fit = others.find((node) => whyUnfit(view, node, vip) === undefined);
  const target = fit ?? (force ? others[0] : undefined);
  if (target !== undefined) return { from, to: target };
  const reasons = others.map((node) => `${node}: ${whyUnfit(view, node, vip)}`).join('; ');
  throw new Fault(
    'node/target-unfit',
    others.length === 0
      ? `No other node can hold VIP ${vip}.`
      : `VIP ${vip} cannot go to ${others.join(' or ')}: ${reasons}.`,
    'Mend that first, or add --force: clients may then find nobody who serves them.',
  );
}

/** Why a node could not serve a VIP now; undefined = it can. */
export function whyUnfit(view: SiteView, node: string, vip: string): string | undefined {
  const standing = view.members[node];
  const seen = view.nodes[node];
  if (standing === undefined || !standing.reachable)
    return `it does not answer (${standing?.why ?? 'never heard'})`;
  if (seen === undefined || seen.foundation.state !== 'running')
    return `its foundation is ${seen?.foundation.state ?? 'unknown'}`;
  for (const [engine, { state }] of enginesOf(seen.guests))
    if (state !== 'running') return `its ${engine} is ${state}`;
  if (seen.guests.keepalived.state !== 'running') return `its keepalived is ${seen.guests.keepalived.state}`;
  const health = seen.vips[vip];
  if (health?.healthy !== true) return health?.reason ?? 'it does not know this VIP';
  return undefined;
}
