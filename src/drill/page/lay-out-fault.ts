import { type Block, type Cell, type Section, tableOr, text } from '../../node/report/page.ts';
import { compareUsual } from '../../node/show/compare-usual.ts';
import { courseWords, pictureCourse } from '../../node/show/picture-course.ts';
import type { RunFigures } from '../judge/figures.ts';
import type { DrillStory, ToldDrill } from './drill-story.ts';
import { FIGURE_HEAD, figureCells } from './figure-cells.ts';
import { formerRows } from './former-rows.ts';
import { medianFigures } from './median-figures.ts';

/** One fault: its verdict with what had to hold, its runs as pictures and figures, and what to compare them with. */
export function layOutFault(drill: ToldDrill, story: DrillStory): readonly Section[] {
  const { fault, does, hurts, done } = drill;
  const runs = done.map(({ figures }) => figures);
  return [
    {
      title: `Drill ${fault}`,
      id: `drill-${fault}`,
      blocks: [
        text(`It ${does}. It hurts: ${hurts}`),
        ...verdict(drill),
        ...(done.length === 0 ? [] : [figures(runs)]),
        ...agents(runs),
        ...clauses(drill),
      ],
    },
    ...done.map(({ course }, index) => ({
      title: `${fault}, run ${index + 1} of ${drill.wantedRuns}`,
      blocks: [
        { is: 'picture' as const, tree: pictureCourse(course), text: `${courseWords(course)}. ${LEGEND}` },
      ],
    })),
    ...comparison(drill, runs, story),
  ];
}

const LEGEND =
  'Bars: new connections at their start: answered, and on top, red, failed. Line: the slowest answer. Rows: who held a VIP; red: two at once.';

function verdict({ outcome, done, wantedRuns }: ToldDrill): readonly Block[] {
  if (outcome === undefined) {
    return [text(`No verdict: ${done.length} of ${wantedRuns} runs were done.`, 'warn')];
  }
  const { report, reasons } = outcome;
  return [
    text(`Verdict: ${report.verdict}`, report.verdict === 'pass' ? 'good' : 'bad'),
    ...(reasons.length === 0 ? [] : [{ is: 'list' as const, items: reasons }]),
  ];
}

function clauses({ outcome }: ToldDrill): readonly Block[] {
  const rows = (outcome?.clauses ?? []).map(({ words, holds, value }): Cell[] => [
    words,
    value === null ? '–' : String(value),
    holds ? { text: 'holds', tone: 'good' } : { text: 'does not hold', tone: 'bad' },
  ]);
  return rows.length === 0 ? [] : tableOr('', ['What had to hold', 'Measured', 'Does it?'], rows);
}

function figures(runs: readonly RunFigures[]): Block {
  const middle = medianFigures(runs);
  const rows = runs.map((run, index) => [`run ${index + 1}`, ...figureCells(run)]);
  return {
    is: 'table',
    head: ['Run', ...FIGURE_HEAD],
    rows: middle === undefined || runs.length < 2 ? rows : [...rows, ['median', ...figureCells(middle)]],
  };
}

function agents(runs: readonly RunFigures[]): readonly Block[] {
  const rows = runs.flatMap(({ agents: of }, index) =>
    of === undefined
      ? []
      : [
          [
            `run ${index + 1}`,
            `${of.mostDown} of ${of.agents}`,
            String(of.reconnects),
            seconds(of.slowestBackMs),
            seconds(of.backMs),
            seconds(of.spreadMs),
            String(of.worst),
          ],
        ],
  );
  const head = [
    'Simulated agents',
    'Down at once',
    'Reconnects',
    'Longest down',
    'All back after',
    'Spread after',
    'Most on one manager',
  ];
  return rows.length === 0 ? [] : tableOr('', head, rows);
}

function seconds(ms: number | null): string {
  return ms === null ? 'not in time' : `${(ms / 1000).toFixed(1)} s`;
}

function comparison(
  { fault }: ToldDrill,
  runs: readonly RunFigures[],
  story: DrillStory,
): readonly Section[] {
  const middle = medianFigures(runs);
  if (middle === undefined) return [];
  const usual = compareUsual(story.usual, fault, middle);
  const former = formerRows(story.former, fault, middle, story.startedAtMs);
  const blocks: readonly Block[] = [
    ...tableOr(
      'No earlier run of this drill is known in this lab.',
      ['This lab', 'Verdict', 'Runs', ...FIGURE_HEAD],
      former,
    ),
    ...(usual === undefined
      ? [text('The usual pair was not measured in this fault.')]
      : [
          {
            is: 'table' as const,
            head: ['Figure', 'usual pair', 'Holdfast beside it', 'this drill'],
            rows: usual.rows.map((row) => [row.what, row.usual, row.holdfast, row.here]),
          },
          text(usual.source),
        ]),
  ];
  return [{ title: `${fault} compared`, blocks }];
}
