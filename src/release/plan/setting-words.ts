import type { Setting } from './keepalived-blocks.ts';

/** What a keyword of keepalived.conf is to the reader; others are called as in the file. */
const WORDS: Readonly<Record<string, string>> = {
  advert_int: 'seconds between adverts',
  authentication: 'password',
  priority: 'priority',
  router_id: 'name in the log',
  state: 'state at the start',
  track_file: 'file that tells its health',
  track_interface: 'interface that it needs',
  unicast_peer: 'peer',
  unicast_src_ip: 'own address in adverts',
  unicast_ttl: 'hop limit of adverts',
  version: 'version of VRRP',
  virtual_ipaddress: 'address',
  virtual_ipaddress_excluded: 'further address',
  virtual_router_id: 'router id',
};

/** Lists of addresses, whose flags only matter when nothing else differs. */
const ADDRESSES = new Set(['unicast_peer', 'virtual_ipaddress', 'virtual_ipaddress_excluded']);

/** `router id 77 becomes 99`. */
export function settingWords(
  keyword: string,
  removed: readonly Setting[],
  added: readonly Setting[],
): string {
  const name = WORDS[keyword] ?? keyword;
  const brief = (list: readonly Setting[]) => list.map(({ words }) => words.split(' ')[0] ?? '').join(', ');
  const full = (list: readonly Setting[]) => list.map(({ words }) => words).join(', ');
  const say = ADDRESSES.has(keyword) && brief(removed) !== brief(added) ? brief : full;
  if (removed.length > 0 && added.length > 0) return `${name} ${say(removed)} becomes ${say(added)}`;
  const [list, what] = removed.length > 0 ? [removed, 'removed'] : [added, 'added'];
  return `${`${name} ${say(list)}`.trim()} is ${what}`;
}
