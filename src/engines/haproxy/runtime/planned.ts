import type { RuntimeStep } from './runtime-step.ts';

/** A part of a plan. A single reason sends the whole plan to a reload. */
export interface Planned {
  readonly steps: readonly RuntimeStep[];
  /** What a person should know and need do nothing about. */
  readonly notes: readonly string[];
  readonly reasons: readonly string[];
}

export const NOTHING: Planned = { steps: [], notes: [], reasons: [] };

export function needsReload(...reasons: string[]): Planned {
  return { ...NOTHING, reasons };
}

export function join(parts: readonly Planned[]): Planned {
  return {
    steps: parts.flatMap(({ steps }) => steps),
    notes: parts.flatMap(({ notes }) => notes),
    reasons: parts.flatMap(({ reasons }) => reasons),
  };
}

const PHASES: readonly (readonly RuntimeStep['kind'][])[] = [
  ['certificate'],
  ['process-limit', 'frontend-limit', 'server-limit'],
  ['add'],
  ['address', 'weight'],
  ['state'],
  ['empty'],
  ['delete'],
];

export function phaseOf(step: RuntimeStep): number {
  return PHASES.findIndex((kinds) => kinds.includes(step.kind));
}
