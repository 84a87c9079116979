import { clockWords, spanWords } from '../../../../ui/see/time-words.ts';
import type { ApplyProgress } from '../../../node/apply/apply-progress.ts';
import { fitColumns } from '../fit-columns.ts';
import { BLANK, labelled, type Row } from '../row.ts';
import type { Seen } from '../seen.ts';
import { type Ink, span } from '../spans.ts';

const STAGES: Readonly<Record<ApplyProgress['stage'], Ink>> = {
  checking: 'warn',
  applying: 'warn',
  unconfirmed: 'warn',
  kept: 'good',
  undoing: 'warn',
  undone: 'warn',
  refused: 'bad',
  stuck: 'bad',
};

/** The change that is on or was last, what is not as it was accepted, and the accepted revisions. */
export function changeRows(seen: Seen, width: number): readonly Row[] {
  const { site, revisions, nowMs } = seen;
  const progress = site?.progress;
  const drifts = Object.entries(site?.view?.members ?? {}).flatMap(([node, { release }]) =>
    (release?.drift ?? []).map((what) => ({ node, what })),
  );
  return [
    ...(progress === undefined || progress === null
      ? labelled('Change', [span('none since the daemons began', 'dim')], width)
      : progressRows(progress, nowMs, width)),
    ...drifts.flatMap(({ node, what }) =>
      labelled(
        'Drift',
        [span(`${node} `, 'strong'), span('is not as accepted: ', 'warn'), span(what)],
        width,
      ),
    ),
    BLANK,
    ...revisionRows(revisions, nowMs, width),
  ];
}

function progressRows(progress: ApplyProgress, nowMs: number, width: number): readonly Row[] {
  const { kind, revision, stage, sentence, who, note, startedAt, confirmBy, fault, nodes } = progress;
  const left = confirmBy === undefined ? 0 : Math.max(0, Date.parse(confirmBy) - nowMs);
  return [
    ...labelled(
      kind === 'apply' ? 'Apply' : 'Rollback',
      [
        span(`revision ${revision} `, 'strong'),
        span(stage === 'stuck' || stage === 'refused' ? stage.toUpperCase() : stage, STAGES[stage]),
        span(` ${sentence}`),
        span(
          ` by ${who} at ${clockWords(Date.parse(startedAt), nowMs, 'UTC')}${note === '' ? '' : `: ${note}`}`,
          'dim',
        ),
      ],
      width,
    ),
    ...(stage === 'unconfirmed'
      ? labelled(
          'Confirm',
          [
            span(`taken back in ${spanWords(left)} unless confirmed`, 'warn'),
            span(' holdfast confirm', 'strong'),
          ],
          width,
        )
      : []),
    ...(fault === undefined
      ? []
      : labelled('Why', [span(fault.message, 'bad'), span(' Fix: ', 'strong'), span(fault.remedy)], width)),
    ...nodes.flatMap(({ node, stage: own, how, says, sessionsCut, tookMs }) =>
      labelled(
        `  ${node}`,
        [
          span(
            own === 'failed' ? 'FAILED' : own,
            own === 'failed' ? 'bad' : own === 'kept' || own === 'applied' ? 'good' : 'plain',
          ),
          span(` ${how ?? ''} ${says}${tookMs > 0 ? ` in ${spanWords(tookMs)}` : ''}`),
          span(sessionsCut > 0 ? ` ${sessionsCut} sessions ended` : '', 'warn'),
        ],
        width,
      ),
    ),
  ];
}

function revisionRows(revisions: Seen['revisions'], nowMs: number, width: number): readonly Row[] {
  if (revisions === undefined) return labelled('History', [span('not known', 'dim')], width);
  const table = fitColumns(
    [
      { title: 'REVISION' },
      { title: 'ACCEPTED UTC' },
      { title: 'BY', least: 6 },
      { title: 'RELEASE', spare: 1 },
      { title: 'NOTE', least: 4 },
    ],
    revisions.map(({ number, at, who, release, note }, index) => [
      [span(`${number}${index === 0 ? ' in force' : ''}`, index === 0 ? 'strong' : 'plain')],
      [span(clockWords(Date.parse(at), nowMs, 'UTC'))],
      [span(who)],
      [span(release.replace('sha256:', '').slice(0, 12), 'dim')],
      [span(note)],
    ]),
    width,
  );
  return [
    { line: table.heading },
    ...table.lines.map((line, index) => {
      const { number, who, note, release } = revisions[index] ?? {
        number: 0,
        who: '',
        note: '',
        release: '',
      };
      return { line, find: `${number} ${who} ${note} ${release}` };
    }),
  ];
}
