/** The states of a monitoring plugin; their place is the exit code. */
export const PLUGIN_STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
export type PluginState = (typeof PLUGIN_STATES)[number];

/** What a check says of one thing. */
export interface Remark {
  readonly state: PluginState;
  /** One clause, names first: `edge held by lb1`. */
  readonly text: string;
}

/** One figure, as plugins write it: `'holders'=1;…`. Thresholds are ranges of the plugin API: `2:` = less than 2 is bad. */
export interface PerfFigure {
  readonly label: string;
  readonly value: number;
  readonly unit?: 's';
  readonly warning?: string;
  readonly critical?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface Checked {
  readonly remarks: readonly Remark[];
  readonly figures: readonly PerfFigure[];
}

/** A number below which something is bad; `isPercent`: of what there is. */
export interface Threshold {
  readonly value: number;
  readonly isPercent: boolean;
}

export interface Thresholds {
  readonly warning?: Threshold;
  readonly critical?: Threshold;
}

/** CRITICAL, then UNKNOWN, WARNING, OK: what may be worse than a warning is not hidden behind one. */
const WORST_FIRST: readonly PluginState[] = ['CRITICAL', 'UNKNOWN', 'WARNING', 'OK'];

export function worstOf(remarks: readonly Remark[]): PluginState {
  return WORST_FIRST.find((state) => remarks.some((remark) => remark.state === state)) ?? 'OK';
}

/** The limit itself, rounded up: half of 3 is 2. */
export function limitOf({ value, isPercent }: Threshold, all: number): number {
  return isPercent ? Math.ceil((all * value) / 100) : value;
}

/** The state of a figure that is bad when it is low. */
export function judgeLow(value: number, warning: number, critical: number): PluginState {
  if (value < critical) return 'CRITICAL';
  return value < warning ? 'WARNING' : 'OK';
}
