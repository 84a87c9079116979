import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import { atMost, VIP_STAYS } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';

const RELOADS = 20;
const EVERY_MS = 125;
const ANSWER_MS = 4000;

export const haproxyReload: DrillFault = {
  name: 'haproxy-reload',
  does: `reloads HAProxy on the holder ${RELOADS} times`,
  hurts: 'nothing: old processes serve their sessions to the end',
  endsRequestsInFlight: 'never',
  async inject(scene) {
    const socket = scene.ground.runFile(scene.holder, 'control');
    const startedAt = performance.now();
    for (let done = 0; done < RELOADS; done += 1) {
      await scene.pause(Math.max(0, startedAt + done * EVERY_MS - performance.now()));
      await scene.act(() => reload(socket));
    }
  },
  lookOnMs: 1300,
  limits: () => [atMost('lost', 0), VIP_STAYS],
};

async function reload(socket: string): Promise<void> {
  const answer = await askFoundation(socket, { do: 'reload', haproxy: 'anew' }, ANSWER_MS);
  if (answer.ok) return;
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}
