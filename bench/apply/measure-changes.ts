import { setTimeout as pause } from 'node:timers/promises';
import { surveyLab } from '../../src/drill/ground.ts';
import { RunningProbe } from '../../src/drill/running-probe.ts';
import { nowUs } from '../../src/drill/wall-clock.ts';
import { HolderWatch } from '../../src/drill/watch/watch-holders.ts';
import { askHaproxy } from '../../src/engines/haproxy/observe.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { RUN_FILES } from '../../src/release/foundation-config.ts';
import { bringLabUp } from '../daemon/bench-lab.ts';
import { cpuMs, daemonPid, endedChildrenCpuMs } from '../daemon/daemon-pids.ts';
import { manyServers } from '../daemon/many-servers.ts';
import { type Deed, judgeTraffic, type Traffic } from '../soak/judge-soak.ts';
import { timeApi, timeApply, timeCommand } from './changes.ts';

export interface Changes {
  /** Milliseconds; one figure a run. */
  readonly tookMs: Readonly<Record<Measured, readonly number[]>>;
  /** Processes of HAProxy that were others after the servers were added. */
  readonly reloads: number;
  readonly traffic: Traffic;
}

export type Measured = 'added' | 'cpu' | 'planned' | 'applied' | 'reloaded' | 'moved' | 'status';

export const SERVERS = 500;
export const RATE = 200;
const RUNS = 5;
const SETTLE_MS = 5_000;
const BETWEEN_MS = 1_000;

/** All that a site is changed by on a day, again and again, under load. The servers that will be added answer already. */
export async function measureChanges(tell: (line: string) => void): Promise<Changes> {
  const name = 'bench-apply';
  const { lab, file, end } = await bringLabUp(name, SERVERS, SERVERS + 2 * RUNS);
  const socket = `${lab.dir}/lb1/${RUN_FILES.node}`;
  const doors = openLabDoors(lab);
  const enter = (member: string) => lab.enter(member).filter((word) => word !== '-p');
  const ground = { ...surveyLab(lab), enter };
  const watch = new HolderWatch(enter, ground.nodes, ground.client, ground.addresses);
  let probe: RunningProbe | undefined;
  const tookMs: Record<Measured, number[]> = {
    added: [],
    cpu: [],
    planned: [],
    applied: [],
    reloaded: [],
    moved: [],
    status: [],
  };
  const deeds: Deed[] = [];
  const doing = async (action: string, work: () => Promise<void>): Promise<void> => {
    tell(action);
    const fromUs = nowUs();
    await work();
    deeds.push({
      action,
      came: 'done',
      moves: action === 'switchover',
      wrong: undefined,
      fromUs,
      toUs: nowUs(),
    });
    await pause(BETWEEN_MS);
  };
  const pidsNow = async (): Promise<string> => {
    const infos = ground.nodes.map((node) => askHaproxy(ground.runFile(node, 'stats'), 'show info'));
    return (await Promise.all(infos)).map((info) => /^Pid: \d+$/m.exec(info)?.[0]).join();
  };
  const daemons = ground.nodes.map((node) => daemonPid(lab.dir, node) ?? 0);
  const usedMs = () => daemons.map(cpuMs).reduce((sum, ms) => sum + ms, endedChildrenCpuMs());
  try {
    await pause(SETTLE_MS);
    await watch.start();
    probe = await RunningProbe.start(ground, {
      rate: RATE,
      requestMs: 0,
      longSessions: 0,
      longestMs: 300_000,
    });
    const [door] = doors.values();
    if (door === undefined) throw new Error('the lab has no daemon');
    const pids = await pidsNow();
    let servers = SERVERS;
    for (let run = 0; run < RUNS; run += 1) {
      await doing('one server added by the command', async () => {
        const beforeMs = usedMs();
        tookMs.added.push(await timeApply(socket, file, manyServers(name, (servers += 1))));
        tookMs.cpu.push(usedMs() - beforeMs);
      });
      await doing('one server added by the API', async () => {
        const { planMs, applyMs } = await timeApi(door, manyServers(name, (servers += 1)));
        tookMs.planned.push(planMs);
        tookMs.applied.push(applyMs);
      });
    }
    const reloads = (await pidsNow()) === pids ? 0 : 1;
    for (let run = 0; run < RUNS; run += 1) {
      const checkMs = run % 2 === 0 ? 2_500 : 2_000;
      await doing('a change that needs a reload', async () => {
        tookMs.reloaded.push(await timeApply(socket, file, manyServers(name, servers, checkMs)));
      });
      await doing('switchover', async () => {
        tookMs.moved.push(await timeCommand(socket, 'switchover', 'edge', '--yes'));
      });
      await doing('status', async () => {
        tookMs.status.push(await timeCommand(socket, 'status'));
      });
    }
    const { attempts } = await probe.end();
    return { tookMs, reloads, traffic: judgeTraffic(attempts, deeds, watch.movesUs(deeds[0]?.fromUs ?? 0)) };
  } finally {
    probe?.kill();
    watch.stop();
    for (const door of doors.values()) door.close();
    await end();
  }
}
