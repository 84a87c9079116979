import { inSubnet } from '../base/address.ts';
import type { Address } from '../site/site.ts';
import type { Link, Member, NetworkPlan } from './network-plan.ts';
import { listenOf, type Player } from './player.ts';
import { portName } from './port-name.ts';

/** What a running lab needs so that it plays another site too. */
export interface Growth {
  /** All that runs, and what is new. */
  readonly plan: NetworkPlan;
  readonly made: readonly Member[];
  readonly extended: readonly Extension[];
}

/** What a member that runs gets in addition. */
export interface Extension {
  readonly member: string;
  readonly links: readonly Pick<Link, 'interface' | 'addresses'>[];
  readonly players: readonly Player[];
}

/**
 * What must be made in a lab that runs `running` so that it plays `wanted` too; nothing that is there goes. A server is
 * the host that has its address, whatever its name; one with a new address has both while the change is on. `wanted`
 * is on the wires of `running` already (fit-plan).
 */
export function growPlan(running: NetworkPlan, wanted: NetworkPlan): Growth {
  const ports = new Set(running.members.flatMap(({ links }) => links.map(({ port }) => port)));
  const names = new Set([...running.members.map(({ name }) => name), ...Object.keys(running.aliases)]);
  const aliases: Record<string, string> = { ...running.aliases };
  /** Names in `wanted` → names here. */
  const actual = new Map<string, string>();
  const made: Member[] = [];
  const extended: Extension[] = [];
  for (const member of wanted.members) {
    const there = findPlaying(running, member);
    if (there === undefined) {
      const name = freeName(member.name, names);
      names.add(name);
      made.push({
        ...member,
        name,
        links: member.links.map((link) => ({ ...link, port: freePort(name, link) })),
      });
      actual.set(member.name, name);
    } else {
      const extension = extend(there, member);
      if (extension.links.length + extension.players.length > 0) extended.push(extension);
      actual.set(member.name, there.name);
    }
  }
  const others = [...[...actual].filter(([name, is]) => name !== is), ...Object.entries(wanted.aliases)];
  for (const [alias, name] of others) {
    if (names.has(alias)) continue;
    names.add(alias);
    aliases[alias] = actual.get(name) ?? name;
  }
  const grown = running.members.map((member) => join(member, extended));
  return { plan: { bridges: running.bridges, members: [...grown, ...made], aliases }, made, extended };

  function freePort(name: string, link: Link): string {
    const port = portName(name, link.interface, ports);
    ports.add(port);
    return port;
  }
}

/** Who plays a wanted member already. */
export function findPlaying({ members }: NetworkPlan, wanted: Member): Member | undefined {
  if (wanted.kind !== 'server' || wanted.given) {
    return members.find(({ kind, name }) => kind === wanted.kind && name === wanted.name);
  }
  const addresses = addressesOf(wanted);
  const [link] = wanted.links;
  return (
    members.find((one) =>
      addressesOf(one).some(({ address }) => addresses.some((own) => own.address === address)),
    ) ??
    members.find(
      ({ name, kind, links }) =>
        kind === 'server' && name === wanted.name && links[0]?.bridge === link?.bridge,
    )
  );
}

export function addressesOf({ links }: Pick<Member, 'links'>): readonly Address[] {
  return links.flatMap(({ addresses }) => addresses);
}

function extend(there: Member, wanted: Member): Extension {
  if (there.given) return { member: there.name, links: [], players: [] };
  const known = addressesOf(there);
  const lacks = (address: Address) =>
    wanted.kind === 'client'
      ? // It keeps the address that it has in a subnet; only a subnet where it has none is new to it.
        known.every((one) => !inSubnet(one, address))
      : known.every((one) => one.address !== address.address);
  const links = there.links.flatMap(({ interface: name, bridge }) => {
    const addresses = wanted.links.filter((link) => link.bridge === bridge).flatMap((link) => link.addresses);
    const missing = addresses.filter(lacks);
    return missing.length === 0 ? [] : [{ interface: name, addresses: missing }];
  });
  const heard = there.players.flatMap((player) => listenOf(player));
  const players = wanted.players.flatMap((player): readonly Player[] => {
    if (!('listen' in player)) {
      return there.players.some(({ program }) => program === player.program) ? [] : [player];
    }
    const listen = player.listen.filter(
      ({ host, port }) => !heard.some((one) => one.host === host && one.port === port),
    );
    return listen.length === 0 ? [] : [{ ...player, listen }];
  });
  return { member: there.name, links, players };
}

function join(member: Member, extended: readonly Extension[]): Member {
  const mine = extended.filter((extension) => extension.member === member.name);
  const links = member.links.map((link) => ({
    ...link,
    addresses: [
      ...link.addresses,
      ...mine.flatMap((one) =>
        one.links.filter((added) => added.interface === link.interface).flatMap((added) => added.addresses),
      ),
    ],
  }));
  return { ...member, links, players: [...member.players, ...mine.flatMap(({ players }) => players)] };
}

/** A name may still be that of a host that goes when the change is done. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}
