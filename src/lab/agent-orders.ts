import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import { playerPrograms } from './bundles.ts';
import { changing, runInside } from './change-lab.ts';
import { printGrowScript } from './change-script.ts';
import type { Lab } from './lab.ts';
import { type LabRecord, writeLabRecord } from './lab-record.ts';
import type { Member } from './network-plan.ts';
import { labOf } from './open-lab.ts';
import type { AgentsPlayer } from './player.ts';
import { type AgentsStatus, agentsOf, askAgents } from './wazuh-cluster.ts';
import { agentsPlayer } from './wazuh-players.ts';
import { SPARE_KEYS } from './write-wazuh-files.ts';

/**
 * More agents in a lab that runs, on its first client. `enroll`: they ask the site's enrollment service for their keys;
 * default: theirs are among those that were shared beforehand.
 * @throws Fault `lab/no-agents`, `lab/no-keys-left`, and those of any change of a lab
 */
export async function addAgents(lab: Lab, count: number, enroll: boolean): Promise<Lab> {
  return changing(lab, async (record) => {
    const { member, player } = moreAgents(record, count, enroll);
    const players = [...member.players, player];
    const members = record.plan.members.map((one) => (one.name === member.name ? { ...one, players } : one));
    const changed = { ...record, plan: { ...record.plan, members } };
    const extended = [{ member: member.name, links: [], players: [player] }];
    const script = printGrowScript(lab.dir, { plan: changed.plan, made: [], extended }, playerPrograms());
    await runInside(lab, 'grow', script);
    writeLabRecord(lab.dir, changed);
    return labOf(lab.dir, changed);
  });
}

/** Waits until every agent is up. Returns what they say then; undefined = they do not answer. */
export async function untilAgentsUp(
  lab: Lab,
  timeoutMs: number,
  tell: (status: AgentsStatus) => void = () => {},
): Promise<AgentsStatus | undefined> {
  const wanted = agentsOf(lab).reduce((sum, { player }) => sum + player.count, 0);
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const status = await askAgents(lab);
    if (status !== undefined) tell(status);
    if ((status !== undefined && status.up >= wanted) || performance.now() > deadline) return status;
    await pause(100);
  }
}

/**
 * How long so many agents may take to come up: 1,000 start in a second, one that is refused comes again after ten, and who
 * enrolls waits twenty until all managers know its key.
 */
export function agentsTimeoutMs(count: number): number {
  return 45_000 + count * 10;
}

function moreAgents(
  { name, plan, site }: LabRecord,
  count: number,
  enroll: boolean,
): { readonly member: Member; readonly player: AgentsPlayer } {
  const all = agentsOf({ dir: '', plan });
  const alike = all.filter(({ player }) => player.isShared !== enroll);
  const first = alike.reduce((next, { player }) => Math.max(next, player.first + player.count), 1);
  const said = { name: `agents-${all.length + 1}`, first, count, isShared: !enroll };
  const player = agentsPlayer(site, said);
  const member = plan.members.find(({ kind }) => kind === 'client');
  if (member === undefined || player === undefined || (enroll && player.enroll === undefined)) {
    throw nowhere(name, enroll);
  }
  const most = (site.lab.agents ?? 0) + SPARE_KEYS;
  if (enroll || first + count - 1 <= most) return { member, player };
  throw new Fault(
    'lab/no-keys-left',
    `Keys are shared for ${most} agents, and ${first - 1} of them are taken.`,
    'let the new ones enroll: --enroll',
  );
}

function nowhere(name: string, enroll: boolean): Fault {
  const services = enroll ? 'events and the enrollment service' : 'events service';
  return new Fault(
    'lab/no-agents',
    `The lab ${name} has no place for Wazuh agents: they need a client, and the ${services} of a \`wazuh:\` section.`,
    'start a lab of a spec that has both: holdfast lab up -f examples/wazuh.yaml',
  );
}
