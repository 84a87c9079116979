import { enginesOf } from '../node/status/engines-of.ts';
import type { SeenEngine, SeenServer, SiteStatus } from '../node/status/site-status.ts';
import type { Engine } from '../site/site.ts';
import {
  holderWords,
  pidWords,
  processWords,
  roleWords,
  serverWords,
  witnessWords,
} from './look/seen-words.ts';
import { type Paint, paint } from './paint.ts';
import { printTable } from './print-table.ts';

/** The status as a person on call reads it: VIPs and who holds them, nodes and their guests, pools and their servers. */
export function printStatusTable(status: SiteStatus, { colour = false } = {}): string {
  const ink = paint(colour);
  return [
    `${ink.strong(status.site)}  ${ink.dim(`seen ${status.observedAt.slice(11, 19)} UTC`)}\n`,
    '\n',
    printTable(vipRows(status, ink)),
    '\n',
    printTable(nodeRows(status, ink)),
    ...Object.entries(status.pools).map(
      ([pool, { servers }]) => `\n${printTable(serverRows(pool, servers, ink))}`,
    ),
    ...remarks(status, ink),
  ].join('');
}

function vipRows(status: SiteStatus, ink: Paint): string[][] {
  const nodes = Object.entries(status.nodes);
  const rows = Object.entries(status.vips).map(([name, { addresses, holders, unseen = [] }]) => [
    name,
    addresses.join(' '),
    holderWords({ holders, unseen }, ink),
    witnessWords(holders),
    ...nodes.map(([, node]) => roleWords(node, name)),
  ]);
  return [['VIP', 'ADDRESS', 'HOLDER', 'SEEN BY', ...nodes.map(([name]) => `ON ${name}`)], ...rows];
}

function nodeRows(status: SiteStatus, ink: Paint): string[][] {
  const used = Object.values(status.nodes).flatMap(({ guests }) => enginesOf(guests).map(([name]) => name));
  const engines = (['haproxy', 'nginx'] as const).filter((engine) => used.includes(engine));
  const rows = Object.entries(status.nodes).map(([name, { foundation, guests }]) => [
    name,
    processWords(foundation.state, ink),
    `${foundation.listeners} held`,
    ...engines.flatMap((engine) => engineCells(guests[engine], ink)),
    `${processWords(guests.keepalived.state, ink)}${pidWords(guests.keepalived.pid)}`,
    String(guests.keepalived.restarts),
  ]);
  return [
    ['NODE', 'FOUNDATION', 'SOCKETS', ...engines.flatMap(engineHeading), 'KEEPALIVED', 'RESTARTS'],
    ...rows,
  ];
}

function engineHeading(engine: Engine): string[] {
  return [engine.toUpperCase(), 'RESTARTS', 'DRAINING'];
}

function engineCells(seen: SeenEngine | undefined, ink: Paint): string[] {
  if (seen === undefined) return ['-', '-', '-'];
  const { state, pid, restarts, draining } = seen;
  return [`${processWords(state, ink)}${pidWords(pid)}`, String(restarts), String(draining)];
}

function serverRows(pool: string, servers: Readonly<Record<string, SeenServer>>, ink: Paint): string[][] {
  const rows = Object.entries(servers).map(([name, server]) => {
    const others = server.observations.filter(({ state }) => state !== server.state);
    return [
      `${pool}/${name}`,
      server.address,
      serverWords(server.state, ink),
      String(server.sessions),
      server.lastCheck,
      others.map(({ node, state }) => `${node} sees it ${state}`).join(', '),
    ];
  });
  return [['SERVER', 'ADDRESS', 'STATE', 'SESSIONS', 'LAST CHECK', ''], ...rows];
}

/** What the columns have no room for: why something is unknown, and findings. */
function remarks(status: SiteStatus, ink: Paint): string[] {
  const lines = Object.entries(status.nodes).flatMap(([name, { foundation, guests, vips, findings }]) => [
    ...(foundation.why === undefined
      ? []
      : [ink.bad(`${name}: no answer from the foundation: ${foundation.why}`)]),
    ...enginesOf(guests).flatMap(([engine, { why }]) =>
      why === undefined ? [] : [ink.bad(`${name}: no answer from ${engine}: ${why}`)],
    ),
    ...Object.entries(vips).flatMap(([vip, { healthy, reason }]) =>
      healthy ? [] : [ink.warn(`${name}: cannot serve VIP ${vip}: ${reason ?? 'no reason given'}`)],
    ),
    ...findings.map(({ severity, code, message, remedy }) =>
      ink.warn(`${name}: ${severity} ${code}: ${message} Fix: ${remedy}`),
    ),
  ]);
  return lines.length === 0 ? [] : ['\n', ...lines.map((line) => `${line}\n`)];
}
