import type { ApplyProgress, ApplyStage, NodeProgress } from '../../node/apply/apply-progress.ts';
import { counted } from '../look/seen-words.ts';
import { spanWords } from '../time-words.ts';

/** What has become so between two looks at an apply, one line each; `former` undefined = all that is so. */
export function progressLines(former: ApplyProgress | undefined, now: ApplyProgress): string[] {
  const words = STAGE_WORDS[now.stage];
  const stage = former?.stage === now.stage || words === undefined ? [] : [words];
  const nodes = now.nodes.flatMap((node) => {
    const before = former?.nodes.find((one) => one.node === node.node);
    return before?.stage === node.stage || node.stage === 'waiting' ? [] : [nodeLine(before, node)];
  });
  // What nodes have done led to the stage that is told after it; a stage that only begins is told before.
  return now.stage === 'unconfirmed' ? [...nodes, ...stage] : [...stage, ...nodes];
}

/** Of an end the daemon has a sentence of its own. */
const STAGE_WORDS: Readonly<Record<ApplyStage, string | undefined>> = {
  checking: 'checking: the engines of every node are asked; nothing is changed yet',
  applying: 'applying: one node after the other',
  unconfirmed: 'in force everywhere, and not kept yet',
  kept: undefined,
  undoing: 'undoing: the former release is put back',
  undone: undefined,
  refused: undefined,
  stuck: undefined,
};

function nodeLine(former: NodeProgress | undefined, now: NodeProgress): string {
  const { node, stage, how, says, sessionsCut, tookMs } = now;
  // What was done was told when it was done.
  if (former !== undefined && former.says === says && former.tookMs === tookMs) return `  ${node}: ${stage}`;
  const way = how === undefined ? '' : ` (${how === 'nothing' ? 'nothing to do' : how})`;
  const took = tookMs > 0 ? ` in ${spanWords(tookMs)}` : '';
  const cut = sessionsCut > 0 ? `; ${counted(sessionsCut, 'session')} ended` : '';
  return `  ${node}: ${stage}${way}${took}${says === '' ? '' : `: ${says}`}${cut}`;
}

/** 0 kept · 1 undone or refused · 3 stuck · undefined = it goes on. */
export function exitCodeOf({ stage }: ApplyProgress): number | undefined {
  switch (stage) {
    case 'kept':
      return 0;
    case 'undone':
    case 'refused':
      return 1;
    case 'stuck':
      return 3;
    case 'checking':
    case 'applying':
    case 'unconfirmed':
    case 'undoing':
      return undefined;
  }
}
