import type { NodeDoor } from '../../node/api/node-door.ts';
import { ENDED_STAGES } from '../../node/apply/apply-progress.ts';
import type { SiteDoors } from '../site-door.ts';

/** An apply that is on, and a door by which it can be taken back or kept. */
export interface OnApply {
  readonly door: NodeDoor;
  readonly revision: number;
  /** undefined = only its trial is seen: it is coordinated by a daemon that cannot be asked from here. */
  readonly who: string | undefined;
}

/** undefined = no daemon that answers knows of one. */
export async function findApply(site: SiteDoors): Promise<OnApply | undefined> {
  const found = await Promise.all(
    site.all().map(async ({ door }) => ({ door, progress: await door.progress().catch(() => undefined) })),
  );
  for (const { door, progress } of found) {
    if (progress === undefined || ENDED_STAGES.includes(progress.stage)) continue;
    return { door, revision: progress.revision, who: progress.who };
  }
  // A daemon passes on what it is told about an apply of a peer.
  const door = await site.door();
  const { members } = await door.status();
  const trial = Object.values(members).find(({ release }) => release?.trial !== undefined)?.release?.trial;
  return trial && { door, revision: trial.revision, who: undefined };
}
