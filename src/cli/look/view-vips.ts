import type { SiteView } from '../../node/status/site-view.ts';
import { fitTable } from '../fit-table.ts';
import type { Paint } from '../paint.ts';
import { momentWords, spanWords } from '../time-words.ts';
import type { Canvas } from './print-view.ts';
import { holderWords, isOld, roleWords, witnessWords } from './seen-words.ts';

/** Each VIP: who is seen to hold it, since when, by whom and how long ago it was seen, and what each node is to it. */
export function vipTable(view: SiteView, canvas: Canvas, ink: Paint): string {
  const nodes = Object.keys(view.nodes);
  const rows = Object.entries(view.vips).map(([name, { addresses, holders, unseen = [] }]) => {
    const since = view.holderSince[name];
    return [
      name,
      addresses.join(' '),
      holderWords({ holders, unseen }, ink),
      since === undefined || holders.length !== 1 ? '-' : momentWords(since, canvas.nowMs),
      witnessWords(holders),
      ...nodes.map((node) => onNode(view, node, name, ink)),
    ];
  });
  const heading = ['VIP', 'ADDRESS', 'HOLDER', 'SINCE', 'SEEN BY', ...nodes.map((node) => `ON ${node}`)];
  return fitTable([heading, ...rows], canvas.width, ['ADDRESS', 'SEEN BY']);
}

/** What a node's Keepalived says, with its age where that is old. */
function onNode(view: SiteView, node: string, vip: string, ink: Paint): string {
  const words = roleWords(view.nodes[node]!, vip);
  const ageMs = view.members[node]?.ageMs;
  if (!isOld(ageMs)) return words;
  return ink.dim(ageMs === undefined ? 'unknown' : `${words}, ${spanWords(ageMs)} ago`);
}
