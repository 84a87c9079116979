import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt } from '../../src/drill/measurements.ts';
import { parseProbeRecord } from '../../src/drill/probe/probe-record.ts';
import { bundle } from '../../src/lab/bundles.ts';
import { findPids } from './find-pids.ts';

/** New connections a second. */
const RATE = 50;
const LONGEST_MS = 600_000;

/** A client of a lab that connects all the time. */
export class LabTraffic {
  readonly #words: readonly string[];
  readonly #file: string;
  #child: ChildProcess | undefined;

  constructor(enter: readonly string[], url: string, home: string) {
    this.#file = join(home, 'probe.jsonl');
    this.#words = [
      ...enter,
      ...[process.execPath, bundle('probe'), '--url', url, '--rate', String(RATE)],
      ...['--timeout-ms', '3000', '--for-ms', String(LONGEST_MS), '--out', this.#file],
    ];
  }

  async start(): Promise<void> {
    const [program = '', ...args] = this.#words;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('error', reject);
      child.once('close', reject);
    });
  }

  /** Ends it. @returns attempts that failed, and how many there were */
  async end(): Promise<{ readonly failed: readonly Attempt[]; readonly all: number }> {
    const child = this.#child;
    if (child === undefined) throw new Error('there is no traffic');
    const ended = new Promise((resolve) => child.once('close', resolve));
    // nsenter hands no signal on: the program itself is asked.
    for (const pid of findPids((words) => words[0] === process.execPath && words.includes(this.#file)))
      process.kill(pid, 'SIGTERM');
    await ended;
    this.#child = undefined;
    const { attempts } = parseProbeRecord(readFileSync(this.#file, 'utf8'));
    return { failed: attempts.filter(({ result }) => result !== 'ok'), all: attempts.length };
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }
}
