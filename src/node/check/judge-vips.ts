import { enginesOf } from '../status/engines-of.ts';
import { sayList, sayMoment } from '../status/say-words.ts';
import type { SiteView } from '../status/site-view.ts';
import { type Checked, judgeLow, limitOf, type Remark, type Thresholds } from './check-verdict.ts';

/**
 * Whether each VIP has one holder, that is able to serve, and another node that could take it. It does not matter which node
 * is asked: on a standby all is well when the VIP is held by a fit node elsewhere.
 * @param thresholds nodes that are fit to hold it, the holder among them; default: warning below 2 (1 where the site has one)
 * @param on the node that shall hold them; another one is a warning
 */
export function judgeVips(
  view: SiteView,
  vips: readonly string[],
  thresholds: Thresholds = {},
  on?: string,
): Checked {
  const all = vips.map((vip) => judgeVip(view, vip, thresholds, on));
  return {
    remarks: all.flatMap(({ remarks }) => remarks),
    figures: all.flatMap(({ figures }) => figures),
  };
}

function judgeVip(view: SiteView, vip: string, thresholds: Thresholds, on: string | undefined): Checked {
  const names = Object.keys(view.nodes);
  const { holders } = view.vips[vip]!;
  const fit = names.filter((node) => isFit(view, node, vip));
  const [warning, critical] = [
    limitOf(thresholds.warning ?? { value: 2, isPercent: false }, names.length),
    limitOf(thresholds.critical ?? { value: 1, isPercent: false }, names.length),
  ];
  const asked = thresholds.warning === undefined ? Math.min(warning, names.length) : warning;
  const label = (what: string) => (Object.keys(view.vips).length === 1 ? what : `${vip} ${what}`);
  const since = view.holderSince[vip];
  return {
    remarks: [holderRemark(view, vip, on), ...fitRemark(vip, fit, names.length, asked, critical)],
    figures: [
      { label: label('holders'), value: holders.length, warning: '1:1', critical: '1:1', min: 0 },
      {
        label: label('fit'),
        value: fit.length,
        warning: `${asked}:`,
        critical: `${critical}:`,
        min: 0,
        max: names.length,
      },
      ...(since === undefined
        ? []
        : [
            {
              label: label('held'),
              value: Math.max(0, (Date.parse(view.observedAt) - Date.parse(since)) / 1000),
              unit: 's' as const,
              min: 0,
            },
          ]),
    ],
  };
}

function holderRemark(view: SiteView, vip: string, on: string | undefined): Remark {
  const { holders, unseen = [], formerly = [] } = view.vips[vip]!;
  const nodes = holders.map(({ node }) => node);
  const [first, second] = nodes;
  if (first === undefined && unseen.length > 0) {
    const whys = unseen.map((node) => `${node} is not seen: ${view.members[node]?.why ?? 'no answer'}`);
    const last = formerly[0]?.node;
    const before = last === undefined ? '' : `, last seen on ${last}`;
    return { state: 'CRITICAL', text: `${vip} is seen on no node${before} (${sayList(whys)})` };
  }
  if (first === undefined) return { state: 'CRITICAL', text: `${vip} held by nobody` };
  if (second !== undefined) return { state: 'CRITICAL', text: `${vip} held by ${sayList(nodes)} at once` };
  const health = view.nodes[first]?.vips[vip];
  if (health?.healthy === false) {
    const why = health.reason ?? 'it does not say why';
    return { state: 'CRITICAL', text: `${vip} held by ${first}, which cannot serve it: ${why}` };
  }
  const since = view.holderSince[vip];
  const words = `${vip} held by ${first}${since === undefined ? '' : ` since ${sayMoment(since, Date.parse(view.observedAt))}`}`;
  if (on !== undefined && on !== first) return { state: 'WARNING', text: `${words}, not by ${on}` };
  return { state: 'OK', text: words };
}

function fitRemark(vip: string, fit: readonly string[], all: number, warning: number, critical: number) {
  const state = judgeLow(fit.length, warning, critical);
  if (state === 'OK') return [];
  const who = fit.length === 0 ? 'no node' : fit.length === 1 ? `only ${fit[0]}` : `only ${sayList(fit)}`;
  return [{ state, text: `${who} of ${all} can serve ${vip}` }];
}

/** Seen now, by itself; a silent foundation proves nothing for its node. */
function isFit({ nodes, members }: SiteView, node: string, vip: string): boolean {
  const seen = nodes[node];
  return (
    members[node]?.reachable !== false &&
    seen?.foundation.state === 'running' &&
    enginesOf(seen.guests).every(([, { state }]) => state === 'running') &&
    seen.guests.keepalived.state === 'running' &&
    seen.vips[vip]?.healthy === true
  );
}
