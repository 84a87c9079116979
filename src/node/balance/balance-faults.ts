import { Fault } from '../../base/fault.ts';
import type { Site } from '../../site/site.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';

export function notRebalanced(pool: string, site: Site | undefined): Fault {
  const names = (site?.pools ?? [])
    .filter(({ rebalance }) => rebalance !== undefined)
    .map(({ name }) => name);
  const known =
    names.length === 0 ? 'No pool of the site has one.' : `Pools that have one: ${names.join(', ')}.`;
  return new Fault(
    'balance/not-rebalanced',
    `The site has no pool ${pool} with rebalance. ${known}`,
    `${didYouMean(pool, names)}Give it one in the spec, pools.${pool}.rebalance, and apply.`,
  );
}

export function noDecider(pool: string, decider: string | undefined): Fault {
  return new Fault(
    'balance/no-decider',
    decider === undefined
      ? `Nobody is known to hold the VIP of pool ${pool}, so nobody decides about its sessions.`
      : `Not this node but ${decider} decides about the sessions of pool ${pool}, and it cannot be asked.`,
    'See who holds the VIP (holdfast status), and ask again when one node does.',
  );
}

export function hindered(pool: string, why: string): Fault {
  return new Fault(
    'balance/hindered',
    `No session of pool ${pool} is moved now: ${why}.`,
    'Wait for its end, or end it (holdfast resume ends a pause); then ask again.',
    why,
  );
}
