import { unusableAs } from '../base/address.ts';
import { milliseconds } from '../spec/fields.ts';
import type { Spec, SpecVip } from '../spec/spec.ts';
import { checkVrrp } from './check-vrrp.ts';
import type { Findings } from './findings.ts';
import { type Priorities, prioritiesAsGiven, prioritiesFor } from './priorities.ts';
import type { PlacedNode } from './resolve-nodes.ts';
import { type RouterIdWish, routerIds } from './router-ids.ts';
import { secretOf } from './secret-of.ts';
import type { Vip, VipHolder } from './site.ts';
import { checkSubnets, interfacesFor, sourcesOf, vipAddresses } from './vip-interfaces.ts';

export function resolveVips(
  spec: Spec,
  nodes: readonly PlacedNode[],
  kept: Readonly<Record<string, number>>,
  findings: Findings,
): Vip[] {
  const entries = findings.inOrder(spec.vips, 'vips');
  if (entries.length === 0 && findings.isWhole('vips'))
    findings.add('spec/missing-key', 'vips', 'The site has no VIP.', 'add one with a free address.');
  if (entries.length > 255) {
    findings.add(
      'spec/out-of-range',
      'vips',
      `The site has ${entries.length} VIPs, but VRRP knows 255.`,
      'remove some, or give one VIP several addresses.',
    );
  }
  const wishes = entries.map(([vip, { vrrp }]): RouterIdWish => ({ vip, wanted: vrrp.routerId }));
  const ids = routerIds(spec.name, wishes, kept);
  checkVrrp(entries, findings);
  return entries.map(([name, vip], index) =>
    resolveVip(name, vip, index, nodes, ids.get(name) ?? 1, findings),
  );
}

function resolveVip(
  name: string,
  vip: SpecVip,
  index: number,
  nodes: readonly PlacedNode[],
  routerId: number,
  findings: Findings,
): Vip {
  const path = `vips/${name}`;
  const addresses = vipAddresses(name, vip);
  for (const { ip, path: at } of addresses) {
    const reason = unusableAs(ip);
    if (reason === undefined) continue;
    findings.add(
      'spec/address-not-usable',
      at,
      `${ip.address} is ${reason}; no VIP can be.`,
      'choose a free host address.',
    );
  }
  const preferred = inPreference(vip, path, index, nodes, findings);
  const advertMs = milliseconds(vip.failover.advertise);
  const { priorities, healthyWeight, holderWeight } = prioritiesOf(vip, path, preferred, advertMs, findings);
  const interfaces = interfacesFor(vip, path, addresses, preferred, findings);
  checkSubnets(addresses, preferred, interfaces, findings);
  return {
    name,
    addresses: addresses.map(({ ip }) => ip),
    holders: preferred.map(
      (node, rank): VipHolder => ({
        node: node.name,
        interface: interfaces[rank]?.name ?? '',
        source: sourcesOf(addresses, interfaces[rank]),
        priority: priorities[rank] ?? 1,
      }),
    ),
    advertMs,
    failback: vip.failover.failback,
    failbackDelayMs: milliseconds(vip.failover.delay),
    track: [...new Set(vip.track)],
    vrrp: { version: vip.vrrp.version, routerId, password: secretOf(vip.vrrp.password) },
    healthyWeight,
    holderWeight,
    raw: { haproxy: '', nginx: '', keepalived: vip.raw.keepalived ?? '' },
  };
}

/** The nodes of `prefer` first, then the others; without it VIP i begins at node i, so that all nodes have work. */
function inPreference(
  vip: SpecVip,
  path: string,
  index: number,
  nodes: readonly PlacedNode[],
  findings: Findings,
): readonly PlacedNode[] {
  if (nodes.length === 0) return [];
  if (vip.prefer === undefined) {
    const first = index % nodes.length;
    return [...nodes.slice(first), ...nodes.slice(0, first)];
  }
  const isList = Array.isArray(vip.prefer);
  const names = isList ? (vip.prefer as string[]) : [vip.prefer as string];
  const known = nodes.map((node) => node.name);
  names.forEach((wanted, position) => {
    const at = isList ? `${path}/prefer/${position}` : `${path}/prefer`;
    if (!known.includes(wanted)) findings.unknown('node', wanted, at, known);
  });
  const chosen = [...new Set(names)].flatMap((wanted) => nodes.find((node) => node.name === wanted) ?? []);
  return [...chosen, ...nodes.filter((node) => !chosen.includes(node))];
}

function prioritiesOf(
  vip: SpecVip,
  path: string,
  nodes: readonly PlacedNode[],
  advertMs: number,
  findings: Findings,
): Priorities {
  const ours = prioritiesFor(nodes.length, advertMs);
  const { priorities } = vip.vrrp;
  if (priorities === undefined) return ours;
  const known = nodes.map((node) => node.name);
  for (const name of Object.keys(priorities)) {
    if (!known.includes(name)) findings.unknown('node', name, `${path}/vrrp/priorities/${name}`, known);
  }
  const missing = known.filter((name) => priorities[name] === undefined);
  if (missing.length > 0 && findings.isWhole('nodes') && findings.isWhole(`${path}/vrrp/priorities`)) {
    findings.add(
      'spec/missing-key',
      `${path}/vrrp/priorities`,
      `There is no priority for ${missing.join(', ')}.`,
      'give one to every node, or to none.',
    );
    return ours;
  }
  if (missing.length > 0) return ours;
  const given = prioritiesAsGiven(known.map((name) => priorities[name] ?? 0));
  if (given !== undefined) return given;
  findings.add(
    'spec/priorities-too-far-apart',
    `${path}/vrrp/priorities`,
    'The priorities lie so far apart that a sick node would beat a healthy one, or a returning node would take the VIP from its holder.',
    'choose numbers from 80 to 200 that differ by less than 50, for example 110 and 100.',
  );
  return ours;
}
