import type { Site } from '../../site/site.ts';
import type { Clock } from './apply-ports.ts';
import { holdersOf } from './holders.ts';
import { lookAtAll } from './look-at-all.ts';
import type { TrialDoor } from './trial-door.ts';

/** Beyond the time that VRRP needs: its Keepalived reads a file, its daemon looks. */
const MARGIN_MS = 1_000;
const LOOK_EVERY_MS = 50;

/**
 * Waits until each of these VIPs is on a node. Not longer than VRRP needs for that: who then joins takes a VIP that nobody has.
 * @param vips names; others than the site's do not matter
 */
export async function waitHeld(
  site: Site,
  vips: readonly string[],
  doors: ReadonlyMap<string, Pick<TrialDoor, 'observation'>>,
  clock: Clock,
): Promise<void> {
  const wanted = site.vips.filter(({ name }) => vips.includes(name));
  const deadline = clock.elapsed() + MARGIN_MS + Math.max(0, ...wanted.map(({ advertMs }) => 4 * advertMs));
  while (clock.elapsed() < deadline) {
    const holders = holdersOf(site, await lookAtAll(doors));
    if (wanted.every(({ name }) => holders[name] !== undefined)) return;
    await clock.sleep(LOOK_EVERY_MS);
  }
}
