import { Fault } from '../base/fault.ts';
import { privilege } from '../host/namespaces.ts';
import { endInit, findInits, isAlive } from './init-process.ts';
import type { Lab } from './lab.ts';
import { lockLab } from './lab-lock.ts';
import { type LabRecord, readLabRecord } from './lab-record.ts';
import { checkPrivateDir, labDir, labNames, removeDir, stateRoot } from './state-dir.ts';

/** The running lab of that name; undefined = there is none. What a dead one left is removed on the way. */
export async function findLab(name: string): Promise<Lab | undefined> {
  const dir = labDir(name);
  if (!checkPrivateDir(stateRoot()) || !checkPrivateDir(dir)) return undefined;
  const record = readLabRecord(dir);
  if (record !== undefined && isAlive(record.init)) return labOf(dir, record);
  await removeDead(dir);
  return undefined;
}

/** As findLab; throws `lab/not-running` where there is none. */
export async function openLab(name: string): Promise<Lab> {
  const lab = await findLab(name);
  if (lab !== undefined) return lab;
  const others = labNames();
  throw new Fault(
    'lab/not-running',
    `No lab called ${name} runs.`,
    others.length === 0
      ? 'start one: holdfast lab up'
      : `start it with \`holdfast lab up\`, or name one that runs: --lab-name ${others.join(' | ')}`,
  );
}

/** Removes what dead labs of this user left, whatever their name. */
export async function sweepDeadLabs(): Promise<void> {
  for (const name of labNames()) await findLab(name).catch(() => undefined);
}

export function labOf(dir: string, record: LabRecord): Lab {
  const { pid } = record.init;
  const outer =
    privilege() === 'root'
      ? ['nsenter', '-t', String(pid), '-m', '-n', '-p', '--']
      : ['nsenter', '-t', String(pid), '-U', '--preserve-credentials', '-m', '-n', '-p', '--'];
  return {
    name: record.name,
    dir,
    site: record.site,
    specFile: record.specFile,
    specDigest: record.specDigest,
    initPid: pid,
    startedAt: record.startedAt,
    plan: record.plan,
    daemons: record.daemons,
    ports: Object.fromEntries(
      record.plan.members.map(({ name, links }) => [
        name,
        links.map(({ interface: inner, port, bridge }) => ({ interface: inner, port, bridge })),
      ]),
    ),
    enter: (member) =>
      member === undefined ? outer : [...outer, 'nsenter', `--net=${dir}/ns/${member}`, '--'],
  };
}

/** Only under the lock, and only when it is still dead then: a `lab up` may be at work there. */
async function removeDead(dir: string): Promise<void> {
  const lock = await lockLab(dir, { make: false });
  if (lock === undefined) return;
  try {
    const record = readLabRecord(dir);
    if (record !== undefined && isAlive(record.init)) return;
    for (const init of findInits(dir)) await endInit(init);
    removeDir(dir);
  } finally {
    await lock.release();
  }
}
