import { rmSync, writeFileSync } from 'node:fs';
import { atMost, VIP_MOVES } from '../judge/clause.ts';
import { processesOnMember } from '../processes.ts';
import type { Scene } from '../scene.ts';
import type { DrillFault } from './drill-fault.ts';
import { LOST_BACK_MS } from './wazuh/agents-limits.ts';

export const nodeLoss: DrillFault = {
  name: 'node-loss',
  does: "cuts the holder's cables and kills every process on it; later it comes back as after a reboot",
  hurts: 'the VIP moves; sessions on the node end',
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const { ground, holder } = scene;
    const hold = ground.holdFile(holder);
    const ports = (ground.lab.ports[holder] ?? []).map(({ port }) => port);
    scene.undoBy(`remove ${hold}`, () => rmSync(hold, { force: true }));
    scene.undoBy('plug the cables in', () => setPorts(scene, ports, 'up'));
    // A machine that starts has only the addresses of its own.
    scene.undoBy('take the VIPs off the node', () => removeVips(scene, holder));
    writeFileSync(hold, '', { mode: 0o600 });
    await scene.act(() => setPorts(scene, ports, 'down'));
    await scene.kill(processesOnMember(ground.netFile(holder), scene.watch.pids));
  },
  lookOnMs: 1500,
  limits: ({ advertMs, agents }) => [
    atMost('outageMs', 4 * advertMs + 50),
    // Agents of a simulated Wazuh cluster notice with their next keepalive, and their keys may be in use for a minute.
    ...(agents === undefined ? [] : [atMost('agents.backMs', LOST_BACK_MS)]),
    VIP_MOVES,
  ],
};

async function setPorts(scene: Scene, ports: readonly string[], state: 'up' | 'down'): Promise<void> {
  for (const port of ports) await scene.run(['ip', 'link', 'set', 'dev', port, state]);
}

async function removeVips(scene: Scene, node: string): Promise<void> {
  const found = JSON.parse(await scene.run(['ip', '-j', 'address', 'show'], node)) as readonly {
    readonly ifname: string;
    readonly addr_info?: readonly { readonly local?: string; readonly prefixlen?: number }[];
  }[];
  const vips = scene.ground.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  for (const { ifname, addr_info: infos = [] } of found) {
    for (const { local, prefixlen } of infos) {
      if (local === undefined || !vips.includes(local)) continue;
      await scene.run(['ip', 'address', 'del', `${local}/${prefixlen}`, 'dev', ifname], node);
    }
  }
}
