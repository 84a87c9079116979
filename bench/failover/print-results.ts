import { printTable } from '../../src/cli/print-table.ts';
import type { FaultResult, Figures, Results } from './results.ts';

/** The results as a person reads them. */
export function printResults({ machine, runs, faults, throughput, foundation, missed }: Results): string {
  const { haproxy, keepalived, kernel, node, holdfast, cores } = machine;
  const rows = [
    ['', 'usual:', '', '', 'Holdfast:', '', '', ''],
    ['FAULT', 'LOST', 'OUTAGE', 'TWO HOLDERS', 'LOST', 'OUTAGE', 'TWO HOLDERS', 'RATIO OF OUTAGES'],
    ...faults.map(rowOf),
  ];
  return [
    `Failover: the usual hand-written pair and Holdfast ${holdfast}, side by side`,
    `HAProxy ${haproxy}, Keepalived ${keepalived}, Linux ${kernel}, Node ${node}; ${cores} shared cores, two labs on one machine.`,
    `200 new connections a second; medians of ${runs} run${runs === 1 ? '' : 's'}. ≥ = it had not ended when the look ended.`,
    'Lost = new connections without a right answer within 1 s. Outage = the longest time between two good requests.',
    "The usual pair is looked at until it has noticed, or for 16 s; Holdfast's window is shorter, so compare outages, not counts.",
    '',
    printTable(rows),
    `requests/s      usual ${throughput.usual.toFixed(0)}, Holdfast ${throughput.holdfast.toFixed(0)}, ratio ${throughput.ratio.toFixed(3)} (≥ 0.97; median of ${throughput.runs.length} paired runs)`,
    `foundation      ${foundation.residentMb.toFixed(1)} MB resident (≤ 60), ${foundation.cpuPercent.toFixed(2)} % of a core idle (≤ 1)`,
    missed.length === 0 ? 'verdict         pass' : `verdict         fail: ${missed.join('; ')}`,
    '',
  ].join('\n');
}

function rowOf({ fault, usual, holdfast, outageRatio }: FaultResult): readonly string[] {
  const ratio = outageRatio >= 10 ? outageRatio.toFixed(0) : outageRatio.toFixed(1);
  return [fault, ...cellsOf(usual), ...cellsOf(holdfast), `${sign(usual.outageGoesOn)}${ratio}×`];
}

function cellsOf({ lost, outageMs, outageGoesOn, twoHoldersMs, twoHoldersGoOn }: Figures): readonly string[] {
  return [
    `${sign(outageGoesOn)}${lost}`,
    `${sign(outageGoesOn)}${Math.round(outageMs)} ms`,
    `${sign(twoHoldersGoOn)}${Math.round(twoHoldersMs)} ms`,
  ];
}

function sign(goesOn: boolean): string {
  return goesOn ? '≥ ' : '';
}
