import { setTimeout as pause } from 'node:timers/promises';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { bringLabUp } from './bench-lab.ts';
import { cpuMs, daemonPid, mostResidentKb, residentKb } from './daemon-pids.ts';

export interface DaemonCost {
  readonly servers: number;
  /** The larger of the two daemons, idle. */
  readonly residentMb: number;
  /** The most that one of them ever had, after it was asked for everything again and again, too. */
  readonly mostMb: number;
  /** Of one core, idle; the greater of the two. */
  readonly cpuPercent: number;
  /** All that a daemon used, by the number of its cycles: with what peers ask and answer meanwhile. */
  readonly cycleMs: number;
}

const SETTLE_MS = 15_000;
const LOOK_MS = 60_000;
/** The daemon's slower beat: without events one cycle each. */
const BEAT_MS = 2_000;
const QUESTIONS = 50;

/** Both daemons of a lab in which nothing happens. */
export async function measureDaemons(servers: number): Promise<DaemonCost> {
  const { lab, end } = await bringLabUp('bench-daemon', servers);
  const doors = openLabDoors(lab);
  try {
    const pids = [...doors.keys()].map((node) => daemonPid(lab.dir, node) ?? 0);
    await pause(SETTLE_MS);
    const before = pids.map(cpuMs);
    const startedAt = performance.now();
    await pause(LOOK_MS);
    const tookMs = performance.now() - startedAt;
    const usedMs = Math.max(...pids.map((pid, index) => cpuMs(pid) - (before[index] ?? 0)));
    const residentMb = Math.max(...pids.map(residentKb)) / 1024;
    for (let question = 0; question < QUESTIONS; question += 1) {
      for (const door of doors.values())
        await Promise.all([door.status(), door.observation(), door.metrics()]);
    }
    return {
      servers,
      residentMb,
      mostMb: Math.max(...pids.map(mostResidentKb)) / 1024,
      cpuPercent: (usedMs / tookMs) * 100,
      cycleMs: usedMs / (tookMs / BEAT_MS),
    };
  } finally {
    for (const door of doors.values()) door.close();
    await end();
  }
}
