import { parseIp } from '../../../base/address.ts';
import { Fault } from '../../../base/fault.ts';
import { splitCsv } from '../server-facts.ts';
import { parseVersion } from './abilities.ts';
import type { LiveHaproxy, LiveServer, ServerAdmin } from './live.ts';

export interface LiveAnswers {
  /** Of `show info`. */
  readonly info: string;
  /** Of `show servers state`. */
  readonly state: string;
  /** Of `show stat`, frontends and servers at least. */
  readonly stat: string;
}

/** HAProxy's answers → what it is doing. @throws Fault `node/haproxy-unreadable` when one is not what it should be */
export function readLive({ info, state, stat }: LiveAnswers): LiveHaproxy {
  const facts = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(info)?.[1] ?? '';
  const version = parseVersion(facts('Version'));
  if (version === undefined) throw unreadable('show info', info);
  const frontends = readTable(stat, ',').filter((row) => row('svname') === 'FRONTEND');
  return {
    version,
    maxconn: Number(facts('Maxconn')),
    hardMaxconn: Number(facts('Hard_maxconn')),
    frontends: new Map(frontends.map((row) => [row('pxname'), Number(row('slim'))])),
    servers: readLiveServers(state, stat),
  };
}

/** The servers of `show servers state` with their rows of `show stat`. */
export function readLiveServers(state: string, stat: string): readonly LiveServer[] {
  const rows = new Map(readTable(stat, ',').map((row) => [`${row('pxname')}/${row('svname')}`, row]));
  return readServersState(state).map((one): LiveServer => {
    const row = rows.get(`${one.pool}/${one.server}`);
    const count = (name: string) => Number(row?.(name) ?? '') || 0;
    return {
      ...one,
      maxconn: count('slim'),
      // `* L7OK`: another check is on its way.
      check: (row?.('check_status') ?? '').replace(/^\*\s*/, ''),
      sessions: count('scur'),
      total: count('stot'),
      usedConnections: count('used_conn_cur'),
    };
  });
}

type ServerState = Omit<LiveServer, 'maxconn' | 'check' | 'sessions' | 'total' | 'usedConnections'>;

/** The answer to `show servers state`, format 1. */
export function readServersState(text: string): readonly ServerState[] {
  const heading = text.indexOf('#');
  if (heading === -1) throw unreadable('show servers state', text);
  return readTable(text.slice(heading), ' ').map((row) => ({
    pool: row('be_name'),
    server: row('srv_name'),
    poolId: Number(row('be_id')),
    serverId: Number(row('srv_id')),
    host: parseIp(row('srv_addr'))?.address ?? row('srv_addr'),
    port: Number(row('srv_port')),
    weight: Number(row('srv_uweight')),
    initialWeight: Number(row('srv_iweight')),
    admin: adminOf(Number(row('srv_admin_state'))),
    isUp: row('srv_op_state') === '2',
  }));
}

/** Bits of `srv_admin_state`: 0x01 maintenance, 0x02 inherited, 0x04 of the file, 0x08 drain (include/haproxy/server-t.h). */
function adminOf(bits: number): ServerAdmin {
  if ((bits & 0x03) !== 0) return 'maint';
  return (bits & 0x08) === 0 ? 'ready' : 'drain';
}

function readTable(text: string, separator: ',' | ' '): ((name: string) => string)[] {
  const [heading = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (!heading.startsWith('#')) throw unreadable('show stat', text);
  const split = separator === ',' ? splitCsv : (line: string) => line.split(' ');
  const columns = new Map(split(heading.replace(/^#\s*/, '')).map((name, index) => [name, index]));
  return lines.map((line) => {
    const cells = split(line);
    return (name) => cells[columns.get(name) ?? -1] ?? '';
  });
}

function unreadable(question: string, answer: string): Fault {
  return new Fault(
    'node/haproxy-unreadable',
    `HAProxy's answer to "${question}" is not understood.`,
    'compare its version with those that Holdfast knows; until then changes are made by a reload.',
    answer.slice(0, 500),
  );
}
