import type { Channel } from '../../../site/channel.ts';
import { type Alert, type Moment, type Notice, severityRank, type ToldAlert } from './alert.ts';
import { calm, clear, fire, happen, owe, type Tracked } from './track-alert.ts';

/** What a channel was told and is owed; JSON, kept over restarts. */
export interface ChannelMemory {
  /** By key. */
  readonly tracked: Readonly<Record<string, Tracked>>;
  /** Since when another node sends; undefined = this one does. */
  readonly awayMs?: number | undefined;
}

export interface Look {
  /** All that is so now. */
  readonly conditions: readonly Alert[];
  /** What happened since the last look. */
  readonly moments: readonly Moment[];
  readonly site: string;
  readonly node: string;
  readonly nowMs: number;
  readonly maySend: boolean;
}

export interface Decision {
  readonly memory: ChannelMemory;
  readonly notices: readonly Notice[];
  /** When the next message is due; undefined = none waits. */
  readonly nextMs: number | undefined;
}

export const NOTHING_TOLD: ChannelMemory = { tracked: {} };

/** So long after it should have told, another node that sends has told. */
const SETTLE_MS = 10_000;
/** Alerts that a channel keeps an eye on; more at once than anybody reads. */
const MOST_TRACKED = 2_000;

/**
 * What a channel is told now. Each thing is told when it begins and when it ends; what comes within the group's time comes
 * together; what changes too often is told once as flapping and then when it is stable; what lasts is told again.
 * A node that is not the sender keeps what is owed until the sender has had time to tell it; a node that becomes the
 * sender tells again all that is so, for its predecessor may have died with it.
 */
export function decideNotices(channel: Channel, memory: ChannelMemory, look: Look): Decision {
  const { nowMs } = look;
  const awayMs = look.maySend ? undefined : (memory.awayMs ?? nowMs);
  const tookOver = look.maySend && memory.awayMs !== undefined;
  const settle = (one: Tracked): Tracked => {
    if (look.maySend || one.alert.teller === 'witness') return tookOver ? tellAgain(one, nowMs) : one;
    return leaveToOthers(one, Math.max(awayMs ?? nowMs, one.owedMs) + channel.groupMs + SETTLE_MS <= nowMs);
  };
  const mine = (one: Tracked) => look.maySend || one.alert.teller === 'witness';
  const all = [...observed(channel, memory, look)].map((one) => settle(calm(one, nowMs, channel.damp)));
  const kept = all
    .map((one) => (mine(one) && isRepeated(one, channel, nowMs) ? owe(one, 'firing', nowMs) : one))
    .filter((one) => one.firing || one.owes !== 'nothing' || one.changes.length > 0);

  const owed = kept.filter((one) => mine(one) && one.owes !== 'nothing');
  const dueMs = Math.min(...owed.map(({ owedMs }) => owedMs)) + channel.groupMs;
  const isDue = owed.length > 0 && dueMs <= nowMs;
  const notice = (alerts: readonly ToldAlert[]): Notice[] =>
    alerts.length === 0
      ? []
      : [
          {
            channel: channel.name,
            site: look.site,
            node: look.node,
            atMs: nowMs,
            alerts: alerts.toSorted(byNeed),
          },
        ];
  return {
    memory: {
      tracked: Object.fromEntries(
        kept.map((one) => [one.alert.key, isDue && owed.includes(one) ? asTold(one, nowMs) : one]),
      ),
      awayMs,
    },
    notices: isDue
      ? [
          ...notice(owed.map((one) => toldAlert(one, one.owes === 'resolved' ? 'resolved' : 'firing'))),
          ...notice(owed.filter(({ owes }) => owes === 'both').map((one) => toldAlert(one, 'resolved'))),
        ]
      : [],
    nextMs: owed.length === 0 || isDue ? undefined : dueMs,
  };
}

/** What was known, changed by what is seen. */
function observed(channel: Channel, memory: ChannelMemory, look: Look): Iterable<Tracked> {
  const { nowMs } = look;
  const tracked = new Map(Object.entries(memory.tracked));
  const conditions = new Map(
    look.conditions.filter((alert) => isWanted(channel, alert)).map((alert) => [alert.key, alert]),
  );
  for (const [key, one] of tracked) {
    if (!conditions.has(key)) tracked.set(key, clear(one, nowMs, channel.damp));
  }
  const hasRoom = (key: string) => tracked.has(key) || tracked.size < MOST_TRACKED;
  for (const [key, alert] of conditions) {
    if (hasRoom(key)) tracked.set(key, fire(tracked.get(key), alert, nowMs, channel.damp));
  }
  for (const moment of look.moments.filter((alert) => isWanted(channel, alert))) {
    const { key } = moment;
    if (hasRoom(key)) tracked.set(key, happen(tracked.get(key), moment, nowMs, channel.damp));
  }
  return tracked.values();
}

function isWanted(channel: Channel, alert: Alert): boolean {
  const loud = severityRank(alert.severity) >= severityRank(channel.minSeverity);
  return loud && (channel.events?.includes(alert.event) ?? true);
}

function isRepeated(one: Tracked, channel: Channel, nowMs: number): boolean {
  const lasts = (one.firing || one.flapping) && one.moment === undefined;
  return lasts && one.told === 'here' && one.owes === 'nothing' && nowMs - one.toldMs >= channel.repeatMs;
}

function tellAgain(one: Tracked, nowMs: number): Tracked {
  const isOpen = one.firing && one.moment === undefined && one.told === 'there' && one.owes === 'nothing';
  return isOpen ? owe(one, 'firing', nowMs) : one;
}

function leaveToOthers(one: Tracked, isTime: boolean): Tracked {
  return isTime ? { ...one, told: 'there', owes: 'nothing' } : one;
}

function asTold(one: Tracked, nowMs: number): Tracked {
  return { ...one, told: 'here', toldMs: nowMs, owes: 'nothing' };
}

function toldAlert(one: Tracked, state: ToldAlert['state']): ToldAlert {
  return {
    ...one.alert,
    state,
    moment: one.moment !== undefined,
    flapping: one.flapping,
    again: state === 'firing' && one.told !== 'not' && one.startedMs < one.toldMs,
    startedMs: one.startedMs,
    endedMs: state === 'resolved' ? one.endedMs : undefined,
  };
}

function byNeed(left: ToldAlert, right: ToldAlert): number {
  const open = (alert: ToldAlert) => (alert.state === 'firing' ? 10 : 0) + severityRank(alert.severity);
  return open(right) - open(left) || (left.key < right.key ? -1 : 1);
}
