import { median } from './judge/median.ts';
import type { DrillReport } from './run-drill.ts';

/** The heading and a row a fault; with several runs of a fault its medians. */
export function reportRows(reports: readonly DrillReport[]): readonly (readonly string[])[] {
  return [
    ['FAULT', 'SENT', 'LOST', 'IN FLIGHT', 'LONGEST OUTAGE', 'SLOWEST', 'HOLDERS', 'TWO HOLDERS', 'VERDICT'],
    ...reports.map((report) => {
      const middle = (figure: 'sent' | 'lost' | 'inFlight' | 'outageMs' | 'slowestMs' | 'twoHoldersMs') =>
        median(report.runs.map((run) => run[figure]));
      const last = report.runs.at(-1);
      return [
        report.fault,
        `${middle('sent')}`,
        `${middle('lost')}`,
        `${middle('inFlight')}`,
        ms(middle('outageMs')),
        ms(middle('slowestMs')),
        `${names(last?.holdersBefore)} → ${names(last?.holdersAfter)}`,
        ms(middle('twoHoldersMs')),
        report.verdict,
      ];
    }),
  ];
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function names(holders: readonly string[] = []): string {
  return holders.length === 0 ? 'nobody' : holders.join('+');
}
