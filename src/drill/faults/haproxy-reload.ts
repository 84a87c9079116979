import { atMost, VIP_STAYS } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';
import { RELOADS, reloadOften } from './reload-often.ts';

export const haproxyReload: DrillFault = {
  name: 'haproxy-reload',
  does: `reloads HAProxy on the holder ${RELOADS} times`,
  hurts: 'nothing: old processes serve their sessions to the end',
  asks: { engine: 'haproxy' },
  endsRequestsInFlight: 'never',
  inject: (scene) => reloadOften(scene, 'haproxy'),
  lookOnMs: 1300,
  limits: () => [atMost('lost', 0), VIP_STAYS],
};
