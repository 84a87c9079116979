import { atMost } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';

const DOWN_MS = 300;

export const linkFlap: DrillFault = {
  name: 'link-flap',
  does: `cuts the holder's cables for ${DOWN_MS} ms`,
  hurts: 'the VIP may move, and for an instant both may have it',
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const ports = (scene.ground.lab.ports[scene.holder] ?? []).map(({ port }) => port);
    for (const port of ports) {
      scene.undoBy(`plug ${port} in`, () => scene.run(['ip', 'link', 'set', 'dev', port, 'up']));
    }
    await scene.act(async () => {
      for (const port of ports) await scene.run(['ip', 'link', 'set', 'dev', port, 'down']);
    });
    await scene.pause(DOWN_MS);
    await scene.repair();
  },
  lookOnMs: 1500,
  limits: ({ advertMs }) => [atMost('outageMs', DOWN_MS + 4 * advertMs + 100)],
};
