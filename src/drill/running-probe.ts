import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Fault } from '../base/fault.ts';
import { bundle } from '../lab/bundles.ts';
import type { Ground } from './ground.ts';
import { type ProbeRecord, parseProbeRecord } from './probe/probe-record.ts';
import type { Tally } from './probe/tally.ts';

export interface ProbeLoad {
  /** New connections a second. */
  readonly rate: number;
  /** How long a server takes to answer; 0 = at once. */
  readonly requestMs: number;
  /** Sessions that are opened first and watched; default 100. */
  readonly longSessions?: number;
  /** It ends by itself after that, should its drill have died; default 30,000. */
  readonly longestMs?: number;
}

const LONG_SESSIONS = 100;
const READY_WITHIN_MS = 5000;
const END_WITHIN_MS = 5000;
const LONGEST_MS = 30_000;

/** The probe, as a process in the client's network. */
export class RunningProbe {
  readonly #child: ChildProcess;
  readonly #file: string;
  readonly #ended: Promise<void>;
  #words = '';

  private constructor(child: ChildProcess, file: string) {
    this.#child = child;
    this.#file = file;
    this.#ended = new Promise((resolve) => {
      child.once('close', () => resolve());
      child.once('error', () => resolve());
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#words += text;
    });
  }

  /**
   * Resolves when its long sessions are open and it asks. Throws `drill/probe-failed`.
   * @param onTally ten times a second: what ended since
   */
  static async start(
    ground: Ground,
    load: ProbeLoad,
    onTally: (tally: Tally) => void = () => {},
  ): Promise<RunningProbe> {
    const file = `${ground.lab.dir}/log/probe.jsonl`;
    rmSync(file, { force: true });
    const { kind, port } = ground.target;
    const host = ground.target.host.includes(':') ? `[${ground.target.host}]` : ground.target.host;
    const [program = '', ...enter] = ground.enter(ground.client);
    const args = [
      ...enter,
      process.execPath,
      bundle('probe'),
      ...(kind === 'http' ? ['--url', `http://${host}:${port}/`] : [`--${kind}`, `${host}:${port}`]),
      '--rate',
      `${load.rate}`,
      '--request-ms',
      `${kind === 'http' ? load.requestMs : 0}`,
      '--for-ms',
      `${load.longestMs ?? LONGEST_MS}`,
      '--long-sessions',
      `${load.longSessions ?? LONG_SESSIONS}`,
      '--out',
      file,
    ];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const probe = new RunningProbe(child, file);
    const ready = new Promise<boolean>((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        if (line === 'ready') resolve(true);
        else onTally(JSON.parse(line) as Tally);
      });
      void probe.#ended.then(() => resolve(false));
      setTimeout(() => resolve(false), READY_WITHIN_MS).unref();
    });
    if (await ready) return probe;
    probe.kill();
    throw probe.#failed('did not start');
  }

  /** Ends it and reads what it saw. Throws `drill/probe-failed`. */
  async end(): Promise<ProbeRecord> {
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), END_WITHIN_MS);
    await this.#ended;
    clearTimeout(late);
    try {
      return parseProbeRecord(readFileSync(this.#file, 'utf8'));
    } catch {
      throw this.#failed('left no record of what it saw');
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #failed(what: string): Fault {
    return new Fault(
      'drill/probe-failed',
      `The client of the drill ${what}.`,
      'read what it said; if it is not there, run `make setup`; if space is short in /tmp, free some',
      this.#words.trim(),
    );
  }
}
