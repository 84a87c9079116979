import { observeServers } from '../engines/haproxy/observe.ts';
import { askFoundation } from '../foundation/control-client.ts';
import type { FoundationStatus } from '../foundation/status.ts';
import { seenWithoutDaemons } from '../lab/seen-without-daemons.ts';
import { composeStatus } from '../node/status/compose-status.ts';
import type { NodeLook, Seen } from '../node/status/node-look.ts';
import type { SiteStatus } from '../node/status/site-status.ts';
import { whyUnhealthy } from '../node/status/why-unhealthy.ts';
import type { Ground } from './ground.ts';
import type { HoldLedger } from './watch/hold-ledger.ts';

const ANSWER_MS = 500;

/** The site as `status` shows it, without a process spawned for it: the addresses come from the watch. */
export async function lookAtSite(ground: Ground, ledger: HoldLedger): Promise<SiteStatus> {
  const site = seenWithoutDaemons(ground.site);
  const isAsked = site.pools.length > 0;
  const seen = await Promise.all(
    ground.nodes.map(async (node): Promise<[string, NodeLook]> => {
      const [foundation, servers] = await Promise.all([
        see(() => askStatus(ground, node)),
        see(async () => (isAsked ? await observeServers(ground.runFile(node, 'stats'), ANSWER_MS) : [])),
      ]);
      const fact = ground.site.vips
        .flatMap(({ addresses }) => addresses.map(({ address }) => address))
        .filter((address) => ledger.holdersNow([address]).includes(node));
      return [node, { foundation, servers, addresses: { fact, atMs: Date.now() } }];
    }),
  );
  return composeStatus(site, Object.fromEntries(seen), Date.now());
}

/** What differs from a site in which nothing is wrong and nothing is on its way; empty = as it should be. */
export function whyUnsettled(site: Site, status: SiteStatus): readonly string[] {
  const roles = site.vips.flatMap(({ name }) => {
    const holders = status.vips[name]?.holders.map(({ node }) => node) ?? [];
    return Object.entries(status.nodes).flatMap(([node, { guests }]) => {
      const role = guests.keepalived.vips[name]?.role;
      const wanted = holders.includes(node) ? 'MASTER' : 'BACKUP';
      return role === wanted
        ? []
        : [`keepalived on ${node} is ${role ?? 'unknown'} for VIP ${name}, not ${wanted}`];
    });
  });
  return [...whyUnhealthy(seenWithoutDaemons(site), status), ...roles];
}

type Site = Ground['site'];

export async function askStatus(ground: Ground, node: string): Promise<FoundationStatus> {
  const answer = await askFoundation(ground.runFile(node, 'control'), { do: 'status' }, ANSWER_MS);
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.status === undefined) throw new Error('it answered without a status');
  return answer.status;
}

async function see<Fact>(look: () => Promise<Fact>): Promise<Seen<Fact>> {
  try {
    return { fact: await look(), atMs: Date.now() };
  } catch (error) {
    return { why: (error as Error).message };
  }
}
