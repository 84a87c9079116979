import { type Ip, inSubnet, networkOf, parseIp } from '../base/address.ts';
import { type Problem, problem } from '../base/problem.ts';
import { START } from '../base/text-range.ts';
import type { Address, Pool, Server, Site, SpecPath } from '../site/site.ts';
import { echoPlayer } from './echo-player.ts';
import { freeAddress } from './free-address.ts';
import { listenOf, type Player } from './player.ts';
import { portName } from './port-name.ts';
import { findSegments, type Segment, segmentOf } from './segments.ts';
import { usedAddresses } from './used-addresses.ts';
import { agentsPlayers, isManagerPool, managerPlayer, wantedManagers } from './wazuh-players.ts';

/** A site's network on one machine: a bridge a segment, a network namespace a member. */
export interface NetworkPlan {
  readonly bridges: readonly string[];
  readonly members: readonly Member[];
  /** Other names for a member: servers that share an address. */
  readonly aliases: Readonly<Record<string, string>>;
}

export interface Member {
  readonly name: string;
  readonly kind: 'node' | 'server' | 'client';
  readonly links: readonly Link[];
  readonly players: readonly Player[];
  /** The lab chose its address: the spec knows nothing of it, and a change of the spec leaves it alone. */
  readonly given?: true;
}

export interface Link {
  /** The interface's name inside the member. */
  readonly interface: string;
  /** The other end, on the switch. */
  readonly port: string;
  readonly bridge: string;
  readonly addresses: readonly Address[];
}

/** Names that the lab's own files have beside the members' directories. */
export const RESERVED = [
  'ns',
  'log',
  'pki',
  'wazuh',
  'players.d',
  'lab.json',
  'spec.yaml',
  'init.sh',
  'ready',
  'agents-go',
];

interface Draft {
  name: string;
  kind: Member['kind'];
  links: Link[];
  players: Player[];
  given?: true;
}

