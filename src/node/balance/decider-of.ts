import type { Site } from '../../site/site.ts';
import type { SiteView } from '../status/site-view.ts';

/**
 * The node that decides about a pool: the holder of the VIP of the first service that uses it. undefined = nobody is known to
 * hold it, or several do. Pure.
 */
export function deciderOf(site: Site, pool: string, { vips }: Pick<SiteView, 'vips'>): string | undefined {
  const service = site.services.find(
    (one) => one.pool === pool || one.routes.some((route) => route.pool === pool),
  );
  const [vip] = service?.vips ?? [];
  const holders = vip === undefined ? [] : (vips[vip]?.holders ?? []);
  return holders.length === 1 ? holders[0]?.node : undefined;
}
