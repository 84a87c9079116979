import type { Listener } from '../../../site/listeners.ts';
import type { Service, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section, type WordLine } from '../grammar/tree.ts';
import { acceptProxy, access } from './access.ts';
import { bindOf, bindPlain } from './bind.ts';
import { frontendName, redirectName } from './frontend-name.ts';
import { rawOf } from './raw.ts';
import { routesOf } from './routes.ts';

/** One frontend a service and VIP, and one more where plain HTTP is sent to https. */
export function compileFrontends(site: Site, listeners: readonly Listener[]): Section[] {
  return ofHaproxy(site.services).flatMap((service) =>
    service.vips.flatMap((vip) => {
      const own = listeners.filter((listener) => listener.service === service.name && listener.vip === vip);
      return [serving(site, service, vip, own), ...redirecting(site, service, vip, own)];
    }),
  );
}

function ofHaproxy(services: readonly Service[]): readonly Service[] {
  return services.filter(({ engine }) => engine === 'haproxy');
}

function serving(site: Site, service: Service, vip: string, listeners: readonly Listener[]): Section {
  const path = `services/${service.name}`;
  const redirect = service.tls?.redirectFrom;
  return {
    kind: 'frontend',
    name: frontendName(service, vip),
    origin: originOf(site, path),
    lines: [
      line(originOf(site, `${path}/mode`), 'mode', service.mode),
      ...listeners.filter(({ port }) => port !== redirect).map((one) => bindOf(site, service, one)),
      line(originOf(site, `${path}/maxConnections`), 'maxconn', String(service.maxConnections)),
      line(originOf(site, `${path}/timeouts/client`), 'timeout client', duration(service.timeouts.clientMs)),
      ...(service.mode === 'http' ? httpLines(site, service) : tcpLines(site)),
      ...(service.health === undefined
        ? []
        : [line(originOf(site, `${path}/health`), 'monitor-uri', service.health)]),
      ...acceptProxy(site, service),
      ...access(site, service),
      ...headers(site, service),
      // Rules of the user's own stand before the routing, where HAProxy judges them anyway.
      ...rawOf(service.raw, `${path}/raw`),
      ...routesOf(site, service),
    ],
  };
}

function redirecting(site: Site, service: Service, vip: string, listeners: readonly Listener[]): Section[] {
  const from = service.tls?.redirectFrom;
  if (from === undefined) return [];
  const origin = originOf(site, `services/${service.name}/tls/redirectFrom`);
  return [
    {
      kind: 'frontend',
      name: redirectName(service, vip),
      origin,
      lines: [
        line(origin, 'mode http'),
        ...listeners.filter(({ port }) => port === from).map((one) => bindPlain(site, service, one)),
        line(origin, 'maxconn', String(service.maxConnections)),
        line(origin, 'option idle-close-on-response'),
        ...acceptProxy(site, service),
        ...access(site, { ...service, rateLimit: undefined }, 'http'),
        line(origin, 'http-request redirect', ...redirectTo(service.ports[0] ?? 443), 'code', '301'),
      ],
    },
  ];
}

/** The client's own host name and path, with our port instead of the one it asked. */
function redirectTo(port: number): string[] {
  const suffix = port === 443 ? '' : `:${port}`;
  return ['location', `https://%[req.hdr(host),host_only]${suffix}%[capture.req.uri]`];
}

function httpLines(site: Site, service: Service): WordLine[] {
  const path = `services/${service.name}/timeouts`;
  const { httpRequestMs, keepAliveMs } = service.timeouts;
  return [
    line(originOf(site, `${path}/httpRequest`), 'timeout http-request', duration(httpRequestMs)),
    line(originOf(site, `${path}/keepAlive`), 'timeout http-keep-alive', duration(keepAliveMs)),
    line(undefined, 'option idle-close-on-response'),
    ...(service.http2
      ? []
      : [line(originOf(site, `services/${service.name}/http2`), 'option disable-h2-upgrade')]),
    ...logLines(site, 'option httplog'),
  ];
}

function tcpLines(site: Site): WordLine[] {
  return [line(undefined, 'option clitcpka'), ...logLines(site, 'option tcplog')];
}

function logLines(site: Site, format: string): WordLine[] {
  if (site.log === undefined) return [];
  const origin = originOf(site, 'log/address', 'log');
  return [line(origin, format), line(origin, 'option dontlognull')];
}

/** Who asks, as we saw it: what the client says about it is deleted first. */
function headers(site: Site, service: Service): WordLine[] {
  if (service.mode !== 'http') return [];
  const path = `services/${service.name}`;
  const forwarded = originOf(site, `${path}/forwardedFor`);
  const proto = service.tls === undefined ? 'http' : 'https';
  return [
    ...(service.forwardedFor
      ? [
          line(forwarded, 'http-request del-header X-Forwarded- -m beg'),
          line(forwarded, 'http-request del-header Forwarded'),
          // After the deletions: HAProxy's own option and add-header cost less than set-header, which looks for former ones.
          line(forwarded, 'option forwardfor'),
          line(forwarded, 'http-request add-header X-Forwarded-Proto', proto),
        ]
      : []),
    ...(service.hstsSeconds === undefined
      ? []
      : [
          line(
            originOf(site, `${path}/hsts`),
            'http-after-response set-header Strict-Transport-Security',
            `max-age=${service.hstsSeconds}`,
          ),
        ]),
  ];
}