/** What the lab must build for `site`; with problems the plan is incomplete. */
export function planNetwork(site: Site): {
  readonly plan: NetworkPlan;
  readonly problems: readonly Problem[];
} {
  const segments = findSegments(site);
  const problems: Problem[] = [];
  const members: Draft[] = [];
  const aliases: Record<string, string> = {};
  const ports = new Set<string>();
  const vipSegments = segments.filter((segment) =>
    site.vips.some(({ addresses }) => addresses.some((address) => segmentOf(segments, address) === segment)),
  );
  const complain = (code: string, at: readonly SpecPath[], message: string, remedy: string) => {
    const place = at.map((path) => site.origins[path]).find((origin) => origin !== undefined) ?? START;
    problems.push(problem(code, site.file, place, message, remedy));
  };
  const taken = (name: string) => name in aliases || members.some((member) => member.name === name);
  const plug = (member: string, name: string, segment: Segment, addresses: readonly Address[]): Link => {
    const port = portName(member, name, ports);
    ports.add(port);
    return { interface: name, port, bridge: segment.bridge, addresses };
  };

  for (const node of site.nodes) {
    const links = node.interfaces.map(({ name, addresses }) =>
      plug(node.name, name, segmentOf(segments, addresses[0]!)!, addresses),
    );
    members.push({ name: node.name, kind: 'node', links, players: [] });
  }

  const managers = wantedManagers(site);
  const used = usedAddresses(site, managers);
  addManagers();
  for (const pool of site.pools) for (const server of pool.servers) addServer(pool, server);
  addClients();

  for (const name of [...members.map((member) => member.name), ...Object.keys(aliases)]) {
    if (!RESERVED.includes(name)) continue;
    complain(
      'lab/name-taken',
      [`nodes/${name}`, ...site.pools.map((pool) => `pools/${pool.name}/servers/${name}`)],
      `The lab keeps a file of its own under the name ${name}, so no node or server can be called so.`,
      'choose another name',
    );
  }
  return { plan: { bridges: segments.map(({ bridge }) => bridge), members, aliases }, problems };

  /** The wire of an address; complains where there is none. */
  function findWire(host: string, what: string, at: string): { ip: Ip; segment: Segment } | undefined {
    const ip = parseIp(host);
    if (ip === undefined) {
      complain(
        'lab/server-by-name',
        [`${at}/address`, at],
        `${what} is the host name ${host}; the lab has no DNS and cannot tell which address to give it.`,
        'use an address in the spec that the lab runs',
      );
      return undefined;
    }
    const segment = segmentOf(segments, ip);
    if (segment !== undefined) return { ip, segment };
    const known = segments.flatMap(({ subnets }) => subnets.map(networkOf)).join(', ');
    complain(
      'lab/server-outside-subnets',
      [`${at}/address`, at],
      `${what} has ${ip.address}, which is in no subnet of the nodes (${known}); the lab plays no routers.`,
      'choose an address in one of these subnets, or give the nodes an interface in the subnet of the server',
    );
    return undefined;
  }

  function addHost(name: string, { ip, segment }: { ip: Ip; segment: Segment }, player: Player): Draft {
    const subnet = segment.subnets.find((candidate) => inSubnet(ip, candidate))!;
    const links = [
      plug(name, 'eth0', segment, [{ address: ip.address, prefix: subnet.prefix, family: ip.family }]),
    ];
    const host: Draft = { name, kind: 'server', links, players: [player] };
    members.push(host);
    return host;
  }

  function addManagers(): void {
    let master: string | undefined;
    for (const { name, address } of managers) {
      const at = `wazuh/managers/${name}`;
      const given = address === undefined;
      const wire = vipSegments[0];
      const host = address ?? (wire && freeAddress(wire.subnets[0]!, used));
      if (taken(name)) {
        complain('lab/name-taken', [at], `The lab has two members called ${name}.`, 'rename one of them');
      } else if (host === undefined) {
        complain(
          'lab/no-free-address',
          ['lab/managers', 'lab'],
          `No address is left in the subnet of the VIPs for ${name}.`,
          'use a wider subnet or fewer managers',
        );
      } else {
        const found = findWire(host, `Manager ${name}`, at);
        if (found === undefined || site.wazuh === undefined) continue;
        used.add(found.ip.address);
        master ??= found.ip.address;
        const member = addHost(name, found, managerPlayer(site.wazuh, name, found.ip.address, master));
        if (given) member.given = true;
      }
    }
  }

  function addServer(pool: Pool, server: Server): void {
    // A manager is played already, in all of its pools.
    if (isManagerPool(site, pool.name) && managers.some(({ name }) => name === server.name)) return;
    const at = `pools/${pool.name}/servers/${server.name}`;
    const found = findWire(server.host, `Server ${server.name} of pool ${pool.name}`, at);
    if (found === undefined) return;
    const { address } = found.ip;
    const player = echoPlayer(site, pool, server, address);
    const there = members.find(({ links }) =>
      links.some(({ addresses }) => addresses.some((one) => one.address === address)),
    );
    const name =
      taken(server.name) && there?.name !== server.name ? `${pool.name}-${server.name}` : server.name;
    if (there !== undefined) {
      if (there.name !== name) aliases[name] = there.name;
      const heard = there.players.flatMap(listenOf);
      const listen = player.listen.filter(
        ({ port, host }) => !heard.some((one) => one.port === port && one.host === host),
      );
      if (listen.length > 0) there.players.push({ ...player, listen });
      return;
    }
    if (taken(name)) {
      complain('lab/name-taken', [at], `The lab has two members called ${name}.`, 'rename one of them');
      return;
    }
    addHost(name, found, player);
  }

  function addClients(): void {
    const agents = agentsPlayers(site, site.lab.clients);
    for (let index = 1; index <= site.lab.clients; index += 1) {
      const name = index === 1 ? 'client' : `client${index}`;
      if (taken(name)) {
        complain(
          'lab/name-taken',
          [`nodes/${name}`, ...site.pools.map((pool) => `pools/${pool.name}/servers/${name}`)],
          `The lab calls its own client ${name}, and a node or server has the same name.`,
          'rename the node or server',
        );
        continue;
      }
      const links = vipSegments.map((segment, number) => {
        const addresses = segment.subnets.flatMap((subnet) => {
          const address = freeAddress(subnet, used);
          if (address === undefined) return [];
          used.add(address);
          return [{ address, prefix: subnet.prefix, family: subnet.family }];
        });
        return plug(name, `eth${number}`, segment, addresses);
      });
      if (links.every(({ addresses }) => addresses.length === 0)) {
        complain(
          'lab/no-free-address',
          ['lab/clients', 'lab', 'vips'],
          `No address is left in the subnet of the VIPs for ${name}.`,
          'use a wider subnet or fewer clients',
        );
      }
      const players = agents[index - 1] === undefined ? [] : [agents[index - 1]!];
      members.push({ name, kind: 'client', links, players });
    }
  }
}
