import type { NodeDoor } from '../../node/api/node-door.ts';
import { type ApplyProgress, ENDED_STAGES } from '../../node/apply/apply-progress.ts';
import type { SiteDoors } from '../site-door.ts';

/** The apply that is on, and the door of the node that coordinates it; undefined = no daemon that answers knows of one. */
export async function findApply(
  site: SiteDoors,
): Promise<{ readonly door: NodeDoor; readonly progress: ApplyProgress } | undefined> {
  const found = await Promise.all(
    site.all().map(async ({ door }) => ({ door, progress: await door.progress().catch(() => undefined) })),
  );
  for (const { door, progress } of found) {
    if (progress !== undefined && !ENDED_STAGES.includes(progress.stage)) return { door, progress };
  }
  return undefined;
}
