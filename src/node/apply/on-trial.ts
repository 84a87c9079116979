import type { Fault } from '../../base/fault.ts';
import type { State } from '../state/open-state.ts';
import type { NodeRelease } from '../status/node-observation.ts';
import type { ApplyPorts, Clock } from './apply-ports.ts';
import type { TrialOrder } from './orders.ts';
import type { TrialRecord } from './records.ts';

/** A release that is in force on a node, or on its way in or out, and is not its current revision yet. */
export interface OnTrial {
  readonly record: TrialRecord;
  /** unsettled: found after a restart, or not kept yet although it has to be. */
  stage: 'starting' | 'on' | 'unsettled' | 'undoing';
  /** The release itself is in force, not a step on the way to it. */
  isWhole: boolean;
  /** Since when this daemon knows of it; by the clock that only grows, as `heardAt`. */
  readonly foundAt: number;
  heardAt: number;
  /** Why it could not be ended yet. */
  trouble: Fault | undefined;
}

/** Ordered now, or found after a restart. */
export function beginTrial(
  record: TrialRecord,
  stage: 'starting' | 'unsettled',
  { elapsed }: Pick<Clock, 'elapsed'>,
): OnTrial {
  const now = elapsed();
  const heardAt = stage === 'starting' ? now : -Infinity;
  return { record, stage, isWhole: false, foundAt: now, heardAt, trouble: undefined };
}

/** As the observation shows it; undefined until its files are wholly in force. */
export function trialOf(on: OnTrial, { now, elapsed }: Clock): NodeRelease['trial'] {
  if (on.stage !== 'on') return undefined;
  const { apply, revision, release, leaseMs } = on.record.order;
  const leftMs = Math.max(0, on.heardAt + leaseMs - elapsed());
  return { apply, revision, digest: release, until: new Date(now() + leftMs).toISOString() };
}

export function isEnding({ stage }: OnTrial): boolean {
  return stage === 'unsettled' || stage === 'undoing';
}

/** The coordinator was not heard for the length of the lease. */
export function isSilent({ heardAt, record }: OnTrial, { elapsed }: Clock): boolean {
  return elapsed() - heardAt >= record.order.leaseMs;
}

/** This node has accepted the order's release. */
export function isCurrent({ current }: Pick<State, 'current'>, { revision, release }: TrialOrder): boolean {
  return current?.number === revision && current.release === release;
}

/** Into the journal. */
export function tellTrial(
  { journal }: Pick<ApplyPorts, 'journal'>,
  kind: string,
  text: string,
  { apply, revision, release, coordinator }: TrialOrder,
): void {
  journal.append({ kind, text, fields: { apply, revision, release, coordinator } });
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
