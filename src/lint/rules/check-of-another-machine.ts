import { parseIp } from '../../base/address.ts';
import type { Finding, Rule } from '../../base/rule.ts';
import type { Track, VrrpScript } from '../../engines/keepalived/meaning/meaning.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, sourceOf, vipsOf } from '../vrrp-group.ts';
import { looksForAddress } from './check-needs-vip.ts';

/** A check that asks a server or the VIP, and not the proxy beside it. */
export const checkOfAnotherMachine: Rule<LintSite> = {
  code: 'pair/check-of-another-machine',
  severity: 'warning',
  title: 'The check asks another machine',
  why:
    'A check decides about the node that runs it. One that asks a server says nothing of the local proxy, and fails on all ' +
    'nodes at once; one that asks the VIP reaches the holder from everywhere.',
  source:
    'keepalived.conf(5), vrrp_script; openshift/machine-config-operator pull 3339; measured: weight 0 failing on both nodes leaves the VIP nowhere',
  find: (site) =>
    membersOf(site).flatMap((member) =>
      member.instance.tracks.flatMap((track) => {
        const script = member.keepalived.scripts.find(({ name }) => name === track.name);
        return track.kind === 'script' && script !== undefined ? findFor(member, track, script) : [];
      }),
    ),
};

function findFor(member: Member, track: Track, { name, command }: VrrpScript): Finding[] {
  // One that looks for the VIP among the node's addresses is another mistake.
  if (command === undefined || looksForAddress(command.value)) return [];
  const { instance, node } = member;
  const own = sourceOf(instance)?.address;
  const asked = addressesIn(command.value).filter((address) => address !== own);
  const vip = asked.find((address) => vipsOf(instance).some((one) => one.address === address));
  if (vip !== undefined) {
    return [
      {
        at: command.at,
        message: `${name} asks the VIP ${vip}: on every node it reaches the holder, so that it fails on all nodes at once and never tells which one is sick.`,
        remedy: 'ask the proxy of this node, at 127.0.0.1 or at its own address.',
      },
    ];
  }
  if (ASKS_HERE.test(command.value)) return [];
  const server = asked.find((address) => serverAddressesOf(member).has(address));
  if (server === undefined) return [];
  const together =
    track.weight === 0
      ? 'when that server is down, every node goes to FAULT and the VIP is nowhere'
      : 'when that server is down, the priorities fall on every node alike';
  return [
    {
      at: command.at,
      message: `${name} asks ${server}, a server behind the proxy of ${node.name}, not the proxy: when the proxy dies, it stays content; ${together}.`,
      remedy:
        'ask the proxy of this node, at 127.0.0.1 or at its own address, and leave the servers to its own checks.',
    },
  ];
}

/** It looks at this node as well. */
const ASKS_HERE = /127\.|localhost|\[?::1|killall|pgrep|pidof|systemctl|socat/;

/** Addresses that a command asks: in URLs, behind nc, telnet or ping, in /dev/tcp; loopback left out. */
function addressesIn(command: string): string[] {
  return [...command.matchAll(/(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])/g)].flatMap(([, text = '']) => {
    const ip = parseIp(text);
    return ip === undefined || ip.address.startsWith('127.') ? [] : [ip.address];
  });
}

function serverAddressesOf({ node }: Member): Set<string> {
  const servers = (node.haproxy?.proxies ?? []).flatMap((proxy) => proxy.servers);
  return new Set(
    servers.filter(({ address }) => address.kind === 'ip').map(({ address }) => address.address),
  );
}
