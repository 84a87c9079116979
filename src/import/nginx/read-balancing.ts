import type { NginxSource } from '../../engines/nginx/grammar/source.ts';
import { proxyPassesOf } from '../../engines/nginx/meaning/proxy-passes.ts';
import { upstreamsOf } from '../../engines/nginx/meaning/upstreams.ts';
import { type Front, frontsOf } from './fronts.ts';
import { readService } from './read-service.ts';
import { drop, note, type Reading } from './reading.ts';
import { namesOf, plainRedirectOf, type Redirect, redirectOf, takeRedirecting } from './redirect.ts';
import { tellRest } from './rest.ts';

/** What an nginx balances, in the words of a spec. `vips`: VIP → its addresses, without prefix. */
export function readBalancing(source: NginxSource, vips: ReadonlyMap<string, readonly string[]>): Reading {
  const reading: Reading = {
    source,
    vips,
    passes: new Map(proxyPassesOf(source).map((pass) => [pass.scope, pass])),
    services: [],
    pools: new Map(),
    poolNames: new Map(),
    takenNames: {},
    elsewhere: new Set(),
    notes: [],
    taken: new Set(),
    dropped: new Set(),
  };
  const fronts = frontsOf(reading);
  const redirecting = fronts.filter(isOnlyRedirecting);
  for (const front of fronts) if (!redirecting.includes(front)) readService(reading, front);
  for (const front of redirecting) takeRedirect(reading, front);
  const used = new Set([...reading.pools.values()].map(({ block }) => block));
  for (const { name, directive } of upstreamsOf(source)) {
    if (!used.has(directive))
      drop(reading, directive, `nothing that was taken over sends anything to ${name}.`);
  }
  tellRest(reading);
  return reading;
}

function isOnlyRedirecting({ servers, isTls, protocol }: Front): boolean {
  return protocol === 'http' && !isTls && servers.every((server) => plainRedirectOf(server) !== undefined);
}

/** A plain port that only says "come back with https" is a word of the service that ends TLS on the same VIPs. */
function takeRedirect(reading: Reading, { servers, ports, vips, sockets }: Front): void {
  const [port] = ports;
  const service = reading.services.find(
    ({ input }) =>
      input.tls !== undefined &&
      input.tls.redirectFrom === undefined &&
      [input.listen].flat().includes(443) &&
      same(input.vips ?? [input.vip ?? ''], vips),
  );
  if (service?.input.tls === undefined || ports.length !== 1) {
    for (const { directive } of servers) {
      if (reading.services.some(({ block }) => block === directive)) continue;
      const reason = 'it only sends clients to https, and no service ends TLS on port 443 of the same VIPs.';
      if (directive !== undefined) drop(reading, directive, reason);
    }
    return;
  }
  Object.assign(service.input.tls, { redirectFrom: port });
  service.redirecting.push(...sockets);
  for (const server of servers) {
    const redirect = plainRedirectOf(server);
    if (redirect === undefined) continue;
    tellRedirect(reading, redirect, namesOf(server).plain);
    takeRedirecting(reading, server);
    if (redirectOf(server) === undefined) continue;
    for (const inner of server.directives) {
      if (inner.block !== undefined && !reading.dropped.has(inner))
        drop(reading, inner, 'the plain port only sends clients to https.');
    }
  }
}

function tellRedirect(
  reading: Reading,
  { directive, host, status }: Redirect,
  names: readonly string[],
): void {
  const changes = [
    ...(host === undefined || (names.length === 1 && names[0] === host)
      ? []
      : [`it sent clients to ${host}, "redirectFrom" to the name that they asked for`]),
    ...(status === 301 ? [] : [`it answered ${status}, "redirectFrom" answers 301`]),
  ];
  if (changes.length > 0)
    note(reading, 'import/changed', directive, `${changes.join('; ').replace('it', 'It')}.`);
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
