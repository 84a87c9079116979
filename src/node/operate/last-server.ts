import type { Site } from '../../site/site.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import type { Intents } from '../intents/intent.ts';

/** Pools that these intents leave without a server that takes new sessions, and that had one without them. */
export function poolsLeftEmpty(site: Site, force: Intents): readonly string[] {
  const takes = (wanted: Site, pool: string) =>
    wanted.pools
      .find(({ name }) => name === pool)
      ?.servers.some(({ weight, disabled }) => weight > 0 && disabled !== true) === true;
  const wished = compileIntents(site, force);
  return site.pools.flatMap(({ name }) => (takes(site, name) && !takes(wished, name) ? [name] : []));
}
