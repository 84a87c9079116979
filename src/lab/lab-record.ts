import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import type { Site } from '../site/site.ts';
import type { NetworkPlan } from './network-plan.ts';
import { stateFault } from './state-dir.ts';

/** `lab.json`: what `lab up` started. */
export interface LabRecord {
  readonly version: 1;
  readonly name: string;
  readonly specFile: string;
  /** Of the site; the same for specs that mean the same. */
  readonly specDigest: string;
  readonly site: Site;
  readonly plan: NetworkPlan;
  /** Whether its nodes have daemons. */
  readonly daemons: boolean;
  readonly init: ProcessIdentity;
  readonly startedAt: string;
}

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks since boot, field 22 of /proc/PID/stat. */
  readonly startTicks: string;
  readonly bootId: string;
}

const FILE = 'lab.json';

export function writeLabRecord(dir: string, record: LabRecord): void {
  const file = join(dir, FILE);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(record, undefined, 1)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw stateFault(file, error);
  }
}

/** undefined = there is none. Throws `lab/state-corrupt`. */
export function readLabRecord(dir: string): LabRecord | undefined {
  const file = join(dir, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw stateFault(file, error);
  }
  const record = parse(text);
  if (
    record?.version === 1 &&
    typeof record.init?.pid === 'number' &&
    record.site?.nodes &&
    record.plan?.members
  ) {
    return record as LabRecord;
  }
  throw new Fault(
    'lab/state-corrupt',
    `${file} is not what a lab writes, so nobody can tell what runs there.`,
    `run: holdfast lab down --lab-name ${dir.split('/').at(-1)} (it ends the lab and removes its files)`,
    text.slice(0, 200),
  );
}

function parse(text: string): Partial<LabRecord> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Partial<LabRecord>) : undefined;
  } catch {
    return undefined;
  }
}
