import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { playerPrograms } from '../../../lab/bundles.ts';
import { printEndScript, printGrowScript } from '../../../lab/change-script.ts';
import { giveManager, nextManagerName } from '../../../lab/give-manager.ts';
import { growPlan } from '../../../lab/grow-plan.ts';
import { openLabDoors } from '../../../lab/lab-doors.ts';
import type { Member } from '../../../lab/network-plan.ts';
import { giveCertificate } from '../../../lab/write-wazuh-files.ts';
import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { Scene } from '../../scene.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, SEEN_WITHIN_MS, slack } from './agents-limits.ts';
import { untilSpread } from './manager-acts.ts';

const GONE_MS = 2000;

export const managerJoin: DrillFault = {
  name: 'manager-join',
  does: 'adds a manager to the cluster; later it is ended, and Holdfast told that it is gone',
  hurts: 'agents are spread anew, its share of them and no more',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    const member = newManager(scene);
    scene.undoBy(`end ${member.name}`, () => endManager(scene, member));
    await scene.act(() => startManager(scene, member));
    scene.agents.include(member);
    const { moveMs = 0 } = scene.ground.agents?.terms ?? {};
    await untilSpread(scene, SEEN_WITHIN_MS + 3 * moveMs + BACK_MS);
  },
  lookOnMs: 500,
  limits(terms) {
    const { share, moveMs, onTheMove } = agentsTerms(terms);
    return [
      atMost('agents.spreadMs', SEEN_WITHIN_MS + 3 * moveMs),
      atMost('agents.reconnects', share + slack(share)),
      atMost('agents.mostDown', Math.max(2 * onTheMove, 20)),
      VIP_STAYS,
    ];
  },
};

/** With its port on the switch. */
function newManager({ ground }: Scene): Member {
  const { plan } = ground.lab;
  const member = giveManager(plan, ground.site, nextManagerName(plan));
  const [made] = member === undefined ? [] : growPlan(plan, { ...plan, members: [member], aliases: {} }).made;
  if (made === undefined) throw new Error('no address is left for one more manager');
  return made;
}

/** Whoever interrupts us has the manager ended, and the lab's record never heard of it. */
async function startManager(scene: Scene, member: Member): Promise<void> {
  const { dir, plan } = scene.ground.lab;
  mkdirSync(`${dir}/${member.name}/log`, { recursive: true, mode: 0o700 });
  giveCertificate(dir, member.name);
  const growth = { plan, made: [member], extended: [] };
  await runScript(scene, printGrowScript(dir, growth, playerPrograms()));
}

async function endManager(scene: Scene, member: Member): Promise<void> {
  const { lab } = scene.ground;
  await runScript(scene, printEndScript(lab.dir, [member], []));
  scene.agents.exclude(member.name);
  // The master has noticed by then, so that nobody hears of it again.
  await pause(GONE_MS);
  const doors = openLabDoors({ dir: lab.dir, site: scene.ground.site });
  const wish = { kind: 'manager' as const, manager: member.name, address: null };
  const asked = { wish, who: 'drill', why: 'the drill manager-join is over' };
  try {
    // Each daemon tells the others.
    await Promise.any([...doors.values()].map((door) => door.ask(asked)));
  } finally {
    for (const door of doors.values()) door.close();
  }
}

async function runScript(scene: Scene, script: string): Promise<void> {
  const file = `${scene.ground.lab.dir}/log/drill.sh`;
  writeFileSync(file, script, { mode: 0o600 });
  await scene.run(['setsid', '--wait', 'sh', file]);
}
