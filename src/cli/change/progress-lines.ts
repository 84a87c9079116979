import type { ApplyProgress, ApplyStage, NodeProgress } from '../../node/apply/apply-progress.ts';
import { counted } from '../look/seen-words.ts';
import { spanWords } from '../time-words.ts';

/** What has become so between two looks at an apply, one line each; `former` undefined = all that is so. */
export function progressLines(former: ApplyProgress | undefined, now: ApplyProgress): string[] {
  const stage = former?.stage === now.stage ? [] : [`${STAGE_WORDS[now.stage]}`];
  const nodes = now.nodes.flatMap((node) => {
    const before = former?.nodes.find((one) => one.node === node.node);
    return before?.stage === node.stage || node.stage === 'waiting' ? [] : [nodeLine(node)];
  });
  // What nodes have done led to the stage that is told after it; a stage that only begins is told before.
  return isResult(now.stage) ? [...nodes, ...stage] : [...stage, ...nodes];
}

const STAGE_WORDS: Readonly<Record<ApplyStage, string>> = {
  checking: 'checking: the engines of every node are asked; nothing is changed yet',
  applying: 'applying: one node after the other',
  unconfirmed: 'in force everywhere, and not kept yet',
  kept: 'kept',
  undoing: 'undoing: the former release is put back',
  undone: 'undone: the former release is in force everywhere',
  refused: 'refused: nothing was changed',
  stuck: 'stuck: a node could be brought neither forward nor back',
};

function isResult(stage: ApplyStage): boolean {
  return stage !== 'checking' && stage !== 'applying' && stage !== 'undoing';
}

function nodeLine({ node, stage, how, says, sessionsCut, tookMs }: NodeProgress): string {
  const way =
    how === undefined || stage === 'waiting' ? '' : ` (${how === 'nothing' ? 'nothing to do' : how})`;
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
