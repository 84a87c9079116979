import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import { atMost, servedAtOnce, VIP_MOVES } from '../judge/clause.ts';
import type { Scene } from '../scene.ts';
import type { DrillFault } from './drill-fault.ts';

const MOVE_WITHIN_MS = 2000;

export const switchover: DrillFault = {
  name: 'switchover',
  does: "moves the VIP on purpose: the target gets the holder's weight, then the holder loses it",
  hurts: 'requests in flight and sessions on the former holder end',
  endsRequestsInFlight: 'at the fault and at moves',
  async inject(scene) {
    const { holder, other, ground } = scene;
    // By then the rule gives the same: the new holder keeps the weight because it has the VIP.
    scene.undoBy('leave the weights to the rule', async () => {
      await weigh(scene, other, null);
      await weigh(scene, holder, null);
    });
    await weigh(scene, other, true);
    await scene.act(() => weigh(scene, holder, false));
    const moved = () => scene.watch.ledger.holdersNow(ground.addresses).join() === other;
    await scene.until(moved, MOVE_WITHIN_MS);
  },
  lookOnMs: 1500,
  limits: (terms) => [atMost('lost', 0), atMost('inFlight', 2 + servedAtOnce(terms)), VIP_MOVES],
};

async function weigh(scene: Scene, node: string, value: boolean | null): Promise<void> {
  const request = { do: 'bonus', vip: scene.ground.vip.name, value } as const;
  const answer = await askFoundation(scene.ground.runFile(node, 'control'), request, 1000);
  if (answer.ok) return;
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}
