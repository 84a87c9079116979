import { sayList } from '../status/say-words.ts';
import type { SeenServer, ServerState } from '../status/site-status.ts';
import type { SiteView } from '../status/site-view.ts';
import {
  type Checked,
  judgeLow,
  limitOf,
  type PluginState,
  type Remark,
  type Thresholds,
} from './check-verdict.ts';

/**
 * Whether each pool has servers. By default a server that is down is a warning, and none that is up is critical; one that an
 * operator has taken out is neither.
 * @param thresholds servers that are up
 */
export function judgePools(view: SiteView, pools: readonly string[], thresholds: Thresholds = {}): Checked {
  const all = pools.map((pool) => judgePool(view, pool, thresholds));
  return {
    remarks: all.map(({ remark }) => remark),
    figures: all.map(({ figure }) => figure),
  };
}

function judgePool(view: SiteView, pool: string, thresholds: Thresholds) {
  const servers = Object.entries(view.pools[pool]!.servers);
  const inState = (state: string) =>
    servers.filter(([, one]) => stateOf(one) === state).map(([name]) => name);
  const [up, down, unknown] = [inState('up').length, inState('down'), inState('unknown')];
  const out = servers.length - up - down.length - unknown.length;
  const critical = limitOf(thresholds.critical ?? { value: 1, isPercent: false }, servers.length);
  const warning =
    thresholds.warning === undefined ? servers.length - out : limitOf(thresholds.warning, servers.length);
  const state = judgePoolState(up, unknown.length, servers.length, warning, critical);
  const more = [
    ...(down.length === 0 ? [] : [`${sayList(down)} down`]),
    ...(unknown.length === 0 ? [] : [`${sayList(unknown)} not seen`]),
    ...(out === 0 ? [] : [`${out} taken out`]),
  ];
  const label = Object.keys(view.pools).length === 1 ? 'up' : `${pool} up`;
  const detail = more.length === 0 ? '' : ` (${more.join(', ')})`;
  const remark: Remark = { state, text: `${pool} ${up}/${servers.length} up${detail}` };
  return {
    remark,
    figure: {
      label,
      value: up,
      warning: `${warning}:`,
      critical: `${critical}:`,
      min: 0,
      max: servers.length,
    },
  };
}

/** A pool of which nothing is seen is no empty one; nobody knows. */
function judgePoolState(
  up: number,
  unknown: number,
  all: number,
  warning: number,
  critical: number,
): PluginState {
  if (unknown === all) return 'UNKNOWN';
  return judgeLow(up, warning, critical);
}

/** As the holder of its VIP sees it; where nobody holds one, or no service uses the pool, as any node does. */
function stateOf({ state, observations }: SeenServer): ServerState {
  if (state !== 'unknown') return state;
  const seen = observations.map((one) => one.state).filter((one) => one !== 'unknown');
  return seen.includes('up') ? 'up' : (seen[0] ?? 'unknown');
}
