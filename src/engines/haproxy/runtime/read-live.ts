import { parseIp } from '../../../base/address.ts';
import { Fault } from '../../../base/fault.ts';
import { type Row, readTable } from '../read-table.ts';
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
  const frontends = readStat(stat).filter(({ svname }) => svname === 'FRONTEND');
  return {
    version,
    maxconn: Number(facts('Maxconn')),
    hardMaxconn: Number(facts('Hard_maxconn')),
    frontends: new Map(frontends.map(({ pxname, slim }) => [pxname, Number(slim)])),
    servers: readLiveServers(state, stat),
  };
}

/** The servers of `show servers state` with their rows of `show stat`. */
export function readLiveServers(state: string, stat: string): readonly LiveServer[] {
  const rows = new Map(readStat(stat).map((row) => [`${row.pxname}/${row.svname}`, row]));
  return readServersState(state).map((one): LiveServer => {
    const row = rows.get(`${one.pool}/${one.server}`);
    const count = (cell: string | undefined) => Number(cell ?? '') || 0;
    return {
      ...one,
      maxconn: count(row?.slim),
      check: checkOf(row),
      sessions: count(row?.scur),
      total: count(row?.stot),
      usedConnections: count(row?.used_conn_cur),
    };
  });
}

/** The result of the last check of the one server whose row of `show stat` this is; '' before the first one. */
export function readCheck(stat: string): string {
  return checkOf(readStat(stat)[0]);
}

/** `* L7OK`: another check is on its way. */
function checkOf(row: { readonly check_status: string } | undefined): string {
  return (row?.check_status ?? '').replace(/^\*\s*/, '');
}

function readStat(stat: string) {
  return tableOf('show stat', stat, ',', STAT_COLUMNS);
}

const STAT_COLUMNS = ['pxname', 'svname', 'slim', 'check_status', 'scur', 'stot', 'used_conn_cur'] as const;

type ServerState = Omit<LiveServer, 'maxconn' | 'check' | 'sessions' | 'total' | 'usedConnections'>;

/** The answer to `show servers state`, format 1. */
export function readServersState(text: string): readonly ServerState[] {
  return tableOf('show servers state', text, ' ', STATE_COLUMNS).map((row) => ({
    pool: row.be_name,
    server: row.srv_name,
    poolId: Number(row.be_id),
    serverId: Number(row.srv_id),
    host: parseIp(row.srv_addr)?.address ?? row.srv_addr,
    port: Number(row.srv_port),
    weight: Number(row.srv_uweight),
    initialWeight: Number(row.srv_iweight),
    admin: adminOf(Number(row.srv_admin_state)),
    isUp: row.srv_op_state === '2',
  }));
}

const STATE_COLUMNS = [
  'be_name',
  'srv_name',
  'be_id',
  'srv_id',
  'srv_addr',
  'srv_port',
  'srv_uweight',
  'srv_iweight',
  'srv_admin_state',
  'srv_op_state',
] as const;

/** Bits of `srv_admin_state`: 0x01 maintenance, 0x02 inherited, 0x04 of the file, 0x08 drain (include/haproxy/server-t.h). */
function adminOf(bits: number): ServerAdmin {
  if ((bits & 0x03) !== 0) return 'maint';
  return (bits & 0x08) === 0 ? 'ready' : 'drain';
}

/** @throws Fault `node/haproxy-unreadable` without a heading */
function tableOf<Name extends string>(
  question: string,
  answer: string,
  separator: ',' | ' ',
  names: readonly Name[],
): readonly Row<Name>[] {
  const rows = readTable(answer.slice(Math.max(0, answer.indexOf('#'))), separator, names);
  if (rows === undefined) throw unreadable(question, answer);
  return rows;
}

function unreadable(question: string, answer: string): Fault {
  return new Fault(
    'node/haproxy-unreadable',
    `HAProxy's answer to "${question}" is not understood.`,
    'compare its version with those that Holdfast knows; until then changes are made by a reload.',
    answer.slice(0, 500),
  );
}
