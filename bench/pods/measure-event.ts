import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt } from '../../src/drill/measurements.ts';
import { parseProbeRecord } from '../../src/drill/probe/probe-record.ts';
import { CHECKOUT, type Ground } from './ground.ts';

const RATE = 100;
const BEFORE_MS = 1_500;

/** What clients noticed of one event. */
export interface EventSeen {
  readonly requests: number;
  readonly lost: number;
  /** The longest time from the start of a good request to the start of the next good one. */
  readonly outageMs: number;
  /** Nobody was answered at the end of the watch. */
  readonly isDark: boolean;
  readonly kinds: Readonly<Record<string, number>>;
}

/** New connections at a fixed rate while `event` happens, and `lookOnMs` longer. */
export async function measureEvent(
  ground: Ground,
  event: () => Promise<unknown>,
  lookOnMs: number,
): Promise<EventSeen> {
  const file = `${ground.dir}/probe.jsonl`;
  rmSync(file, { force: true });
  const [program = '', ...enter] = ground.enterNetwork('client');
  const child = spawn(
    program,
    [
      ...enter,
      process.execPath,
      `${CHECKOUT}dist/probe.mjs`,
      ...['--url', 'http://10.77.0.100:80/', '--rate', String(RATE), '--request-ms', '0'],
      ...['--for-ms', '120000', '--long-sessions', '0', '--out', file],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await Promise.race([
      new Promise<void>((resolve) => child.stdout.once('data', () => resolve())),
      ended.then(() => Promise.reject(new Error('the probe did not start'))),
    ]);
    await pause(BEFORE_MS);
    await event();
    await pause(lookOnMs);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  return summarise(parseProbeRecord(readFileSync(file, 'utf8')).attempts);
}

export function summarise(attempts: readonly Attempt[]): EventSeen {
  const kinds: Record<string, number> = {};
  let outageUs = 0;
  let lastGood = attempts[0]?.startUs ?? 0;
  for (const { result, startUs } of attempts) {
    if (result !== 'ok') {
      kinds[result] = (kinds[result] ?? 0) + 1;
      continue;
    }
    outageUs = Math.max(outageUs, startUs - lastGood);
    lastGood = startUs;
  }
  const last = attempts.at(-1)?.startUs ?? 0;
  const isDark = last - lastGood > 1_000_000;
  return {
    requests: attempts.length,
    lost: Object.values(kinds).reduce((sum, one) => sum + one, 0),
    outageMs: Math.round((isDark ? last - lastGood : outageUs) / 1000),
    isDark,
    kinds,
  };
}
