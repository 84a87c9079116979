import { settingOf } from '../../engines/nginx/meaning/in-force.ts';
import type { Listen } from '../../engines/nginx/meaning/listens.ts';
import { type Protocol, type Scope, scopesOf } from '../../engines/nginx/meaning/scope.ts';
import { type Place, placesOf } from './places.ts';
import { drop, note, type Reading } from './reading.ts';

/** Servers that share their sockets on VIPs; nginx chooses among them by the name that a client asks for. */
export interface Front {
  readonly vips: readonly string[];
  readonly ports: readonly number[];
  /** `10.0.0.100:443`. */
  readonly sockets: readonly string[];
  readonly isTls: boolean;
  readonly protocol: Protocol;
  /** The one that answers for every other name first. */
  readonly servers: readonly Scope[];
  readonly listens: readonly Listen[];
}

/** Where nginx listens on the VIPs; what is on no VIP is told and left out. */
export function frontsOf(reading: Reading): Front[] {
  const places = placesOf(reading);
  const used = new Set<Place>();
  const fronts: Front[] = [];
  for (const port of new Set(places.map((place) => place.port))) {
    for (const [vip, addresses] of reading.vips) {
      const found = addresses.map((address) => ({ address, on: listeningOn(places, address, port) }));
      for (const place of found.flatMap(({ on }) => on)) used.add(place);
      const first = found.find(({ on }) => on.length > 0);
      if (first === undefined) continue;
      const alike = found.filter(({ on }) => on.length > 0 && sameServers(on, first.on));
      for (const { address, on } of found)
        if (!sameServers(on, first.on)) tellOther(reading, vip, address, on);
      const sockets = alike.map(({ address }) => socketText(address, port));
      const all = new Set(alike.flatMap(({ on }) => on));
      fronts.push(frontOf(reading, [...all], vip, port, sockets));
    }
  }
  tellUnused(reading, places, used);
  const byVip = merged(reading, fronts, ({ vips }) => vips);
  return merged(reading, byVip, ({ ports }) => ports);
}

/** A socket of its own goes before one that takes every address. */
function listeningOn(places: readonly Place[], address: string, port: number): Place[] {
  const here = places.filter((place) => place.port === port);
  const own = here.filter(({ host }) => host === address);
  if (own.length > 0) return own;
  const any = address.includes(':') ? ['any6', 'any'] : ['any4', 'any'];
  return here.filter(({ host }) => any.includes(host));
}

function sameServers(left: readonly Place[], right: readonly Place[]): boolean {
  const servers = new Set(right.map(({ listen }) => listen.server));
  return (
    left.every(({ listen }) => servers.has(listen.server)) &&
    new Set(left.map(({ listen }) => listen.server)).size === servers.size
  );
}

function tellOther(reading: Reading, vip: string, address: string, [place]: readonly Place[]): void {
  if (place === undefined) return;
  const message = `What nginx does on ${address} alone is left out: a service listens on all addresses of VIP ${vip}.`;
  note(reading, 'import/left-out', place.listen.directive, message);
}

function frontOf(
  reading: Reading,
  places: readonly Place[],
  vip: string,
  port: number,
  sockets: readonly string[],
): Front {
  const listens = places.map(({ listen }) => listen);
  const isDefault = ({ params }: Listen) => params.includes('default_server') || params.includes('default');
  const order = scopesOf(reading.source);
  const servers = [...new Set(listens.map(({ server }) => server))].sort((left, right) => {
    const rank = (server: Scope) => (listens.some((one) => one.server === server && isDefault(one)) ? 0 : 1);
    return rank(left) - rank(right) || order.indexOf(left) - order.indexOf(right);
  });
  const isTls = listens.some(
    ({ params, server }) => params.includes('ssl') || settingOf(server, 'ssl')?.args[0] === 'on',
  );
  const protocol = servers[0]?.protocol ?? 'http';
  return { vips: [vip], ports: [port], sockets, isTls, protocol, servers, listens };
}

/** Fronts with the same servers, and the same VIPs or ports, are one. */
function merged(
  { source }: Reading,
  fronts: readonly Front[],
  same: (front: Front) => readonly (string | number)[],
): Front[] {
  const order = scopesOf(source);
  const groups = Map.groupBy(fronts, (front) =>
    JSON.stringify([
      same(front),
      front.isTls,
      settings(front),
      front.servers.map((one) => order.indexOf(one)),
    ]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        ...first,
        vips: [...new Set(group.flatMap(({ vips }) => vips))],
        ports: [...new Set(group.flatMap(({ ports }) => ports))],
        sockets: [...new Set(group.flatMap(({ sockets }) => sockets))],
        listens: group.flatMap(({ listens }) => listens),
      },
    ];
  });
}

function settings({ listens }: Front): string[] {
  const known = ['http2', 'proxy_protocol'];
  return known.filter((word) => listens.some(({ params }) => params.includes(word)));
}

function tellUnused(reading: Reading, places: readonly Place[], used: ReadonlySet<Place>): void {
  for (const server of new Set(places.map(({ listen }) => listen.server))) {
    const own = places.filter(({ listen }) => listen.server === server);
    const unused = own.filter((place) => !used.has(place));
    for (const { host, port, listen } of unused) {
      if (host.startsWith('any')) continue;
      reading.elsewhere.add(socketText(host, port));
      const where = listen.directive.args[0] ?? `port ${port}`;
      const message = `nginx listens on ${where}, which is no VIP: services of a spec listen on VIPs.`;
      note(reading, 'import/left-out', listen.directive, message);
    }
    if (unused.length === own.length && server.directive !== undefined) {
      if (unused.some(({ host }) => !host.startsWith('any'))) reading.dropped.add(server.directive);
      else drop(reading, server.directive, 'no VIP has an address of the family that it listens on.');
    }
  }
}

export function socketText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
