import type { Site, SiteNode, Vip } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { rawLines } from '../../raw-lines.ts';
import type { CompileTarget } from '../../target.ts';
import { block, type Entry, entry, type KeepalivedFile } from '../grammar/tree.ts';
import { compileGlobals } from './globals.ts';
import { compileInstance } from './instance.ts';
import { instancesOf } from './instances.ts';
import { compileTrackFile } from './track-file.ts';

/** A node's keepalived.conf as a tree. */
export function compileKeepalived(site: Site, node: SiteNode, target: CompileTarget): KeepalivedFile {
  const vips = site.vips.filter((vip) => vip.holders.some((holder) => holder.node === node.name));
  return [
    compileGlobals(site, node, target),
    ...vips.flatMap((vip) => [
      compileTrackFile(vip, node, target),
      ...instancesOf(vip).flatMap((instance) => compileInstance(site, vip, instance, node)),
      ...syncGroup(site, vip),
    ]),
    ...rawEntries(site),
  ];
}

/**
 * Both families of a VIP move together. Without `sync_group_tracking_weight` Keepalived ignores track weights in a
 * group and takes any number in the track file for a fault.
 */
function syncGroup(site: Site, vip: Vip): Entry[] {
  const instances = instancesOf(vip);
  if (instances.length < 2) return [];
  const members = instances.map(({ name }) => entry(undefined, name));
  return [
    block(
      originOf(site, `vips/${vip.name}`),
      ['vrrp_sync_group', vip.name],
      [block(undefined, ['group'], members), entry(undefined, 'sync_group_tracking_weight')],
    ),
  ];
}

function rawEntries(site: Site): Entry[] {
  const origin = originOf(site, 'raw/keepalived', 'raw') ?? 'raw/keepalived';
  return rawLines(site.raw.keepalived).map((raw) => ({ raw, origin }));
}
