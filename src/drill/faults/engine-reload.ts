import type { Engine } from '../../site/site.ts';
import { atMost, VIP_STAYS } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';
import { RELOADS, reloadOften } from './reload-often.ts';

/** @param title the engine's name as its makers write it */
export function engineReload(engine: Engine, title: string): DrillFault {
  return {
    name: `${engine}-reload`,
    does: `reloads ${title} on the holder ${RELOADS} times`,
    hurts: 'nothing: old processes serve their sessions to the end',
    asks: { engine },
    endsRequestsInFlight: 'never',
    inject: (scene) => reloadOften(scene, engine),
    lookOnMs: 1300,
    limits: () => [atMost('lost', 0), VIP_STAYS],
  };
}
