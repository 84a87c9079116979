import type { NodeObservation } from '../status/node-observation.ts';
import type { TrialDoor } from './trial-door.ts';

/** What each node sees of itself now; those that do not answer are not in it. */
export async function lookAtAll(
  doors: ReadonlyMap<string, Pick<TrialDoor, 'observation'>>,
): Promise<ReadonlyMap<string, { readonly observation: NodeObservation }>> {
  const looks = await Promise.all(
    [...doors].map(async ([node, door]) => {
      const observation = await door.observation().catch(() => undefined);
      return observation === undefined ? [] : [[node, { observation }] as const];
    }),
  );
  return new Map(looks.flat());
}
