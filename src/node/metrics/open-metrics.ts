import type { ApiCounters } from '../api/api-counters.ts';
import type { BalanceFigures } from '../balance/pool-balance.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { ServiceCertificate } from '../status/found.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import type { SiteView } from '../status/site-view.ts';
import { EventCounts } from './count-events.ts';
import { printMetrics } from './print-metrics.ts';
import type { Sample } from './sample.ts';
import { sampleBalances } from './sample-balances.ts';
import { type NotifyCount, sampleDaemon } from './sample-daemon.ts';
import { sampleSite } from './sample-site.ts';

export interface MetricsAround {
  readonly view: () => Promise<SiteView>;
  readonly observation: () => Promise<NodeObservation>;
  readonly api: ApiCounters;
  readonly version: string;
  /** Default: no messages are sent. */
  readonly notify?: () => readonly NotifyCount[];
  /** Files that services show to clients. Default: none. */
  readonly certificates?: () => readonly ServiceCertificate[];
  /** Whether events reach the disk. Default: they do. */
  readonly journalWorks?: () => boolean;
  /** Of the Wazuh cluster. Default: there is none. */
  readonly wazuh?: () => readonly Sample[];
  /** Of pools that this node has spread since it started. Default: none. */
  readonly balances?: () => Readonly<Record<string, BalanceFigures>>;
  /** Milliseconds since 1970; default: this machine's clock. */
  readonly now?: () => number;
}

export interface Metrics {
  /** All metrics as they are now, in Prometheus' text format. */
  text(): Promise<string>;
  /** Counts what happened. */
  note(events: Iterable<JournalEvent>): void;
}

/** What a daemon knows, as figures for Prometheus. Nothing is looked at for a scrape: it says what was seen last. */
export function openMetrics(around: MetricsAround): Metrics {
  const {
    view,
    observation,
    api,
    version,
    notify,
    certificates,
    journalWorks,
    wazuh,
    balances,
    now = Date.now,
  } = around;
  const counts = new EventCounts();
  return {
    note: (events) => {
      for (const event of events) counts.note(event);
    },
    text: async () => {
      const [site, own] = await Promise.all([view(), observation()]);
      const { user, system } = process.cpuUsage();
      return await printMetrics([
        ...sampleSite(site),
        ...counts.samples(Object.keys(site.vips)),
        ...(wazuh?.() ?? []),
        ...sampleBalances(own.balances ?? [], balances?.() ?? {}),
        ...sampleDaemon({
          observation: own,
          api,
          notify: notify?.() ?? [],
          certificates: certificates?.() ?? [],
          journalWorks: journalWorks?.() ?? true,
          process: { cpuSeconds: (user + system) / 1e6, memoryBytes: process.memoryUsage.rss() },
          version,
          nowMs: now(),
        }),
      ]);
    },
  };
}
