import type { Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { type Entry, entry } from '../grammar/tree.ts';

/** What only these peers say of a client's address is believed. */
export function realAddress(site: Site, service: Service): Entry[] {
  const path = `services/${service.name}/acceptProxy`;
  const origin = originOf(site, `${path}/from`, path);
  const from = service.acceptProxyFrom.map((network) => entry(origin, 'set_real_ip_from', network));
  if (from.length === 0) return [];
  return service.mode === 'http' ? [...from, entry(origin, 'real_ip_header proxy_protocol')] : from;
}

/** `deny` before `allow`: the first that fits counts. */
export function accessEntries(site: Site, service: Service): Entry[] {
  const path = `services/${service.name}`;
  const [denied, allowed] = [originOf(site, `${path}/deny`), originOf(site, `${path}/allow`)];
  return [
    ...service.deny.map((network) => entry(denied, 'deny', network)),
    ...service.allow.map((network) => entry(allowed, 'allow', network)),
    ...(service.allow.length > 0 ? [entry(allowed, 'deny all')] : []),
  ];
}

/** The table of a service's clients: 10 MiB hold about 160,000 addresses. */
export function rateZone(site: Site, service: Service): Entry[] {
  const rate = rateOf(service);
  if (rate === undefined) return [];
  const origin = originOf(site, `services/${service.name}/rateLimit`);
  return [
    entry(origin, 'limit_req_zone', '$binary_remote_addr', `zone=${zoneOf(service)}:10m`, `rate=${rate}`),
  ];
}

export function rateLimit(site: Site, service: Service): Entry[] {
  const { rateLimit: limit, name } = service;
  if (limit === undefined || rateOf(service) === undefined) return [];
  const origin = originOf(site, `services/${name}/rateLimit`);
  // nginx counts in steps of one request; the burst makes it the same number in the same time.
  return [
    entry(origin, 'limit_req', `zone=${zoneOf(service)}`, `burst=${limit.requests}`, 'nodelay'),
    entry(origin, 'limit_req_status 429'),
  ];
}

/** Whole requests a second, or a minute; undefined = there is no limit, or nginx has no such slow one. */
export function rateOf({ rateLimit: limit }: Pick<Service, 'rateLimit'>): string | undefined {
  if (limit === undefined) return undefined;
  const perSecond = (limit.requests * 1000) / limit.perMs;
  if (Number.isInteger(perSecond)) return `${perSecond}r/s`;
  const perMinute = Math.round(perSecond * 60);
  return perMinute < 1 ? undefined : `${perMinute}r/m`;
}

function zoneOf({ name }: Service): string {
  return `clients/${name}`;
}
