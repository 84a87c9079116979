import type { Site, SiteNode } from '../../../site/site.ts';
import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { block, entry, type WordEntry } from '../grammar/tree.ts';

/** `global_defs`: who we are, and how peers and neighbours are told. */
export function compileGlobals(_site: Site, node: SiteNode, target: CompileTarget): WordEntry {
  const lines = [
    // Never vrrp_rt_priority: the kernel kills Keepalived when its real-time slice is used up.
    ...(target.kind === 'host' ? ['vrrp_priority -10'] : []),
    'vrrp_check_unicast_src',
    // After a partition the loser's last word makes the winner announce its MAC address again.
    'vrrp_higher_prio_send_advert true',
    'vrrp_garp_master_delay 1',
    'vrrp_garp_master_repeat 3',
    'vrrp_garp_master_refresh 10',
    'vrrp_garp_master_refresh_repeat 1',
    'vrrp_garp_lower_prio_delay 1',
    'vrrp_garp_lower_prio_repeat 3',
    'vrrp_notify_priority_changes true',
  ];
  return block(
    undefined,
    ['global_defs'],
    [
      entry(undefined, 'router_id', node.name),
      ...lines.map((text) => entry(undefined, text)),
      entry(undefined, 'vrrp_notify_fifo', `${target.runDir(node.name)}/${RUN_FILES.fifo}`),
    ],
  );
}
