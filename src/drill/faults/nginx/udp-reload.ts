import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { nginxReload } from './nginx-reload.ts';

export const udpReload: DrillFault = {
  ...nginxReload,
  name: 'udp-reload',
  does: `${nginxReload.does}, under a stream of datagrams`,
  hurts: 'answers that the servers had not given yet: a worker that ends gives up its datagram sessions',
  asks: { mode: 'udp' },
  endsRequestsInFlight: 'at the fault',
  limits: () => [atMost('lost', 1), atMost('repeated', 0), VIP_STAYS],
};
