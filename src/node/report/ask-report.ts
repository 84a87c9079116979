import type { NodeService } from '../api/node-service.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { ReportEvents, ReportFacts } from './report.ts';

const AT_ONCE = 1_000;
/** More of them are no report any more. */
const MOST_EVENTS = 20_000;

/** Asks one node's daemon for all that a report needs. Throws Faults. */
export async function askReport(
  service: Pick<NodeService, 'status' | 'history' | 'drift' | 'events' | 'verifyJournal'>,
  fromMs: number,
  toMs: number,
): Promise<ReportFacts> {
  const [view, { revisions }, drift, events, journal] = await Promise.all([
    service.status(),
    service.history(),
    service.drift(),
    eventsSince(service, fromMs),
    service.verifyJournal(),
  ]);
  return { view, revisions, drift, events, journal, fromMs, toMs };
}

/** From the newest back, until one is older. */
async function eventsSince(service: Pick<NodeService, 'events'>, fromMs: number): Promise<ReportEvents> {
  const since = new Date(fromMs).toISOString();
  let all: readonly JournalEvent[] = await service.events(-AT_ONCE, AT_ONCE);
  while (all.length < MOST_EVENTS) {
    const [first] = all;
    if (first === undefined || first.seq <= 1 || first.at < since) break;
    const from = Math.max(1, first.seq - AT_ONCE);
    const older = (await service.events(from, first.seq - from)).filter(({ seq }) => seq < first.seq);
    if (older.length === 0) break;
    all = [...older, ...all];
  }
  const [first] = all;
  const isComplete = first === undefined || first.seq <= 1 || first.at < since;
  return { all: all.filter(({ at }) => at >= since), isComplete };
}
