import type { Route, Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type WordLine } from '../grammar/tree.ts';

const HOSTS_A_LINE = 40;

/** `use_backend` by host and path, the first that fits; then the service's own pool. */
export function routesOf(site: Site, service: Service): WordLine[] {
  const path = `services/${service.name}`;
  const fallback =
    service.pool === undefined ? [] : [line(originOf(site, `${path}/pool`), 'default_backend', service.pool)];
  const routes = service.mode === 'http' ? service.routes : [];
  return [...routes.flatMap((route, index) => routeLines(site, path, route, index)), ...fallback];
}

function routeLines(site: Site, path: string, route: Route, index: number): WordLine[] {
  const origin = originOf(site, `${path}/routes/${index}`, `${path}/routes`);
  const host = `route${index}_host`;
  const prefix = `route${index}_path`;
  const conditions = [
    ...(route.hosts.length > 0 ? [host] : []),
    ...(route.pathPrefix === undefined ? [] : [prefix]),
  ];
  return [
    ...hostLines(route.hosts).map((hosts) =>
      line(origin, 'acl', host, 'req.hdr(host),host_only', '-i', '--', ...hosts),
    ),
    ...prefixWords(route.pathPrefix).map((words) => line(origin, 'acl', prefix, ...words)),
    line(origin, 'use_backend', route.pool, ...(conditions.length > 0 ? ['if', ...conditions] : [])),
  ];
}

function hostLines(hosts: readonly string[]): string[][] {
  const count = Math.ceil(hosts.length / HOSTS_A_LINE);
  return Array.from({ length: count }, (_, index) =>
    hosts.slice(index * HOSTS_A_LINE, (index + 1) * HOSTS_A_LINE),
  );
}

/** `/api` means /api itself and what lies below it, not /apis. */
function prefixWords(prefix: string | undefined): string[][] {
  if (prefix === undefined) return [];
  if (prefix.endsWith('/')) return [['path_beg', '--', prefix]];
  return [
    ['path', '-m', 'str', '--', prefix],
    ['path_beg', '--', `${prefix}/`],
  ];
}
