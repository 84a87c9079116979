import { sayTime } from '../status/say-words.ts';
import { type Cell, moment, type Section, type Tone, tableOr, text } from './page.ts';
import type { Report, ReportNode, ReportVip } from './report.ts';

const LEVEL_TONES = { full: 'good', degraded: 'warn', none: 'bad', unknown: 'warn' } as const;
const SERVER_TONES: Readonly<Record<string, Tone>> = { up: 'good', down: 'bad' };

/** What is seen of the site now: VIPs, redundancy, nodes, pools. */
export function laySite(report: Report): readonly Section[] {
  return [vips(report), redundancy(report), nodes(report), pools(report)];
}

function vips({ vips: all }: Report): Section {
  const rows = all.map((vip): Cell[] => [
    vip.name,
    vip.addresses.join(' '),
    holderCell(vip),
    vip.since === undefined ? 'not known' : moment(vip.since),
    Object.entries(vip.nodes)
      .map(([node, words]) => `${node}: ${words}`)
      .join('; '),
    String(vip.moves),
    vip.outageMs === 0 ? '-' : sayTime(vip.outageMs),
  ]);
  const head = ['VIP', 'Address', 'Held by', 'Since', 'Nodes', 'Moves', 'Without one holder for'];
  return { title: 'VIPs', id: 'vips', blocks: tableOr('The site has none.', head, rows) };
}

function holderCell({ holders, unseen }: ReportVip): Cell {
  if (holders.length === 1) return { text: holders[0]!, tone: 'good' };
  if (holders.length > 1) return { text: `${holders.join(' and ')} at once`, tone: 'bad' };
  return unseen.length === 0
    ? { text: 'nobody', tone: 'bad' }
    : { text: `not seen (no answer from ${unseen.join(', ')})`, tone: 'warn' };
}

function redundancy({ redundancy: { level, reasons } }: Report): Section {
  const words = level === 'full' ? 'Full: the site survives the loss of any one node.' : `It is ${level}.`;
  return {
    title: 'Redundancy',
    blocks: [
      text(words, LEVEL_TONES[level]),
      ...(reasons.length === 0 ? [] : [{ is: 'list' as const, items: reasons }]),
    ],
  };
}

function nodes({ nodes: all }: Report): Section {
  const rows = all.map((node): Cell[] => [
    node.name,
    reachCell(node),
    `${node.version ?? 'not known'}${node.startedAt === undefined ? '' : ` since ${moment(node.startedAt)}`}`,
    stateCell(node.foundation),
    enginesCell(node),
    engineCell(node.keepalived.state, `${node.keepalived.restarts} restarts`),
    node.revision === undefined
      ? 'not known'
      : `${node.revision} (${(node.digest ?? '').replace('sha256:', '').slice(0, 12)})`,
    node.paused === undefined
      ? '-'
      : { text: `${node.paused.who}: ${node.paused.why || 'no reason given'}`, tone: 'warn' },
  ]);
  const head = ['Node', 'Heard', 'Daemon', 'Foundation', 'Engines', 'Keepalived', 'Revision', 'Paused by'];
  return { title: 'Nodes', id: 'nodes', blocks: tableOr('The site has none.', head, rows) };
}

function reachCell({ reachable, ageMs, why }: ReportNode): Cell {
  if (reachable) return { text: 'yes', tone: 'good' };
  const age = ageMs === undefined ? 'never' : `${sayTime(ageMs)} ago`;
  return { text: `${age}${why === undefined ? '' : `: ${why}`}`, tone: 'bad' };
}

function stateCell(state: string): Cell {
  return { text: state, tone: state === 'running' ? 'good' : 'bad' };
}

function enginesCell({ engines }: ReportNode): Cell {
  const words = engines.map(
    ({ engine, state, restarts, reloads }) => `${engine} ${state}, ${restarts} restarts, ${reloads} reloads`,
  );
  const isWell = engines.every(({ state }) => state === 'running');
  return { text: words.join('; '), tone: isWell ? 'good' : 'bad' };
}

function engineCell(state: string, counts: string): Cell {
  return { text: `${state}, ${counts}`, tone: state === 'running' ? 'good' : 'bad' };
}

function pools({ pools: all }: Report): Section {
  const rows = all.flatMap((pool) =>
    pool.servers.map((server): Cell[] => [
      `${pool.name}/${server.name}`,
      server.address,
      { text: server.state, tone: SERVER_TONES[server.state] ?? 'warn' },
      String(server.sessions),
      server.lastCheck,
      server.otherwise.join(', '),
    ]),
  );
  const up = all.map(({ name, up: count, servers }) => `${name}: ${count} of ${servers.length} up`);
  return {
    title: 'Pools',
    id: 'pools',
    blocks: [
      ...(up.length === 0 ? [] : [{ is: 'list' as const, items: up }]),
      ...tableOr(
        'The site has none.',
        ['Server', 'Address', 'State', 'Sessions', 'Last check', 'Seen otherwise by'],
        rows,
      ),
    ],
  };
}
