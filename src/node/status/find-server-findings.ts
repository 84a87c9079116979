import type { FindingSight, Found } from './found.ts';
import { sayList } from './say-words.ts';
import { saysDown } from './says-down.ts';
import type { SeenServer } from './site-status.ts';
import { emptyPools, poolsOf } from './unfit-reasons.ts';

/** More servers of one pool are told as one finding. */
const MOST_SERVERS = 5;

export function findServerFindings(sight: FindingSight): Found[] {
  return [...emptyPoolFindings(sight), ...downFindings(sight)];
}

function emptyPoolFindings({ site, status }: FindingSight): Found[] {
  if (site === undefined) return [];
  const empty = Object.entries(status.vips).flatMap(([vip, { holders }]) =>
    holders.flatMap(({ node }) =>
      emptyPools(status, poolsOf(site, vip), node).map((pool) => ({ pool, node })),
    ),
  );
  return [...new Map(empty.map((one) => [one.pool, one])).values()].map(({ pool, node }) => {
    const servers = Object.values(status.pools[pool]!.servers);
    const states = new Set(servers.map(({ state }) => state));
    const isMeant = !states.has('down');
    return {
      code: 'node/pool-without-servers',
      about: `pool/${pool}`,
      severity: 'critical',
      message: `pool ${pool} has no server that takes sessions, as the holder ${node} sees it: ${isMeant ? 'all are taken out' : `${servers.length} are down or taken out`}.`,
      remedy: isMeant
        ? 'put one back: holdfast server ready POOL/SERVER.'
        : 'see the last checks in holdfast describe pool, and start a server.',
    };
  });
}

function downFindings({ status }: FindingSight): Found[] {
  return Object.entries(status.pools).flatMap(([pool, { servers }]) => {
    const down = Object.entries(servers).filter(([, server]) => sayingDown(server).length > 0);
    if (down.length <= MOST_SERVERS) return down.map(([name, server]) => downFinding(pool, name, server));
    const names = down.map(([name]) => name);
    return [
      {
        code: 'node/server-down',
        about: `pool/${pool}`,
        severity: 'warning' as const,
        message: `${down.length} of ${Object.keys(servers).length} servers of pool ${pool} are down: ${sayList(names, 4)}.`,
        remedy:
          'so many at once have one cause: see the network between the nodes and these servers, and what they share.',
      },
    ];
  });
}

function downFinding(pool: string, name: string, server: SeenServer): Found {
  const saying = sayingDown(server);
  const others = server.observations.filter(({ state }) => state === 'up').map(({ node }) => node);
  const nodes = saying.map(({ node }) => node);
  const check = saying[0]!.lastCheck;
  return {
    code: 'node/server-down',
    about: `server/${pool}/${name}`,
    severity: 'warning',
    message:
      others.length === 0
        ? `server ${pool}/${name} (${server.address}) is down, says ${sayList(nodes)}: ${check}.`
        : `${sayList(nodes)} ${nodes.length === 1 ? 'sees' : 'see'} server ${pool}/${name} (${server.address}) down, ${sayList(others)} up: ${check}.`,
    remedy:
      others.length === 0
        ? `see on the server itself why it does not answer; holdfast server maint ${pool}/${name} keeps it out meanwhile.`
        : `the server works, the way from ${sayList(nodes)} to it does not: see routes, firewalls and limits between them.`,
  };
}

function sayingDown({ observations }: SeenServer): SeenServer['observations'] {
  return observations.filter(saysDown);
}
