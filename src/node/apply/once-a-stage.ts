import type { ApplyProgress } from './apply-progress.ts';
import type { Listener } from './progress-keeper.ts';

/** Between two stages there is nothing new to be seen on the node: a look at each word would cost more than the apply. */
export function onceAStage(act: () => void): Listener {
  let former = '';
  return ({ id, stage }: ApplyProgress) => {
    if (former === `${id} ${stage}`) return;
    former = `${id} ${stage}`;
    act();
  };
}
