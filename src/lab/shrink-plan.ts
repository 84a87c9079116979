import type { Address } from '../site/site.ts';
import { addressesOf, findPlaying } from './grow-plan.ts';
import type { Member, NetworkPlan } from './network-plan.ts';

/** What a running lab has that a site does not need. */
export interface Shrinkage {
  /** What stays. */
  readonly plan: NetworkPlan;
  readonly ended: readonly Member[];
  /** Addresses that a server of another address leaves. */
  readonly left: readonly {
    readonly member: string;
    readonly interface: string;
    readonly address: Address;
  }[];
}

/** What may go from a lab that runs `running` when only `wanted`, on the same wires, is to be played; nodes and clients stay. */
export function shrinkPlan(running: NetworkPlan, wanted: NetworkPlan): Shrinkage {
  const used = new Set(wanted.members.map((member) => findPlaying(running, member)?.name));
  const ended = running.members.filter(
    ({ kind, name, given }) => kind === 'server' && !given && !used.has(name),
  );
  const needed = new Set(wanted.members.flatMap(addressesOf).map(({ address }) => address));
  const stay = running.members.filter((member) => !ended.includes(member));
  const goes = ({ kind, given }: Member, { address }: Address) =>
    kind === 'server' && !given && !needed.has(address);
  const left = stay.flatMap((member) =>
    member.links.flatMap(({ interface: name, addresses }) =>
      addresses
        .filter((address) => goes(member, address))
        .map((address) => ({ member: member.name, interface: name, address })),
    ),
  );
  const members = stay.map((member) => ({
    ...member,
    links: member.links.map((link) => ({
      ...link,
      addresses: link.addresses.filter((address) => !goes(member, address)),
    })),
  }));
  const names = new Set(members.map(({ name }) => name));
  const aliases = Object.fromEntries(Object.entries(running.aliases).filter(([, name]) => names.has(name)));
  return { plan: { bridges: running.bridges, members, aliases }, ended, left };
}
