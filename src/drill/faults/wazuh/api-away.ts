import { askPlayer } from '../../../lab/ask-player.ts';
import { managerSocket, managersOf } from '../../../lab/wazuh-cluster.ts';
import type { Scene } from '../../scene.ts';
import type { DrillFault } from '../drill-fault.ts';
import { killAndReturn, returnLimits } from './manager-return.ts';

export const apiAway: DrillFault = {
  name: 'api-away',
  does: 'takes the REST API of every manager away, then kills a manager and lets it return',
  hurts: 'agents must be spread anew by their sessions alone',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    scene.undoBy('let the API answer again', () => failApi(scene, 'none'));
    await scene.act(() => failApi(scene, 'api'));
    await killAndReturn(scene);
  },
  lookOnMs: 500,
  limits: returnLimits,
};

/** A manager that is down says nothing, and starts with an API that answers. */
async function failApi({ ground }: Scene, what: 'api' | 'none'): Promise<void> {
  await Promise.allSettled(
    managersOf(ground.lab).map(({ member }) =>
      askPlayer(managerSocket(ground.lab, member.name), { do: 'fail', what }, 2000),
    ),
  );
}
