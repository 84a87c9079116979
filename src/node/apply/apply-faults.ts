import { Fault } from '../../base/fault.ts';
import type { Problem } from '../../base/problem.ts';
import type { TrialOrder } from './orders.ts';

/** Another change of the site is on. */
export function applyInProgress({ apply, who, coordinator, revision }: TrialOrder): Fault {
  return new Fault(
    'node/apply-in-progress',
    `${who} is changing the site already: apply ${apply} of revision ${revision}, from node ${coordinator}.`,
    'Wait for its end (holdfast status -w), confirm it, or take it back: holdfast rollback.',
  );
}

export function otherBase(node: string, base: number, current: number): Fault {
  return new Fault(
    'node/state-changed',
    `The change replaces revision ${base}, but node ${node} is at revision ${current}.`,
    'Look at what changed (holdfast history), make the plan again, and apply that.',
  );
}

/** The coordinator itself does not have the newest revision. */
export function behind(coordinator: string, own: number, node: string, newer: number): Fault {
  return new Fault(
    'node/state-changed',
    `Node ${coordinator} is at revision ${own}, but node ${node} has accepted revision ${newer}; nothing was changed.`,
    `Wait until ${coordinator} has fetched it (holdfast status), or apply from ${node}; make the plan again first.`,
  );
}

/** @param problems of the spec; they stand in the evidence as JSON */
export function specRefused(file: string, problems: readonly Problem[]): Fault {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return new Fault(
    'node/spec-refused',
    `${file} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; nothing was changed.`,
    `Mend what is told, and check it: holdfast validate -f ${file}`,
    JSON.stringify(problems),
  );
}

export function releaseUnlike(node: string, order: TrialOrder, own: string): Fault {
  return new Fault(
    'node/release-unlike',
    `Node ${node} comes to another release of the same spec (${short(own)}) than node ${order.coordinator} (${short(order.release)}).`,
    'Bring all nodes to one version of Holdfast, then apply again: holdfast version',
    `${own} is not ${order.release}`,
  );
}

/** The trial is not there (any more): it was taken back, or never begun. */
export function noTrial(node: string, apply: string): Fault {
  return new Fault(
    'node/no-trial',
    `Node ${node} has no release of apply ${apply} on trial; it was taken back, or was never begun.`,
    'Look at what is in force (holdfast status; holdfast events), and apply again.',
  );
}

export function undoFailed(node: string, revision: number, why: string): Fault {
  return new Fault(
    'node/undo-failed',
    `Node ${node} could not put revision ${revision} in force again: ${why} It is tried again until it works.`,
    `Look at its engines and its disk (holdfast status; holdfast logs ${node}); the other node serves meanwhile.`,
    why,
  );
}

/** A release could not be put in force, and the former one could not be put back. */
export function bothFailed(node: string, { revision }: TrialOrder, error: unknown, also: unknown): Fault {
  const [first, second] = [error, also].map((one) => (one instanceof Error ? one.message : String(one)));
  return new Fault(
    'node/undo-failed',
    `Node ${node} could not put revision ${revision} in force: ${first} Putting the former one back failed too: ${second}`,
    `Look at its engines and its disk (holdfast status; holdfast logs ${node}); the other node serves meanwhile.`,
    `${first}\n${second}`,
    error,
  );
}

export function peerUnreachable(nodes: Readonly<Record<string, string>>): Fault {
  const names = Object.keys(nodes);
  return new Fault(
    'node/peer-unreachable',
    `${names.join(' and ')} ${names.length === 1 ? 'does' : 'do'} not answer; nothing was changed.`,
    'Bring the node back, or go on without it: holdfast apply --partial. It fetches the release when it returns.',
    Object.entries(nodes)
      .map(([node, why]) => `${node}: ${why}`)
      .join('\n'),
  );
}

export function nodeUnhealthy(node: string, reasons: readonly string[], deadlineMs: number): Fault {
  return new Fault(
    'node/unhealthy-after-change',
    `Node ${node} is not as healthy with the new release as before, ${deadlineMs / 1_000} s after the change: ${reasons.join('; ')}.`,
    'Mend what is told in the spec, or on that node, and apply again.',
    reasons.join('\n'),
  );
}

