import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import { askPlayer } from './ask-player.ts';
import { playerPrograms } from './bundles.ts';
import { changing, makeFolder, runInside } from './change-lab.ts';
import { printEndScript, printGrowScript, printSignalScript } from './change-script.ts';
import { findMember } from './find-member.ts';
import { giveManager, nextManagerName } from './give-manager.ts';
import { growPlan } from './grow-plan.ts';
import type { Lab } from './lab.ts';
import { writeLabRecord } from './lab-record.ts';
import { RESERVED } from './network-plan.ts';
import { labOf } from './open-lab.ts';
import { managerSocket, managersOf } from './wazuh-cluster.ts';
import { giveCertificate } from './write-wazuh-files.ts';

const ANSWERS_WITHIN_MS = 10_000;

/**
 * A manager more in a lab that runs, on an address of its own; it joins the master, and whoever asks the cluster's API
 * hears of it. Returns when it answers. `name`: default the next `managerN`.
 * @throws Fault `lab/no-manager`, `lab/name-taken`, `lab/no-free-address`, and those of any change of a lab
 */
export async function addManager(
  lab: Lab,
  wanted?: string,
): Promise<{ readonly lab: Lab; readonly name: string }> {
  refuseWithoutCluster(lab);
  const added = await changing(lab, async (record) => {
    const name = wanted ?? nextManagerName(record.plan);
    refuseTakenName(record.plan, name);
    const member = giveManager(record.plan, record.site, name);
    if (member === undefined) {
      throw new Fault(
        'lab/no-free-address',
        `No address is left on the wire of the managers for ${name}.`,
        'use a wider subnet in the spec',
      );
    }
    const growth = growPlan(record.plan, { bridges: record.plan.bridges, members: [member], aliases: {} });
    makeFolder(`${lab.dir}/${name}/log`);
    giveCertificate(lab.dir, name);
    try {
      await runInside(lab, 'grow', printGrowScript(lab.dir, growth, playerPrograms()));
    } catch (error) {
      await runInside(lab, 'undo', printEndScript(lab.dir, growth.made, [])).catch(() => {});
      throw error;
    }
    const grown = { ...record, plan: growth.plan };
    writeLabRecord(lab.dir, grown);
    return { lab: labOf(lab.dir, grown), name };
  });
  await untilAnswers(added.lab, added.name);
  return added;
}

/** Kills a manager (SIGKILL), and nothing starts it until it returns. */
export async function killManager(lab: Lab, name: string): Promise<void> {
  const member = findManager(lab, name);
  await changing(lab, async () => {
    writeFileSync(`${lab.dir}/${member}/hold`, '', { mode: 0o600 });
    await runInside(lab, 'signal', printSignalScript(lab.dir, member, 'KILL'));
  });
}

/** Stops a manager as it stands (SIGSTOP): its kernel takes connections, and nobody answers on them. */
export async function freezeManager(lab: Lab, name: string): Promise<void> {
  const member = findManager(lab, name);
  await changing(lab, () => runInside(lab, 'signal', printSignalScript(lab.dir, member, 'STOP')));
}

/** A manager that was killed or frozen runs again; returns when it answers. */
export async function returnManager(lab: Lab, name: string): Promise<void> {
  const member = findManager(lab, name);
  await changing(lab, async () => {
    rmSync(`${lab.dir}/${member}/hold`, { force: true });
    await runInside(lab, 'signal', printSignalScript(lab.dir, member, 'CONT'));
  });
  await untilAnswers(lab, member);
}

/** The member of a manager. Throws `lab/no-manager`, `lab/unknown-member`. */
function findManager(lab: Lab, name: string): string {
  refuseWithoutCluster(lab);
  const member = findMember(lab, name);
  const managers = managersOf(lab).map((one) => one.member.name);
  if (managers.includes(member)) return member;
  throw new Fault(
    'lab/no-manager',
    `${member} of the lab ${lab.name} is no Wazuh manager.`,
    `name one of them: ${managers.join(', ')}`,
  );
}

function refuseWithoutCluster(lab: Lab): void {
  if (managersOf(lab).length > 0) return;
  throw new Fault(
    'lab/no-manager',
    `The lab ${lab.name} plays no Wazuh cluster.`,
    'start a lab of a spec with a `wazuh:` section: holdfast lab up -f examples/wazuh.yaml',
  );
}

function refuseTakenName({ members, aliases }: Lab['plan'], name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) {
    throw new Fault(
      'lab/bad-name',
      `${JSON.stringify(name)} cannot be the name of a manager.`,
      'use letters, digits, "-", "_" and ".", and begin with a letter or digit',
    );
  }
  if (![...members.map((member) => member.name), ...Object.keys(aliases), ...RESERVED].includes(name)) return;
  throw new Fault(
    'lab/name-taken',
    `The lab has a member or a file called ${name} already.`,
    'choose another name',
  );
}

async function untilAnswers(lab: Lab, member: string): Promise<void> {
  const deadline = performance.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    try {
      await askPlayer(managerSocket(lab, member), { do: 'status' }, 1000);
      return;
    } catch (error) {
      if (performance.now() < deadline) {
        await pause(50);
        continue;
      }
      throw new Fault(
        'lab/no-answer',
        `Manager ${member} does not answer after ${ANSWERS_WITHIN_MS / 1000} s: ${(error as Error).message}.`,
        `see what it said: holdfast lab logs ${member} --lab-name ${lab.name}`,
      );
    }
  }
}
