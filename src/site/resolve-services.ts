import { networkOf, parseIp, parseIpInSubnet } from '../base/address.ts';
import { milliseconds } from '../spec/fields.ts';
import type { Spec, SpecService } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import type { Engine, Route, Service, ServiceTls } from './site.ts';

const HALF_MINUTE_MS = 30_000;
const HOUR_MS = 3_600_000;

/**
 * A silent side of an http request is a fault after this; a tcp session (an agent's, a database's) may be quiet long; a
 * sender of datagrams that was silent for this long is a new session.
 */
export const SILENCE_MS = { http: HALF_MINUTE_MS, tcp: HOUR_MS, udp: HALF_MINUTE_MS } as const;

export function resolveServices(spec: Spec, findings: Findings): Service[] {
  const entries = findings.inOrder(spec.services, 'services');
  // A misspelt section may have been the one with the services.
  if (entries.length === 0 && findings.isWhole('')) {
    findings.add(
      'spec/missing-key',
      'services',
      'The site has no service.',
      'add one that listens on a VIP.',
    );
  }
  return entries.map(([name, service]) => {
    checkNames(name, service, spec, findings);
    checkMode(name, service, findings);
    return resolveService(name, service);
  });
}

export function vipsOf(service: SpecService): readonly string[] {
  return service.vips ?? (service.vip === undefined ? [] : [service.vip]);
}

export function portsOf(service: SpecService): readonly number[] {
  return Array.isArray(service.listen) ? service.listen : [service.listen];
}

/** Datagrams need nginx, which is then chosen by itself. */
export function engineOf({ engine, mode }: SpecService): Engine {
  return engine ?? (mode === 'udp' ? 'nginx' : 'haproxy');
}

/** The pools that a service uses, with the path that names each. */
export function poolsOf(name: string, service: SpecService): { pool: string; path: string }[] {
  const own = service.pool === undefined ? [] : [{ pool: service.pool, path: `services/${name}/pool` }];
  return [
    ...own,
    ...service.routes.map(({ pool }, index) => ({ pool, path: `services/${name}/routes/${index}/pool` })),
  ];
}

function checkNames(name: string, service: SpecService, spec: Spec, findings: Findings): void {
  const path = `services/${name}`;
  vipsOf(service).forEach((vip, index) => {
    const at = service.vips === undefined ? `${path}/vip` : `${path}/vips/${index}`;
    if (!Object.hasOwn(spec.vips, vip)) findings.unknown('VIP', vip, at, Object.keys(spec.vips));
  });
  for (const { pool, path: at } of poolsOf(name, service)) {
    if (!Object.hasOwn(spec.pools, pool)) findings.unknown('pool', pool, at, Object.keys(spec.pools));
  }
  if (service.pool !== undefined) return;
  if (service.routes.length === 0 && findings.isWhole(`${path}/routes`)) {
    findings.add(
      'spec/missing-key',
      `${path}/pool`,
      `Service ${name} names no pool.`,
      'add "pool:" with the name of one.',
    );
  }
}

function checkMode(name: string, service: SpecService, findings: Findings): void {
  const path = `services/${name}`;
  if (service.mode === 'udp' && service.engine === 'haproxy') {
    findings.add(
      'spec/udp-needs-nginx',
      `${path}/engine`,
      `Service ${name} forwards datagrams, which HAProxy cannot.`,
      'remove "engine", or say "engine: nginx".',
    );
  }
  const given: [string, boolean][] = [
    ['routes', service.routes.length > 0],
    ['health', service.health !== undefined],
    ['forwardedFor', service.forwardedFor === true],
    ['http2', service.http2 === true],
    ['hsts', service.hsts !== undefined],
    ['tls/redirectFrom', service.tls?.redirectFrom !== undefined],
    ['timeouts/httpRequest', service.timeouts.httpRequest !== undefined],
    ['timeouts/keepAlive', service.timeouts.keepAlive !== undefined],
  ];
  for (const [key, isGiven] of given) {
    if (!isGiven || service.mode === 'http') continue;
    const forwards = service.mode === 'udp' ? 'datagrams (mode udp)' : 'bytes (mode tcp)';
    const message = `"${key.split('/').at(-1)}" needs to understand HTTP, but service ${name} forwards ${forwards}.`;
    findings.add('spec/http-only', `${path}/${key}`, message, 'say "mode: http", or remove it.');
  }
  for (const key of ['http2', 'hsts'] as const) {
    if (
      service.mode !== 'http' ||
      service.tls !== undefined ||
      service[key] === undefined ||
      service[key] === false
    )
      continue;
    const message = `"${key}" is for encrypted connections, and service ${name} ends no TLS.`;
    findings.add('spec/needs-tls', `${path}/${key}`, message, 'add "tls" with a certificate, or remove it.');
  }
}

function resolveService(name: string, service: SpecService): Service {
  const isHttp = service.mode === 'http';
  return {
    name,
    vips: [...new Set(vipsOf(service))],
    ports: [...new Set(portsOf(service))],
    engine: engineOf(service),
    mode: service.mode,
    pool: service.pool,
    routes: service.routes.map(resolveRoute),
    tls: resolveTls(service.tls),
    health: service.health,
    forwardedFor: service.forwardedFor ?? isHttp,
    acceptProxyFrom: (service.acceptProxy?.from ?? []).map(networkText),
    allow: service.allow.map(networkText),
    deny: service.deny.map(networkText),
    rateLimit:
      service.rateLimit === undefined
        ? undefined
        : { requests: service.rateLimit.requests, perMs: milliseconds(service.rateLimit.per) },
    http2: service.http2 ?? (isHttp && service.tls !== undefined),
    hstsSeconds: service.hsts === undefined ? undefined : Math.floor(milliseconds(service.hsts) / 1000),
    timeouts: {
      clientMs: orElse(service.timeouts.client, SILENCE_MS[service.mode]),
      httpRequestMs: orElse(service.timeouts.httpRequest, 10_000),
      keepAliveMs: orElse(service.timeouts.keepAlive, 10_000),
    },
    maxConnections: service.maxConnections,
    raw: { haproxy: service.raw.haproxy ?? '', nginx: service.raw.nginx ?? '', keepalived: '' },
  };
}

/** Milliseconds of a duration that may be left out. */
export function orElse(duration: string | undefined, defaultMs: number): number {
  return duration === undefined ? defaultMs : milliseconds(duration);
}

function resolveRoute(route: SpecService['routes'][number]): Route {
  const hosts = route.host === undefined ? [] : [route.host].flat();
  return { hosts: hosts.map((host) => host.toLowerCase()), pathPrefix: route.path, pool: route.pool };
}

function resolveTls(tls: SpecService['tls']): ServiceTls | undefined {
  if (tls === undefined) return undefined;
  return {
    certificates: tls.certificates ?? (tls.certificate === undefined ? [] : [tls.certificate]),
    minimum: tls.minimum,
    ciphers: tls.ciphers,
    redirectFrom: tls.redirectFrom,
  };
}

/** Canonical: 10.1.2.3/8 is 10.0.0.0/8, a single address stays one. */
function networkText(text: string): string {
  const subnet = parseIpInSubnet(text);
  return subnet === undefined ? (parseIp(text)?.address ?? text) : networkOf(subnet);
}
