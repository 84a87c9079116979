import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { RELOADS, reloadOften } from '../reload-often.ts';

export const nginxReload: DrillFault = {
  name: 'nginx-reload',
  does: `reloads nginx on the holder ${RELOADS} times`,
  hurts: 'nothing: old processes serve their sessions to the end',
  asks: { engine: 'nginx' },
  endsRequestsInFlight: 'never',
  inject: (scene) => reloadOften(scene, 'nginx'),
  lookOnMs: 1300,
  limits: () => [atMost('lost', 0), VIP_STAYS],
};
