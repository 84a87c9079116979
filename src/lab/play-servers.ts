import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import type { Site } from '../site/site.ts';
import { playerPrograms } from './bundles.ts';
import { changing, makeFolder, runInside } from './change-lab.ts';
import { printEndScript, printGrowScript } from './change-script.ts';
import { digestOf } from './digest-of.ts';
import { fitPlan } from './fit-plan.ts';
import { giveManager } from './give-manager.ts';
import { addressesOf, type Growth, growPlan } from './grow-plan.ts';
import type { Lab } from './lab.ts';
import { type LabRecord, writeLabRecord } from './lab-record.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { labOf } from './open-lab.ts';
import { shrinkPlan } from './shrink-plan.ts';
import { managersOf } from './wazuh-cluster.ts';
import { giveCertificate } from './write-wazuh-files.ts';

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
    refuseMovedManager(record, wanted);
    const growth = growPlan(record.plan, withGiven(record, site, onWires(record, wanted)));
    const made = growth.made.map(({ name }) => name);
    if (made.length + growth.extended.length > 0) {
      const { dir } = lab;
      for (const name of made) makeFolder(`${dir}/${name}/log`);
      for (const name of newManagers(growth)) giveCertificate(dir, name);
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

function newManagers({ plan, made, extended }: Growth): readonly string[] {
  const names = new Set([...made.map(({ name }) => name), ...extended.map(({ member }) => member)]);
  return managersOf({ dir: '', plan }).flatMap(({ member }) => (names.has(member.name) ? [member.name] : []));
}

/** A manager is its address: its cluster and its agents' sessions cannot follow it to another. */
function refuseMovedManager({ plan, name }: LabRecord, wanted: NetworkPlan): void {
  for (const { member, player } of managersOf({ dir: '', plan: wanted })) {
    const there = managersOf({ dir: '', plan }).find((one) => one.member.name === member.name);
    if (there === undefined || member.given || there.player.address === player.address) continue;
    throw cannotChange(name, `manager ${member.name} has another address in the spec`);
  }
}

/** Managers whose addresses the lab chooses keep those that they have; the others get one that is free now. */
function withGiven({ plan }: LabRecord, site: Site, wanted: NetworkPlan): NetworkPlan {
  let running = plan;
  const members = wanted.members.map((member) => {
    if (!member.given) return member;
    const there = plan.members.find(({ name }) => name === member.name);
    const placed = there ?? giveManager(running, site, member.name) ?? member;
    running = { ...running, members: [...running.members, placed] };
    return placed;
  });
  return { ...wanted, members };
}

function cannotChange(name: string, why: string): Fault {
  return new Fault(
    'lab/cannot-change',
    `The lab ${name} cannot play this spec while it runs: ${why}.`,
    `start it anew with the spec: holdfast lab down --lab-name ${name}, then holdfast lab up`,
  );
}
