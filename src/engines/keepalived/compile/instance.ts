import type { Site, SiteNode, Vip, VipHolder } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { rawLines } from '../../raw-lines.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { advertMs, heldPrefix, type Instance } from './instances.ts';

/** Only packets that crossed no router have it. */
const NEIGHBOUR_TTL = 255;

/**
 * One `vrrp_instance`. Every node begins as BACKUP and may preempt: who holds the VIP is decided by the priority, to
 * which the foundation's track file adds health and the right to stay.
 */
export function compileInstance(site: Site, vip: Vip, instance: Instance, node: SiteNode): WordEntry[] {
  const own = vip.holders.find((holder) => holder.node === node.name);
  if (own === undefined) return [];
  const path = `vips/${vip.name}`;
  const origin = originOf(site, path);
  const address = originOf(site, `${path}/address`, `${path}/addresses`, path);
  const [first, ...others] = instance.addresses.map((one) =>
    entry(
      address,
      `${one.address}/${heldPrefix(one)} dev`,
      own.interface,
      ...(one.family === 6 ? ['-nodad'] : []),
    ),
  );
  return [
    block(
      origin,
      ['vrrp_instance', instance.name],
      [
        entry(undefined, 'state BACKUP'),
        entry(originOf(site, `${path}/interface`), 'interface', own.interface),
        entry(originOf(site, `${path}/vrrp/version`), 'version', String(vip.vrrp.version)),
        entry(originOf(site, `${path}/vrrp/routerId`), 'virtual_router_id', String(vip.vrrp.routerId)),
        entry(originOf(site, `${path}/vrrp/priorities`, `${path}/prefer`), 'priority', String(own.priority)),
        entry(originOf(site, `${path}/failover/advertise`), 'advert_int', String(advertMs(vip) / 1000)),
        ...authentication(site, vip),
        ...unicast(vip, own, instance),
        ...tracked(site, vip),
        block(undefined, ['track_file'], [entry(undefined, vip.name)]),
        block(address, ['virtual_ipaddress'], first === undefined ? [] : [first]),
        // Not part of the adverts: one can be added on one node alone without two holders.
        ...(others.length === 0 ? [] : [block(address, ['virtual_ipaddress_excluded'], others)]),
        ...rawEntries(site, vip),
      ],
    ),
  ];
}

function authentication(site: Site, vip: Vip): WordEntry[] {
  const { password, version } = vip.vrrp;
  if (password === undefined || version !== 2) return [];
  const origin = originOf(site, `vips/${vip.name}/vrrp/password`);
  return [
    block(
      origin,
      ['authentication'],
      [entry(origin, 'auth_type PASS'), entry(origin, 'auth_pass', { secret: password })],
    ),
  ];
}

/** Adverts go to the peers' own addresses and are taken from nobody else; a lone node has nobody to speak to. */
function unicast(vip: Vip, own: VipHolder, { family }: Instance): WordEntry[] {
  const source = (holder: VipHolder) => holder.source.find((address) => address.family === family)?.address;
  const peers = vip.holders
    .filter((holder) => holder !== own)
    .map(source)
    .filter((address) => address !== undefined);
  const from = source(own);
  if (peers.length === 0 || from === undefined) return [];
  const ttl = `min_ttl ${NEIGHBOUR_TTL} max_ttl ${NEIGHBOUR_TTL}`;
  return [
    entry(undefined, 'unicast_src_ip', from),
    entry(undefined, `unicast_ttl ${NEIGHBOUR_TTL}`),
    block(
      undefined,
      ['unicast_peer'],
      peers.map((peer) => entry(undefined, `${peer} ${ttl}`)),
    ),
  ];
}

function tracked(site: Site, vip: Vip): WordEntry[] {
  if (vip.track.length === 0) return [];
  const origin = originOf(site, `vips/${vip.name}/track`);
  return [
    block(
      origin,
      ['track_interface'],
      vip.track.map((name) => entry(origin, name)),
    ),
  ];
}

function rawEntries(site: Site, vip: Vip): Entry[] {
  const path = `vips/${vip.name}/raw`;
  const origin = originOf(site, `${path}/keepalived`, path) ?? `${path}/keepalived`;
  return rawLines(vip.raw.keepalived).map((raw) => ({ raw, origin }));
}
