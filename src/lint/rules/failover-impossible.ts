import type { Finding, Rule } from '../../base/rule.ts';
import { holderOf, type Stuck, stuckChecks } from '../failover-arithmetic.ts';
import type { LintSite } from '../lint-site.ts';
import { type Entrant, entrantOf } from '../vrrp-candidate.ts';
import { sayVips, vrrpGroups } from '../vrrp-group.ts';

/** A check whose failure leaves the VIP on the node that fails. */
export const failoverImpossible: Rule<LintSite> = {
  code: 'pair/failover-impossible',
  severity: 'error',
  title: 'A failing check cannot move the VIP',
  why:
    'A check with a weight only lowers a priority. While the result is not below the priority of the other node, the VIP ' +
    'stays on the node whose service is dead, and every client meets the failure until a person comes.',
  source:
    'RFC 5798 section 6.4.2; keepalived issue 2485; measured: 100 - 10 against 90 stays, 100 - 11 moves, nopreempt and ' +
    'sync groups make weights idle',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      const entrants = group.map((member) => entrantOf(member)).filter((one) => one !== undefined);
      return entrants.length < group.length ? [] : findAmong(entrants);
    }),
};

function findAmong(entrants: readonly Entrant[]): Finding[] {
  const candidates = entrants.map(({ candidate }) => candidate);
  const holder = holderOf(candidates);
  const entrant = entrants.find(({ candidate }) => candidate === holder);
  if (holder === undefined || entrant === undefined) return [];
  const peers = candidates.filter((candidate) => candidate !== holder);
  return [
    ...entrant.dropped.map((one) => droppedFinding(entrant, one)),
    ...stuckChecks(holder, peers).flatMap((stuck) => stuckFinding(entrant, stuck)),
  ];
}

function droppedFinding(
  { member, candidate }: Entrant,
  { track, because }: Entrant['dropped'][number],
): Finding {
  return {
    at: track.at,
    message:
      `Keepalived ignores ${track.name} with its weight of ${track.weight}, because ${because}. ` +
      `When it fails, ${candidate.name} keeps its priority and the ${sayVips(member.instance)}.`,
    remedy: `track ${track.name} with \`weight 0\`, so that its failure is a FAULT, which always moves the VIP.`,
  };
}

function stuckFinding({ member, candidate }: Entrant, stuck: Stuck): Finding[] {
  const track = member.instance.tracks.find(({ kind, name }) => `${kind} ${name}` === stuck.check.name);
  if (track === undefined) return [];
  return [
    {
      at: track.at,
      message: `When ${track.name} fails, ${candidate.name} ${course(stuck)}: the ${sayVips(member.instance)} stays on ${candidate.name}${together(stuck)}.`,
      remedy: remedyFor(track.name, stuck),
      ...(stuck.helpsOthers ? { severity: 'info' as const } : {}),
    },
  ];
}

function course({ from, to, rival }: Stuck): string {
  const change =
    to < from
      ? `falls from ${from} to ${to}`
      : to > from
        ? `rises from ${from} to ${to}`
        : `keeps its ${from}`;
  if (!rival.preempts && rival.priority > to) {
    return `${change}, below ${rival.name}'s ${rival.priority}, but nopreempt forbids ${rival.name} to take the VIP from a node that still advertises`;
  }
  if (rival.priority === to) {
    return `${change}, equal to ${rival.name}'s ${rival.priority}, and on a tie a backup stays a backup`;
  }
  return `${change}, still above ${rival.name}'s ${rival.priority}`;
}

function together({ helpsOthers }: Stuck): string {
  return helpsOthers ? ', unless another check fails at the same time' : '';
}

function remedyFor(name: string, { rival, sufficientWeight }: Stuck): string {
  if (!rival.preempts) {
    return `remove nopreempt on ${rival.name}, or track ${name} with \`weight 0\` on all nodes: a FAULT moves the VIP also with nopreempt.`;
  }
  if (sufficientWeight === undefined) {
    return `track ${name} with \`weight 0\`, so that its failure is a FAULT, or raise the priority of ${rival.name}.`;
  }
  return `give ${name} \`weight ${sufficientWeight}\` or a larger negative one on all nodes, or \`weight 0\`, so that its failure is a FAULT.`;
}
