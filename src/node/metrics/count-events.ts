import type { ApplyStage } from '../apply/apply-progress.ts';
import { ENDED_STAGES } from '../apply/apply-progress.ts';
import type { JournalEvent } from '../journal/record.ts';
import { CHANGE_EVENTS } from '../status/event-catalogue.ts';
import { type Sample, sample } from './sample.ts';

/** Kinds are words of ours; should a mistake make new ones without end, the rest is counted as one. */
const MOST_KINDS = 100;

const ROLES = ['MASTER', 'BACKUP', 'FAULT'];

/** What happened since the daemon started, counted. What can happen is there from the start with 0, so that the first time counts. */
export class EventCounts {
  readonly #kinds = new Map<string, number>(Object.keys(CHANGE_EVENTS).map((kind) => [kind, 0]));
  readonly #moves = new Map<string, number>();
  readonly #roles = new Map<string, number>(ROLES.map((role) => [role, 0]));
  readonly #outcomes = new Map<string, number>(ENDED_STAGES.map((stage) => [stage, 0]));

  note({ kind, text, fields }: Pick<JournalEvent, 'kind' | 'text' | 'fields'>): void {
    increase(this.#kinds, this.#kinds.has(kind) || this.#kinds.size < MOST_KINDS ? kind : 'other');
    if (kind === 'vip-moved') increase(this.#moves, String(fields['vip']));
    // The foundation's words: `edge is MASTER, priority 140`.
    const role = kind === 'vrrp' ? / is (MASTER|BACKUP|FAULT)\b/.exec(text)?.[1] : undefined;
    if (role !== undefined) increase(this.#roles, role);
    const stage = kind.replace(/^apply-/, '');
    if (stage !== kind && ENDED_STAGES.includes(stage as ApplyStage)) increase(this.#outcomes, stage);
  }

  /** @param vips those of the site: others are forgotten */
  samples(vips: readonly string[]): Sample[] {
    return [
      ...[...this.#kinds].map(([kind, count]) => sample('holdfast_events_total', { kind }, count)),
      ...vips.map((vip) => sample('holdfast_vip_moves_total', { vip }, this.#moves.get(vip) ?? 0)),
      ...[...this.#roles].map(([state, count]) =>
        sample('holdfast_vrrp_transitions_total', { state }, count),
      ),
      ...[...this.#outcomes].map(([outcome, count]) => sample('holdfast_applies_total', { outcome }, count)),
    ];
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
