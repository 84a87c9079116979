import type { JournalEvent } from '../journal/record.ts';
import type { Outage } from './report.ts';

const BEGINS: Readonly<Record<string, Outage['kind']>> = {
  'vip-no-holder': 'no-holder',
  'vip-two-holders': 'two-holders',
};
const ENDS = ['vip-held', 'vip-moved'];

type Told = Pick<JournalEvent, 'kind' | 'at' | 'fields'>;

/** The times in which a VIP had no holder, or several, from events in their order. */
export function findOutages(events: readonly Told[], toMs: number): readonly Outage[] {
  const open = new Map<string, Pick<Outage, 'kind' | 'from'>>();
  const outages: Outage[] = [];
  const close = (vip: string, to: string | undefined): void => {
    const begun = open.get(vip);
    if (begun === undefined) return;
    open.delete(vip);
    const endMs = to === undefined ? toMs : Date.parse(to);
    outages.push({ vip, ...begun, to, ms: Math.max(0, endMs - Date.parse(begun.from)) });
  };
  for (const { kind, at, fields } of events) {
    const { vip } = fields;
    const begins = BEGINS[kind];
    if (typeof vip !== 'string') continue;
    if (ENDS.includes(kind)) close(vip, at);
    else if (begins !== undefined && open.get(vip)?.kind !== begins) {
      close(vip, at);
      open.set(vip, { kind: begins, from: at });
    }
  }
  for (const vip of [...open.keys()]) close(vip, undefined);
  return outages.sort((left, right) => (left.from < right.from ? -1 : 1));
}
