import type { ServiceInput } from '../draft.ts';
import { keepTimer } from '../keep-timer.ts';
import { specName } from '../spec-name.ts';
import { acceptedProxies } from './accepted-proxies.ts';
import { type Choice, choicesOf } from './choices.ts';
import { clientsOf } from './clients.ts';
import type { Front } from './fronts.ts';
import { hstsOf } from './hsts.ts';
import { streamPool } from './locations.ts';
import { drop, type NginxService, type Reading } from './reading.ts';
import { namesOf } from './redirect.ts';
import { serviceTls } from './service-tls.ts';
import { clientTimers } from './timers.ts';

/** The servers of a front as one service; those that a spec cannot hold are told. */
export function readService(reading: Reading, front: Front): void {
  const { servers, protocol, vips, ports, sockets } = front;
  const [main] = servers;
  if (main === undefined) return;
  const isHttp = protocol === 'http';
  const choice: Choice = isHttp
    ? choicesOf(reading, front)
    : { pool: streamPool(reading, main), routes: [], texts: [], lines: [], forwards: false };
  const { pool, routes, lines } = choice;
  if (pool === undefined && routes.length === 0) {
    for (const { directive } of servers) {
      if (directive !== undefined) drop(reading, directive, 'nothing that a spec can hold is behind it.');
    }
    return;
  }
  const tls = serviceTls(reading, front);
  if (front.isTls && tls.input.tls === undefined) return;
  const timeouts = clientTimers(main);
  const [vip] = vips;
  const [port] = ports;
  const input: ServiceInput = {
    ...(vips.length === 1 && vip !== undefined ? { vip } : { vips: [...vips] }),
    listen: ports.length === 1 && port !== undefined ? port : [...ports],
    ...(isHttp ? { mode: 'http' as const } : {}),
    ...tls.input,
    ...acceptedProxies(reading, front),
    ...(isHttp && !choice.forwards ? { forwardedFor: false } : {}),
    ...clientsOf(reading, front),
    ...hstsOf(reading, front),
    ...timeoutsOf(timeouts, isHttp),
    ...(pool === undefined ? {} : { pool }),
    ...(routes.length === 0 ? {} : { routes: [...routes] }),
    ...(lines.length === 0 ? {} : { raw: { haproxy: lines.map((line) => `${line}\n`).join('') } }),
  };
  const service: NginxService = {
    name: specName(nameOf(front, pool), Object.fromEntries(reading.services.map(({ name }) => [name, 1]))),
    input,
    listeners: sockets,
    redirecting: [],
    certificates: tls.certificates,
    routes: choice.texts,
    pool,
    timeouts,
    block: main.directive,
  };
  reading.services.push(service);
}

/** The first name that clients ask for; else what it serves, and where. */
function nameOf({ protocol, isTls, ports, servers }: Front, pool: string | undefined): string {
  const name = servers.flatMap((server) => namesOf(server).plain).find((one) => one !== 'localhost');
  if (protocol === 'stream') return pool ?? `tcp-${ports[0]}`;
  return name ?? `${isTls ? 'https' : 'http'}-${ports[0]}`;
}

function timeoutsOf(timeouts: NginxService['timeouts'], isHttp: boolean): Pick<ServiceInput, 'timeouts'> {
  const kept = {
    ...keepTimer('client', timeouts['client'], isHttp ? 30_000 : 3_600_000),
    ...keepTimer('httpRequest', timeouts['http-request'], 10_000),
    ...keepTimer('keepAlive', timeouts['http-keep-alive'], 10_000),
  };
  return Object.keys(kept).length === 0 ? {} : { timeouts: kept };
}
