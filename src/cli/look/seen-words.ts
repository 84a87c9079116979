import type { GuestState } from '../../foundation/status.ts';
import type { Holder, SeenNode, SeenVip, ServerState } from '../../node/status/site-status.ts';
import type { Paint } from '../paint.ts';
import { spanWords } from '../time-words.ts';

/** What was seen longer ago is shown as old: never in the colour of what is well. */
export const OLD_MS = 5000;

/** Who holds a VIP; none and several are loud without any colour. Nobody is only said when every node was seen without it. */
export function holderWords(
  { holders, unseen = [] }: Pick<SeenVip, 'holders' | 'unseen'>,
  ink: Paint,
): string {
  if (holders.length === 0 && unseen.length > 0) return ink.warn('unknown');
  if (holders.length === 0) return ink.bad('NOBODY: the VIP is down');
  const names = holders.map(({ node }) => node).join(' ');
  if (holders.length > 1) {
    return ink.bad(`${['TWO', 'THREE', 'FOUR'][holders.length - 2] ?? holders.length} HOLDERS: ${names}`);
  }
  return isOld(holders[0]!.ageMs) ? ink.dim(`${names} (old)`) : ink.good(names);
}

/** `lb1 40 ms ago, lb2 1.2 s ago`. */
export function witnessWords(holders: readonly Holder[]): string {
  return holders.map(({ observedBy, ageMs }) => `${observedBy} ${spanWords(ageMs)} ago`).join(', ') || '-';
}

/** What Keepalived of a node says of a VIP: `MASTER 190`. */
export function roleWords(node: SeenNode, vip: string): string {
  const vrrp = node.guests.keepalived.vips[vip];
  const health = node.vips[vip];
  if (vrrp === undefined) return 'unknown';
  const sick = health === undefined || health.healthy ? '' : ' (unfit)';
  return `${vrrp.role} ${vrrp.priority ?? '?'}${sick}`;
}

type ProcessState = GuestState | SeenNode['foundation']['state'];

/** A process's state: running is well, starting is on its way, the rest is loud. */
export function processWords(state: ProcessState, ink: Paint): string {
  if (state === 'running') return ink.good(state);
  return state === 'starting' ? ink.warn(state) : ink.bad(state.toUpperCase());
}

export function serverWords(state: ServerState, ink: Paint): string {
  if (state === 'up') return ink.good(state);
  return state === 'down' ? ink.bad('DOWN') : ink.warn(state);
}

export function isOld(ageMs: number | undefined): boolean {
  return ageMs === undefined || ageMs > OLD_MS;
}

export function pidWords(pid: number | undefined): string {
  return pid === undefined ? '' : ` (${pid})`;
}

/** `1 session`, `12 sessions`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
