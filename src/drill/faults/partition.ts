import type { Clause } from '../judge/clause.ts';
import { atMost } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';

const APART_MS = 1500;
const TWO_HOLDERS: Clause = { figure: 'twoHoldersMs', of: 'median', atLeast: 1 };

export const partition: DrillFault = {
  name: 'partition',
  does: `keeps the nodes from hearing each other for ${APART_MS} ms; clients and servers reach all`,
  hurts: 'every node takes the VIP; clients reach one of them',
  endsRequestsInFlight: 'at the fault and at moves',
  async inject(scene) {
    const { nodes, lab } = scene.ground;
    const ports = nodes.flatMap((node) => (lab.ports[node] ?? []).map(({ port }) => port));
    const isolate = (port: string, how: 'on' | 'off') =>
      scene.run(['bridge', 'link', 'set', 'dev', port, 'isolated', how]);
    for (const port of ports) scene.undoBy(`let ${port} hear the others`, () => isolate(port, 'off'));
    await scene.act(async () => {
      for (const port of ports) await isolate(port, 'on');
    });
    await scene.pause(APART_MS);
    await scene.repair();
  },
  lookOnMs: 1500,
  limits: ({ advertMs }) => [
    TWO_HOLDERS,
    atMost('oneHolderAfterHealMs', 8 * advertMs + 100),
    atMost('lostAfterHealing', 0),
  ],
};
