import type { Impact } from './impact.ts';
import type { Setting } from './keepalived-blocks.ts';

/** How hard a keyword of a vrrp_instance is to change while it runs. */
export interface InstanceRule {
  readonly impact: Impact;
  readonly reason?: string | undefined;
}

/** The settings of one keyword that only one side has. */
export interface SettingChange {
  readonly removed: readonly Setting[];
  readonly added: readonly Setting[];
  /** VRRP's version on both sides; another one is a change of its own. */
  readonly version: number;
  /** On one of the sides the node has no peer: there is nobody who could misunderstand it. */
  readonly isAlone: boolean;
}

/*
 * Measured with Keepalived 2.2.7: two nodes, adverts every 50 ms (version 2: 1 s), the standby reloaded first and the holder
 * 1.5 s (6 s) later, VIP watched on both. What is not in the list was not measured or interrupted.
 */
const RULES: Readonly<Record<string, (change: SettingChange) => InstanceRule>> = {
  virtual_router_id: () => deaf('Nodes with different router ids do not hear each other'),
  version: () => deaf('Nodes that speak different versions do not understand each other'),
  authentication: () => deaf('Nodes with different passwords do not believe each other'),
  unicast_src_ip: ({ isAlone }) =>
    isAlone ? { impact: 'reload' } : deaf('A node takes adverts only from the addresses that it knows'),
  unicast_ttl: ({ isAlone }) =>
    isAlone ? { impact: 'reload' } : deaf('A node drops adverts with another hop limit'),
  advert_int: advertRule,
  unicast_peer: peerRule,
  virtual_ipaddress: addressRule,
  virtual_ipaddress_excluded: () => ({ impact: 'reload' }),
  interface: () => ({
    impact: 'vip-interrupted',
    reason: 'the address goes from one interface to the other',
  }),
  state: () => ({ impact: 'vip-moves', reason: 'a node that begins as MASTER takes the VIP at its start' }),
  use_vmac: () => ({ impact: 'vip-interrupted', reason: 'the address goes to another interface' }),
  track_interface: () => ({ impact: 'reload', reason: 'the VIP leaves a node where that interface is down' }),
  track_file: () => ({ impact: 'reload' }),
  track_script: () => ({ impact: 'reload', reason: 'the VIP leaves a node where that script fails' }),
  nopreempt: () => ({ impact: 'reload' }),
  preempt_delay: () => ({ impact: 'reload' }),
};

const HARMLESS =
  /^(garp_|notify|smtp_alert|higher_prio_send_advert|lower_prio_no_advert|debug|dont_track_primary|skip_check_adv_addr)/;

export function instanceRule(keyword: string, change: SettingChange): InstanceRule {
  const rule = RULES[keyword];
  if (rule !== undefined) return rule(change);
  if (HARMLESS.test(keyword)) return { impact: 'reload' };
  return {
    impact: 'vip-interrupted',
    reason: `what a reload does to the VIP when "${keyword}" changes is not known`,
  };
}

function deaf(why: string): InstanceRule {
  return {
    impact: 'vip-interrupted',
    reason: `${why.toLowerCase()[0]}${why.slice(1)}: until the last one has changed, two hold the VIP`,
  };
}

/** Version 3 learns the interval from the adverts, but waits by its own one until it has heard the first. */
function advertRule({ removed, added, version }: SettingChange): InstanceRule {
  if (version === 2) return deaf('Version 2 drops adverts with another interval');
  const [was, becomes] = [removed, added].map((list) => Number(list[0]?.words));
  if (was !== undefined && becomes !== undefined && was < 3 * becomes) return { impact: 'reload' };
  return {
    impact: 'vip-interrupted',
    reason:
      'a node that waits by the shorter interval hears nothing in time, and takes the VIP until the next advert',
  };
}

/** Peers may come (a node joins) and go (a node leaves), but not become others. */
function peerRule({ removed, added }: SettingChange): InstanceRule {
  const peer = ({ words }: Setting) => words.split(' ')[0];
  const lost = removed.filter((one) => !added.some((other) => peer(one) === peer(other)));
  const come = added.filter((one) => !removed.some((other) => peer(one) === peer(other)));
  if (lost.length > 0 && come.length > 0) return deaf('A peer has another address');
  return { impact: 'reload' };
}

/** An address that stays, with another prefix or flag, is set again within a millisecond. */
function addressRule({ removed, added }: SettingChange): InstanceRule {
  const address = ({ words }: Setting) => words.split(/[ /]/)[0];
  const stays =
    removed.length === added.length &&
    removed.every((one) => added.some((other) => address(one) === address(other)));
  if (stays)
    return { impact: 'reload', reason: 'the address is taken off and set again within a millisecond' };
  return {
    impact: 'vip-interrupted',
    reason:
      'peers compare the addresses in the adverts: the former one is removed, then the new one is added',
  };
}
