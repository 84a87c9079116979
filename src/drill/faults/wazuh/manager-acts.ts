import { rmSync, writeFileSync } from 'node:fs';
import { Fault } from '../../../base/fault.ts';
import { managersOf } from '../../../lab/wazuh-cluster.ts';
import { processesOnMember, signalAll } from '../../processes.ts';
import type { Scene } from '../../scene.ts';
import { nowUs } from '../../wall-clock.ts';

/** The member of the manager that has most agents now; of those that take events, and not the master where there is a choice. */
export function busiestManager(scene: Scene): string {
  const { ground } = scene;
  const sessions = scene.agents.last?.sessions ?? {};
  const hosts = new Set(ground.agents?.pool.servers.map(({ host }) => host));
  const candidates = managersOf(ground.lab).filter(({ player }) => hosts.has(player.address));
  // Without the master the API is away too, which is another drill.
  const workers = candidates.filter(({ player }) => player.type === 'worker');
  const [busiest] = [...(workers.length > 0 ? workers : candidates)].sort(
    (one, other) => (sessions[other.member.name] ?? 0) - (sessions[one.member.name] ?? 0),
  );
  if (busiest !== undefined) return busiest.member.name;
  throw new Fault(
    'drill/no-agents',
    'No manager of the lab takes agents, so there is none to hurt.',
    'run the drill in a lab of a spec with `wazuh:` whose events service is on',
  );
}

/** Kills a manager and keeps it down until the repair. */
export async function holdManager(scene: Scene, member: string): Promise<void> {
  const hold = scene.ground.holdFile(member);
  scene.undoBy(`let ${member} start again`, () => rmSync(hold, { force: true }));
  writeFileSync(hold, '', { mode: 0o600 });
  await scene.kill(processesOf(scene, member));
}

/** The same without waiting for the repair. */
export async function returnManager(scene: Scene, member: string): Promise<void> {
  await scene.act(() => rmSync(scene.ground.holdFile(member), { force: true }));
}

export async function freezeManager(scene: Scene, member: string): Promise<void> {
  const pids = processesOf(scene, member);
  scene.undoBy(`let ${member} go on`, () => signalAll(pids, 'SIGCONT'));
  await scene.act(() => signalAll(pids, 'SIGSTOP'));
}

/** All agents report again, as seen after now; or the time is over, which the figures tell. */
export async function untilBack(scene: Scene, withinMs: number): Promise<void> {
  const sinceUs = nowUs();
  await scene.until(() => scene.agents.allReportSince(sinceUs), withinMs);
}

/** The same, and they are spread evenly over all managers, and stay so for a second. */
export async function untilSpread(scene: Scene, withinMs: number): Promise<void> {
  let sinceUs = nowUs();
  await scene.until(() => {
    if (!scene.agents.areSpreadSince(0, scene.agents.managers)) sinceUs = nowUs();
    return nowUs() - sinceUs > 1_000_000;
  }, withinMs);
}

function processesOf(scene: Scene, member: string): readonly number[] {
  return processesOnMember(scene.ground.netFile(member), scene.watch.pids);
}
