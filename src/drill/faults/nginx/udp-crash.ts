import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { nginxCrash } from './nginx-crash.ts';

export const udpCrash: DrillFault = {
  ...nginxCrash,
  name: 'udp-crash',
  does: 'kills nginx on the holder, master and workers at once (SIGKILL), under a stream of datagrams',
  hurts: 'datagrams that nginx had taken, and answers that were on their way',
  asks: { mode: 'udp' },
  // Those that nginx had not taken wait in the socket that the foundation holds.
  limits: () => [atMost('lost', 1), atMost('repeated', 0), VIP_STAYS],
};
