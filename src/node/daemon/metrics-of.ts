import type { ApiCounters } from '../api/api-counters.ts';
import type { Balancer } from '../balance/balancer.ts';
import { type Metrics, openMetrics } from '../metrics/open-metrics.ts';
import type { Notify } from '../notify/open-notify.ts';
import type { WazuhLink } from '../wazuh/wazuh-link.ts';
import type { CertificateWatch } from './certificate-watch.ts';
import type { Ground } from './open-ground.ts';
import type { Watch } from './watch.ts';

interface Parts {
  readonly watch: Watch;
  readonly balancer: Balancer;
  readonly certificates: CertificateWatch;
  readonly counters: ApiCounters;
  readonly wazuh: WazuhLink;
}

/** The daemon's figures, with what they are read from. Events are counted as long as it runs. */
export function metricsOf(
  { journal }: Ground,
  { watch, balancer, certificates, counters, wazuh }: Parts,
  around: {
    readonly version: string;
    readonly notify: () => Notify | undefined;
    readonly inBackground: (what: string, work: () => Promise<unknown>) => void;
  },
): Metrics {
  const metrics = openMetrics({
    view: () => watch.view(),
    observation: () => watch.observation(),
    api: counters,
    certificates: () => certificates.ofServices,
    journalWorks: () => journal.trouble === undefined,
    notify: () => around.notify()?.stats() ?? [],
    balances: () => balancer.figures,
    wazuh: () => wazuh.figures.samples(),
    version: around.version,
  });
  around.inBackground('counting events', async () => {
    for await (const event of journal.follow()) metrics.note([event]);
  });
  return metrics;
}
