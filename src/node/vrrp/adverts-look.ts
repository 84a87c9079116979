import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readDump } from '../../engines/keepalived/observe/read-dump.ts';
import { type FoundationConfig, RUN_FILES } from '../../release/foundation-config.ts';
import type { AdvertsSeen } from './adverts-seen.ts';

/** Keepalived writes it into the directory that the foundation started it with. */
const DUMP = 'keepalived.data';
const PID = 'vrrp.pid';
const WITHIN_MS = 800;
const STEP_MS = 15;
/** Who asks sooner gets the same answer: Keepalived has better things to do. */
const AGAIN_MS = 400;
/** The same number on every Linux that Node runs on. */
const SIGUSR1 = 10;

/** Asks this node's Keepalived what it hears. Nobody is asked unless somebody looks. */
export class AdvertsLook {
  readonly #runDir: string;
  #last: { readonly at: number; readonly seen: Promise<AdvertsSeen> } | undefined;

  constructor(runDir: string) {
    this.#runDir = runDir;
  }

  /** Never rejects: why nothing is known is part of the answer. */
  look(): Promise<AdvertsSeen> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > AGAIN_MS) {
      this.#last = {
        at: now,
        seen: this.#ask().catch((error: unknown) => ({
          atMs: Date.now(),
          instances: [],
          why: error instanceof Error ? error.message : String(error),
        })),
      };
    }
    return this.#last.seen;
  }

  async #ask(): Promise<AdvertsSeen> {
    const config = await readFile(join(this.#runDir, RUN_FILES.active, 'foundation.json'), 'utf8');
    const { vips } = JSON.parse(config) as FoundationConfig;
    const pid = Number((await readFile(join(this.#runDir, PID), 'utf8')).trim());
    if (!(await canTake(pid))) throw new Error('no VRRP process that could be asked runs');
    const file = join(this.#runDir, DUMP);
    await rm(file, { force: true });
    signal(pid);
    const dumps = readDump(await whenWritten(file));
    const { mtimeMs } = await stat(file);
    const instances = vips.flatMap(({ name, instances: own }) =>
      dumps.flatMap((dump) => (own.includes(dump.instance) ? [{ ...dump, vip: name }] : [])),
    );
    return { atMs: Math.round(mtimeMs), instances, why: undefined };
  }
}

/** A process that just starts has no hand for the signal yet and would die of it; so would a stranger with its number. */
async function canTake(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const has = (mask: string) => {
    const bits = new RegExp(`^${mask}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1] ?? '0';
    return (BigInt(`0x${bits}`) >> BigInt(SIGUSR1 - 1)) & 1n;
  };
  // Keepalived blocks its signals and reads them (signalfd(2)).
  return /^Name:\s*keepalived/m.test(status) && (has('SigBlk') === 1n || has('SigCgt') === 1n);
}

function signal(pid: number): void {
  try {
    process.kill(pid, SIGUSR1);
  } catch (error) {
    const isRefused = (error as NodeJS.ErrnoException).code === 'EPERM';
    throw new Error(
      isRefused ? 'this daemon may not ask Keepalived: they run as different users' : 'it ended',
    );
  }
}

/** The file, when it does not grow any more. */
async function whenWritten(file: string): Promise<string> {
  const deadline = performance.now() + WITHIN_MS;
  for (let before = ''; performance.now() < deadline; ) {
    await pause(STEP_MS);
    const text = await readFile(file, 'latin1').catch(() => '');
    if (text !== '' && text === before) return text;
    before = text;
  }
  throw new Error(`Keepalived did not answer within ${WITHIN_MS} ms`);
}
