import { mkdirSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import { closeInheritedStreams } from '../host/close-inherited-streams.ts';
import { runCommand } from '../host/run-command.ts';
import type { Site } from '../site/site.ts';
import { playerPrograms } from './bundles.ts';
import { printEndScript, printGrowScript } from './change-script.ts';
import { digestOf } from './digest-of.ts';
import { fitPlan } from './fit-plan.ts';
import { addressesOf, growPlan } from './grow-plan.ts';
import { isAlive } from './init-process.ts';
import type { Lab } from './lab.ts';
import { lockLab } from './lab-lock.ts';
import { type LabRecord, readLabRecord, writeLabRecord } from './lab-record.ts';
import { NOT_INHERITED } from './launch.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { labOf } from './open-lab.ts';
import { shrinkPlan } from './shrink-plan.ts';
import { stateFault } from './state-dir.ts';

export type Played =
  /** `lab` is the lab with its new members; `made` are their names. */
  | { readonly is: 'played'; readonly lab: Lab; readonly made: readonly string[] }
  /** The spec is right, but not something that a lab can play. */
  | { readonly is: 'impossible'; readonly problems: readonly Problem[] };

/**
 * Plays, in a lab that runs, what is new in `site`: servers, ports and addresses of servers, clients. All that is there
 * stays, so that both the site in force and the new one are played. Where nothing is new it does nothing.
 * @throws Fault `lab/cannot-change`, `lab/network-failed`, `lab/busy`, `lab/not-running`
 */
export async function playNewServers(lab: Lab, site: Site, dist?: string): Promise<Played> {
  const { plan: wanted, problems } = planNetwork(site);
  if (problems.length > 0) return { is: 'impossible', problems };
  return changing(lab, async (record) => {
    refuseTakenVip(record, site);
    const growth = growPlan(record.plan, onWires(record, wanted));
    const made = growth.made.map(({ name }) => name);
    if (made.length + growth.extended.length > 0) {
      const { dir } = lab;
      for (const name of made) makeFolder(`${dir}/${name}/log`);
      try {
        await runInside(lab, 'grow', printGrowScript(dir, growth, playerPrograms(dist)));
      } catch (error) {
        await runInside(lab, 'undo', printEndScript(dir, growth.made, [])).catch(() => {});
        throw error;
      }
    }
    const grown = { ...record, plan: growth.plan };
    writeLabRecord(lab.dir, grown);
    return { is: 'played', lab: labOf(lab.dir, grown), made };
  });
}

/**
 * Call it when `site` is in force: ends the players of servers that it does not have, and records that the lab plays it.
 * Returns the lab as it is then, and who ended.
 * @throws Fault as `playNewServers`
 */
export async function endOldServers(
  lab: Lab,
  site: Site,
): Promise<{ readonly lab: Lab; readonly ended: readonly string[] }> {
  const { plan: wanted } = planNetwork(site);
  return changing(lab, async (record) => {
    const { plan, ended, left } = shrinkPlan(record.plan, onWires(record, wanted));
    if (ended.length + left.length > 0) await runInside(lab, 'end', printEndScript(lab.dir, ended, left));
    const shrunk: LabRecord = { ...record, plan, site, specFile: site.file, specDigest: digestOf(site) };
    writeLabRecord(lab.dir, shrunk);
    return { lab: labOf(lab.dir, shrunk), ended: ended.map(({ name }) => name) };
  });
}

function onWires({ plan, name }: LabRecord, wanted: NetworkPlan): NetworkPlan {
  const fitted = fitPlan(plan, wanted);
  if (!('why' in fitted)) return fitted;
  throw cannotChange(name, fitted.why);
}

/** Clients were given free addresses; they keep them. */
function refuseTakenVip({ plan, name }: LabRecord, site: Site): void {
  const vips = site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const client = plan.members.find(
    (member) => member.kind === 'client' && addressesOf(member).some(({ address }) => vips.includes(address)),
  );
  if (client !== undefined) throw cannotChange(name, `its ${client.name} has the address of a VIP`);
}

function cannotChange(name: string, why: string): Fault {
  return new Fault(
    'lab/cannot-change',
    `The lab ${name} cannot play this spec while it runs: ${why}.`,
    `start it anew with the spec: holdfast lab down --lab-name ${name}, then holdfast lab up`,
  );
}

/** One command at a time changes a lab, and only one that still runs. */
async function changing<Result>(lab: Lab, work: (record: LabRecord) => Promise<Result>): Promise<Result> {
  const lock = await lockLab(lab.dir, { make: false });
  if (lock === undefined) {
    throw new Fault(
      'lab/busy',
      `Another command is working on the lab ${lab.name} right now.`,
      'wait until it has ended, then try again',
    );
  }
  try {
    const record = readLabRecord(lab.dir);
    if (record !== undefined && record.init.pid === lab.initPid && isAlive(record.init)) {
      return await work(record);
    }
    throw new Fault('lab/not-running', `No lab called ${lab.name} runs.`, 'start one: holdfast lab up');
  } finally {
    await lock.release();
  }
}

/** Runs a script in the lab; what it leaves running belongs to the lab's process 1, and nothing of us. */
async function runInside(lab: Lab, what: string, script: string): Promise<void> {
  closeInheritedStreams();
  const file = `${lab.dir}/players.d/${what}.sh`;
  makeFolder(`${lab.dir}/players.d`);
  try {
    writeFileSync(file, script, { mode: 0o600 });
  } catch (error) {
    throw stateFault(file, error);
  }
  const unset = NOT_INHERITED.flatMap((name) => ['-u', name]);
  const { code, stdout, stderr } = await runCommand(
    [...lab.enter(), 'env', ...unset, 'setsid', '--wait', 'sh', file],
    { timeoutMs: 60_000 },
  );
  if (code === 0 || what !== 'grow') return;
  throw new Fault(
    'lab/network-failed',
    `The lab ${lab.name} could not be given its new members.`,
    'remove the reason that the commands name',
    `${stdout}${stderr}`.slice(-2000).trim(),
  );
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw stateFault(dir, error);
  }
}
