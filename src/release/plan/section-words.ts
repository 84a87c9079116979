import type { Section } from '../../engines/haproxy/meaning/meaning.ts';
import type { SpecPath } from '../../site/site.ts';

/** A section of haproxy.cfg in the words of the site: `pool web`, `service web on VIP edge`. */
export function sectionWords({ kind, name }: Pick<Section, 'kind' | 'name'>): string {
  if (kind === 'global') return 'HAProxy';
  if (kind === 'defaults') return 'all services and pools';
  if (kind === 'peers') return 'the nodes’ shared tables';
  if (kind === 'resolvers') return 'names of servers';
  const { service, vip, part } = partsOf(name ?? '');
  if (kind === 'backend')
    return part === undefined ? `pool ${name}` : `service ${service}, its table of clients`;
  if (kind !== 'frontend') return name === undefined ? kind : `${kind} ${name}`;
  if (service === '') return 'the stats page';
  const on = vip === undefined ? '' : ` on VIP ${vip}`;
  return `service ${service}${on}${part === undefined ? '' : ', its redirect to https'}`;
}

/** Where in a spec it would stand. */
export function sectionOrigin({ kind, name }: Pick<Section, 'kind' | 'name'>): SpecPath | undefined {
  const { service, part } = partsOf(name ?? '');
  if (kind === 'backend' && part === undefined) return `pools/${name}`;
  if (kind !== 'frontend' && kind !== 'backend') return undefined;
  return service === '' ? 'stats' : `services/${service}`;
}

/** `web`, `web:edge`, `web:edge::redirect`, `web::clients`, `:stats`; names of a spec hold no `:`. */
function partsOf(name: string): { service: string; vip: string | undefined; part: string | undefined } {
  const [front = '', part] = name.split('::');
  const [service = '', vip] = front.split(':');
  return { service, vip, part };
}
