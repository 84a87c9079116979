import type { Service, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section, type WordLine } from '../grammar/tree.ts';
import { networksAcl } from './networks.ts';

/** Client addresses that a rate limit remembers, about 100 bytes each. */
const REMEMBERED_CLIENTS = 100_000;

/** The table of a service's clients, shared by its VIPs; it cannot be named like a pool. */
function clientsTable(service: Service): string {
  return `${service.name}::clients`;
}

/** Who may speak the PROXY protocol to us: only these peers, or anybody could choose his own address. */
export function acceptProxy(site: Site, service: Service): WordLine[] {
  if (service.acceptProxyFrom.length === 0) return [];
  const path = `services/${service.name}/acceptProxy`;
  const origin = originOf(site, `${path}/from`, path);
  return [
    ...networksAcl('from_proxy', service.acceptProxyFrom, origin),
    line(origin, 'tcp-request connection expect-proxy layer4 if from_proxy'),
  ];
}

/** `deny` before `allow`, then the rate limit: 403 and 429 in http mode, a closed connection in tcp mode. */
export function access(site: Site, service: Service, mode: Service['mode'] = service.mode): WordLine[] {
  return [
    ...denied(site, service, mode),
    ...notAllowed(site, service, mode),
    ...limited(site, service, mode),
  ];
}

function denied(site: Site, service: Service, mode: Service['mode']): WordLine[] {
  if (service.deny.length === 0) return [];
  const origin = originOf(site, `services/${service.name}/deny`);
  return [
    ...networksAcl('denied', service.deny, origin),
    line(
      origin,
      mode === 'http' ? 'http-request deny deny_status 403 if denied' : `${stage(service)} reject if denied`,
    ),
  ];
}

function notAllowed(site: Site, service: Service, mode: Service['mode']): WordLine[] {
  if (service.allow.length === 0) return [];
  const origin = originOf(site, `services/${service.name}/allow`);
  const rule = mode === 'http' ? 'http-request deny deny_status 403' : `${stage(service)} reject`;
  return [...networksAcl('allowed', service.allow, origin), line(origin, `${rule} unless allowed`)];
}

function limited(site: Site, service: Service, mode: Service['mode']): WordLine[] {
  const limit = service.rateLimit;
  if (limit === undefined) return [];
  const origin = originOf(site, `services/${service.name}/rateLimit`);
  const counter = rateCounter(mode);
  const table = clientsTable(service);
  const rules =
    mode === 'http'
      ? [`http-request track-sc0 src table ${table}`, 'http-request deny deny_status 429 if']
      : [`${stage(service)} track-sc0 src table ${table}`, `${stage(service)} reject if`];
  return [
    line(origin, rules[0] ?? ''),
    line(origin, `${rules[1]} { sc_${counter}(0) gt ${limit.requests} }`),
  ];
}

/** A backend without servers for the table of each service with a rate limit. */
export function compileClientTables(site: Site): Section[] {
  return site.services.flatMap((service) => {
    const { rateLimit, name, mode } = service;
    if (rateLimit === undefined || service.engine !== 'haproxy') return [];
    const origin = originOf(site, `services/${name}/rateLimit`);
    const period = duration(rateLimit.perMs);
    const rate = `${rateCounter(mode)}(${period})`;
    const table = `stick-table type ipv6 size ${REMEMBERED_CLIENTS} expire ${period} store ${rate}`;
    return [{ kind: 'backend', name: clientsTable(service), origin, lines: [line(origin, table)] }];
  });
}

function rateCounter(mode: Service['mode']): string {
  return mode === 'http' ? 'http_req_rate' : 'conn_rate';
}

/** Before the PROXY header is read `src` is the peer, after it the client (`session`). */
function stage(service: Service): string {
  return `tcp-request ${service.acceptProxyFrom.length > 0 ? 'session' : 'connection'}`;
}
