import { median } from '../../src/drill/judge/median.ts';
import type { FaultRuns } from './compare-faults.ts';
import type { FoundationCost } from './foundation-cost.ts';
import type { Machine } from './machine.ts';
import type { Throughput } from './throughput.ts';

/** All that a run of the bench says; in JSON exactly this. */
export interface Results {
  readonly machine: Machine;
  /** Runs a fault. */
  readonly runs: number;
  readonly faults: readonly FaultResult[];
  readonly throughput: Throughput;
  readonly foundation: FoundationCost;
  /** What had to hold and did not, a sentence each. */
  readonly missed: readonly string[];
}

export interface FaultResult {
  readonly fault: string;
  readonly usual: Figures;
  readonly holdfast: Figures;
  /**
   * The usual pair's pause to Holdfast's; at least that where the usual pair's went on. A pause is the longer of outage and
   * slowest good request: a connection that waits and is then served leaves no gap, but its client has waited.
   */
  readonly pauseRatio: number;
  readonly runs: FaultRuns;
}

/** Medians. */
export interface Figures {
  readonly sent: number;
  readonly lost: number;
  readonly inFlight: number;
  readonly outageMs: number;
  /** It was still going on in most runs when the look ended: `outageMs` (and `lost`) are lower bounds. */
  readonly outageGoesOn: boolean;
  readonly slowestMs: number;
  readonly twoHoldersMs: number;
  readonly twoHoldersGoOn: boolean;
}

const LEAST_RATIO = 0.97;
const MOST_MB = 60;
const MOST_CPU_PERCENT = 1;

export function summarizeFault(runs: FaultRuns): FaultResult {
  const holdfastRuns = runs.holdfast.map((figures) => ({
    figures,
    outageGoesOn: false,
    twoHoldersGoOn: figures.holdersAfter.length > 1,
  }));
  const usual = figuresOf(runs.usual);
  const holdfast = figuresOf(holdfastRuns);
  return { fault: runs.fault, usual, holdfast, pauseRatio: pauseOf(usual) / pauseOf(holdfast), runs };
}

/** What must hold, whatever the usual pair does. */
export function whatMissed(throughput: Throughput, foundation: FoundationCost): readonly string[] {
  const limits: readonly (readonly [boolean, string])[] = [
    [
      throughput.ratio >= LEAST_RATIO,
      `requests/s: ${throughput.ratio.toFixed(3)} of the usual pair, not ${LEAST_RATIO}`,
    ],
    [foundation.residentMb <= MOST_MB, `memory: ${foundation.residentMb.toFixed(1)} MB, over ${MOST_MB}`],
    [
      foundation.cpuPercent <= MOST_CPU_PERCENT,
      `idle CPU: ${foundation.cpuPercent.toFixed(2)} %, over ${MOST_CPU_PERCENT}`,
    ],
  ];
  return limits.filter(([holds]) => !holds).map(([, why]) => why);
}

function pauseOf({ outageMs, slowestMs }: Figures): number {
  return Math.max(outageMs, slowestMs);
}

function figuresOf(runs: FaultRuns['usual']): Figures {
  const middle = (name: 'sent' | 'lost' | 'inFlight' | 'outageMs' | 'slowestMs' | 'twoHoldersMs') =>
    median(runs.map(({ figures }) => figures[name]));
  const most = (name: 'outageGoesOn' | 'twoHoldersGoOn') =>
    runs.filter((run) => run[name]).length * 2 > runs.length;
  return {
    sent: middle('sent'),
    lost: middle('lost'),
    inFlight: middle('inFlight'),
    outageMs: middle('outageMs'),
    outageGoesOn: most('outageGoesOn'),
    slowestMs: middle('slowestMs'),
    twoHoldersMs: middle('twoHoldersMs'),
    twoHoldersGoOn: most('twoHoldersGoOn'),
  };
}
