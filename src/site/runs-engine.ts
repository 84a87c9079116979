import type { Engine, Site } from './site.ts';

/**
 * Whether the nodes of a site run this engine: some service asks for it. A site without services, as a node that leaves has
 * it, keeps HAProxy, which then listens to nothing.
 */
export function runsEngine({ services }: Pick<Site, 'services'>, engine: Engine): boolean {
  return services.length === 0 ? engine === 'haproxy' : services.some((service) => service.engine === engine);
}
