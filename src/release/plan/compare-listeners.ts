import type { Listener } from '../../site/listeners.ts';
import { type Found } from './found.ts';
import { type FoundationFacts, socketOf } from './foundation-facts.ts';
import { type JsonNode, linesOfNode } from './json-lines.ts';
import type { LineRef } from './plan.ts';

/** Sockets with a new number only. Lines that tell a number belong to it, in haproxy.cfg too. */
export const RENUMBERED = 'listeners/numbers';

/** The key of a socket's coming or going, in foundation.json and haproxy.cfg alike. */
export function listenerKey(socket: string): string {
  return `listener/${socket}`;
}

/** The sockets that the foundation binds and gives up. */
export function compareListeners(before: FoundationFacts, after: FoundationFacts): Found[] {
  const former = socketsOf('before', before);
  const next = socketsOf('after', after);
  return [
    ...[...next].filter(([socket]) => !former.has(socket)).map(([, one]) => added(one)),
    ...[...former].filter(([socket]) => !next.has(socket)).map(([, one]) => removed(one)),
    ...[...next].flatMap(([socket, one]) => {
      const other = former.get(socket);
      return other === undefined ? [] : kept(other, one);
    }),
  ];
}

interface Socket {
  readonly listener: Listener;
  readonly node: JsonNode | undefined;
  readonly side: LineRef['side'];
}

function socketsOf(side: LineRef['side'], { config, json }: FoundationFacts): Map<string, Socket> {
  const list = json.children['listeners'];
  return new Map(
    config.listeners.map((listener, index) => [
      socketOf(listener),
      { listener, side, node: list?.children[index] },
    ]),
  );
}

function added({ listener, node, side }: Socket): Found {
  return {
    key: listenerKey(socketOf(listener)),
    impact: 'new-listener',
    text: `${ownerOf(listener)} listens on ${listener.address} port ${listener.port}`,
    origin: originOf(listener),
    lines: linesOfNode(side, node),
  };
}

function removed({ listener, node, side }: Socket): Found {
  return {
    key: listenerKey(socketOf(listener)),
    impact: 'reload',
    text: `${ownerOf(listener)} no longer listens on ${listener.address} port ${listener.port}`,
    reason: 'who connects there is refused from then on; sessions may end by themselves',
    origin: originOf(listener),
    lines: linesOfNode(side, node),
  };
}

function kept(former: Socket, next: Socket): Found[] {
  const lines = (key: 'fd' | 'name' | 'vip' | 'service' | 'engine') => [
    ...linesOfNode('before', former.node?.children[key]),
    ...linesOfNode('after', next.node?.children[key]),
  ];
  const found: Found[] = [];
  if (former.listener.fd !== next.listener.fd) {
    found.push(renumbered(lines('fd')));
  }
  const renamed = (['name', 'vip', 'service', 'engine'] as const).filter(
    (key) => former.listener[key] !== next.listener[key],
  );
  if (renamed.length > 0) {
    found.push({
      key: `${listenerKey(socketOf(next.listener))}/owner`,
      impact: 'reload',
      text: `${socketOf(next.listener)} is the socket of ${ownerWords(next.listener, former.listener)}, no longer of ${ownerWords(former.listener, next.listener)}`,
      origin: originOf(next.listener),
      lines: renamed.flatMap(lines),
    });
  }
  return found;
}

export function renumbered(lines: readonly LineRef[]): Found {
  return {
    key: RENUMBERED,
    impact: 'reload',
    text: 'listening sockets get other numbers',
    reason: 'its engine inherits the same sockets in another order',
    lines,
  };
}

function ownerOf(listener: Listener): string {
  if (listener.service === undefined) return 'the stats page';
  return `service ${listener.service}${listener.vip === undefined ? '' : `, VIP ${listener.vip},`}`;
}

/** The engine where it is another one, which says all; else who it is called after. */
function ownerWords(listener: Listener, other: Listener): string {
  if (listener.engine === other.engine) return nameOf(listener);
  return `${nameOf(listener)} on ${listener.engine === 'nginx' ? 'nginx' : 'HAProxy'}`;
}

function nameOf({ service, vip }: Listener): string {
  return `${service === undefined ? 'the stats page' : `service ${service}`}${vip === undefined ? '' : ` on VIP ${vip}`}`;
}

function originOf({ service }: Listener): string {
  return service === undefined ? 'stats/port' : `services/${service}/listen`;
}
