import { printTable } from '../../src/cli/print-table.ts';
import type { FaultResult, Figures, Results } from './results.ts';

const COLUMNS = ['LOST', 'OUTAGE', 'SLOWEST', 'TWO HOLDERS'];

/** The results as a person reads them. */
export function printResults({ machine, runs, faults, throughput, foundation, missed }: Results): string {
  const { haproxy, keepalived, kernel, node, holdfast, cores } = machine;
  const rows = [
    ['', 'usual:', '', '', '', 'Holdfast:', '', '', '', ''],
    ['FAULT', ...COLUMNS, ...COLUMNS, 'RATIO'],
    ...faults.map(rowOf),
  ];
  return [
    `Failover: the usual hand-written pair and Holdfast ${holdfast}, side by side`,
    `HAProxy ${haproxy}, Keepalived ${keepalived}, Linux ${kernel}, Node ${node}; ${cores} shared cores, two labs on one machine.`,
    `200 new connections a second; medians of ${runs} run${runs === 1 ? '' : 's'}. ≥ = it had not ended when the look ended.`,
    'Lost = new connections without a right answer within 1 s. Outage = the longest time between two good requests.',
    'Slowest = the slowest good request. Ratio = of the longer of these two; – where neither pair lost anything.',
    "The usual pair is looked at until it has noticed, or for 12 s; Holdfast's window is shorter, so compare outages, not counts.",
    '',
    printTable(rows),
    `requests/s      usual ${throughput.usual.toFixed(0)}, Holdfast ${throughput.holdfast.toFixed(0)}, ratio ${throughput.ratio.toFixed(3)} (≥ 0.97; median of ${throughput.runs.length} paired runs)`,
    `foundation      ${foundation.residentMb.toFixed(1)} MB resident (≤ 60), ${foundation.cpuPercent.toFixed(2)} % of a core idle (≤ 1)`,
    missed.length === 0 ? 'verdict         pass' : `verdict         fail: ${missed.join('; ')}`,
    '',
  ].join('\n');
}

function rowOf({ fault, usual, holdfast, pauseRatio }: FaultResult): readonly string[] {
  const ratio = `${sign(usual.outageGoesOn)}${pauseRatio >= 10 ? pauseRatio.toFixed(0) : pauseRatio.toFixed(1)}×`;
  const noneLost = usual.lost === 0 && holdfast.lost === 0;
  return [fault, ...cellsOf(usual), ...cellsOf(holdfast), noneLost ? '–' : ratio];
}

function cellsOf(figures: Figures): readonly string[] {
  const { lost, outageMs, outageGoesOn, slowestMs, twoHoldersMs, twoHoldersGoOn } = figures;
  return [
    `${sign(outageGoesOn)}${lost}`,
    `${sign(outageGoesOn)}${Math.round(outageMs)} ms`,
    `${Math.round(slowestMs)} ms`,
    `${sign(twoHoldersGoOn)}${Math.round(twoHoldersMs)} ms`,
  ];
}

function sign(goesOn: boolean): string {
  return goesOn ? '≥ ' : '';
}
