import { median } from './judge/median.ts';
import type { DrillReport } from './run-drill.ts';

/** The heading and a row a fault; with several runs of a fault its medians. */
export function reportRows(reports: readonly DrillReport[]): readonly (readonly string[])[] {
  const hasAgents = reports.some(({ runs }) => runs.some(({ agents }) => agents !== undefined));
  const heading = [
    'FAULT',
    'SENT',
    'LOST',
    'IN FLIGHT',
    'LONGEST OUTAGE',
    'SLOWEST',
    'HOLDERS',
    'TWO HOLDERS',
  ];
  return [
    [...heading, ...(hasAgents ? AGENTS_HEADING : []), 'VERDICT'],
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
        ...(hasAgents ? agentsCells(report) : []),
        report.verdict,
      ];
    }),
  ];
}

const AGENTS_HEADING = ['AGENTS DOWN', 'RECONNECTS', 'ALL BACK', 'SPREAD'];

function agentsCells({ runs }: DrillReport): readonly string[] {
  const all = runs.flatMap(({ agents }) => agents ?? []);
  if (all.length === 0) return AGENTS_HEADING.map(() => '–');
  const middle = (figure: 'mostDown' | 'reconnects') => `${median(all.map((one) => one[figure]))}`;
  const time = (figure: 'backMs' | 'spreadMs') => {
    const value = median(all.map((one) => one[figure] ?? Number.POSITIVE_INFINITY));
    return Number.isFinite(value) ? `${(value / 1000).toFixed(1)} s` : 'never';
  };
  return [middle('mostDown'), middle('reconnects'), time('backMs'), time('spreadMs')];
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function names(holders: readonly string[] = []): string {
  return holders.length === 0 ? 'nobody' : holders.join('+');
}
