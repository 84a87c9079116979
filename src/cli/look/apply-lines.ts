import type { ApplyProgress } from '../../node/apply/apply-progress.ts';
import { atSite } from '../at-site.ts';
import type { Paint } from '../paint.ts';
import { momentWords, untilWords } from '../time-words.ts';
import type { Canvas } from './print-view.ts';

/** The apply that is on, with what each node is at and the time that is left to confirm. */
export function applyLines(apply: ApplyProgress | undefined, { nowMs }: Canvas, ink: Paint): string[] {
  if (apply === undefined) return [];
  const { kind, revision, who, note, startedAt, stage, confirmBy, sentence, nodes } = apply;
  const head =
    `${kind === 'apply' ? 'Apply' : 'Rollback'} of revision ${revision} by ${who} ` +
    `since ${momentWords(startedAt, nowMs)}: ${stage}${note === '' ? '' : ` (${note})`}`;
  return [
    (stage === 'stuck' ? ink.bad : ink.warn)(head),
    `  ${sentence}`,
    ...(confirmBy === undefined
      ? []
      : [
          ink.warn(
            `  taken back ${untilWords(confirmBy, nowMs)} unless somebody says: ${atSite('holdfast confirm')}`,
          ),
        ]),
    ...nodes.map(({ node, stage: at, says }) => `  ${node}: ${at}${says === '' ? '' : `, ${says}`}`),
  ];
}
