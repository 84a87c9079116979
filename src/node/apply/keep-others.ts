import type { ApplyPorts } from './apply-ports.ts';
import type { TrialOrder } from './orders.ts';
import type { ProgressKeeper } from './progress-keeper.ts';
import { listed, sessionsWords } from './say.ts';
import type { TrialDoor } from './trial-door.ts';
import { tryFor } from './try-for.ts';

/** A node that cannot be told within this time asks by itself, and fetches the release. */
const KEEP_DEADLINE_MS = 5_000;

/** The release is accepted here; the others accept it too. */
export async function keepOthers(
  { apply, revision }: TrialOrder,
  doors: ReadonlyMap<string, TrialDoor>,
  { node: own, clock }: Pick<ApplyPorts, 'node' | 'clock'>,
  progress: ProgressKeeper,
): Promise<void> {
  await Promise.all(
    [...doors].map(async ([node, door]) => {
      if (node === own) return;
      const error = await tryFor(clock, KEEP_DEADLINE_MS, () => door.keepTrial(apply));
      progress.node(
        node,
        error === undefined
          ? { stage: 'kept' }
          : { stage: 'failed', says: `${error.message} It fetches revision ${revision} by itself.` },
      );
    }),
  );
  const { nodes } = progress.now;
  const late = nodes.filter(({ stage }) => stage !== 'kept').map(({ node }) => node);
  const cut = nodes.reduce((sum, { sessionsCut }) => sum + sessionsCut, 0);
  const kept = nodes.filter(({ stage }) => stage === 'kept').map(({ node }) => node);
  const rest = late.length === 0 ? '' : ` ${listed(late)} will fetch it.`;
  progress.stage('kept', `Revision ${revision} is kept on ${listed(kept)}; ${sessionsWords(cut)}.${rest}`);
}