/** Without all nodes that may hold it, an instance of VRRP must not become another one. */
export function wouldSplit(vips: readonly string[], nodes: readonly string[]): Fault {
  return new Fault(
    'node/partial-would-split',
    `The change makes VRRP of VIP ${vips.join(', ')} another one, and ${nodes.join(' and ')} would not hear of it: two nodes would hold the VIP. Nothing was changed.`,
    `Bring ${nodes.join(' and ')} back first, or leave out of this change what the VIP advertises (address, router id, version, password, senders).`,
  );
}

export function doorsMove(nodes: readonly string[]): Fault {
  return new Fault(
    'node/doors-move',
    `The daemon of ${nodes.join(' and ')} would be reached at another address or port: the nodes would lose each other in the middle of the change. Nothing was changed.`,
    'Take the node out of the spec, apply, and add it under its new address; the port (api: { port: … }) is chosen before the first start.',
  );
}

export function vipAfterChange(wrong: readonly string[], deadlineMs: number): Fault {
  return new Fault(
    'node/vip-after-change',
    `With the new release ${wrong.join('; ')}, ${deadlineMs / 1_000} s after the change.`,
    'Look at what the plan says of the VIP (holdfast plan), and at Keepalived: holdfast logs NODE --of keepalived',
    wrong.join('\n'),
  );
}

export function noLongerPlanned(): Fault {
  return new Fault(
    'node/plan-outdated',
    'What is in force, or what the spec makes of it, is not what the plan was made for; nothing was changed.',
    'Make the plan again (holdfast plan), look at it, and apply that.',
  );
}

/** What is no answer of the world is a defect of ours; the site is put back all the same. */
export function applyFailed(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new Fault(
    'node/apply-failed',
    `The apply failed by a defect of Holdfast: ${words}.`,
    'Report it, with the log of the node that was asked: holdfast logs NODE --of node',
    error instanceof Error ? (error.stack ?? words) : words,
    error,
  );
}

export function notAMember(node: string, names: readonly string[]): Fault {
  return new Fault(
    'node/not-a-member',
    `Node ${node} is neither in the spec (${names.join(', ')}) nor in the site as it is; nothing was changed.`,
    "Ask one of the site's nodes: holdfast apply --connect HOST",
  );
}

export function nothingToConfirm(what: string): Fault {
  return new Fault(
    'node/nothing-to-confirm',
    `No apply waits for a confirmation: ${what}.`,
    'Look at what is so now: holdfast status; holdfast history',
  );
}

export function nothingToUndo(what: string): Fault {
  return new Fault(
    'node/nothing-to-undo',
    `No apply is on that could be taken back: ${what}.`,
    'Go back to the former revision with holdfast rollback.',
  );
}

export function interrupted(node: string): Fault {
  return new Fault(
    'node/apply-interrupted',
    `The daemon of ${node} was restarted in the middle of the apply.`,
    `Look at why (holdfast logs ${node} --of node), and apply again.`,
  );
}

export function notConfirmed(seconds: number): Fault {
  return new Fault(
    'node/not-confirmed',
    `Nobody confirmed within ${seconds} s.`,
    'Apply again, and say holdfast confirm in time, if the change was right.',
  );
}

export function takenBack(who: string): Fault {
  return new Fault('node/taken-back', `${who} took the change back.`, 'Apply again when it is wanted.');
}

function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** Two nodes call different releases by the same number: they were changed while they could not hear each other. */
export function releasesDiffer(node: string, other: string, revision: number): Fault {
  return new Fault(
    'node/releases-differ',
    `Nodes ${node} and ${other} have accepted different releases as revision ${revision}; which one is wanted, nobody but you can say.`,
    'Compare them (holdfast history; holdfast drift), and apply the spec that shall count: holdfast apply. It becomes a new revision on both.',
  );
}

export function cannotCatchUp(node: string, from: string, revision: number, why: Fault): Fault {
  return new Fault(
    'node/cannot-catch-up',
    `Node ${node} cannot take revision ${revision} of ${from}: ${why.message}`,
    `${why.remedy} It is tried again every half minute; meanwhile its former release is in force.`,
    why.evidence,
    why,
  );
}
