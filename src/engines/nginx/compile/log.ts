import type { Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { RUN_FILES } from '../../run-files.ts';
import { type Entry, entry } from '../grammar/tree.ts';

const STREAM_FORMAT =
  '$remote_addr $protocol $server_addr:$server_port $upstream_addr $status $bytes_received $bytes_sent $session_time';

/** Sessions and requests go to the site's log, as HAProxy's do; without one they are counted only. */
export function accessLog(site: Site, format: 'combined' | 'session', runDir: string): Entry[] {
  const { log } = site;
  if (log === undefined) return [];
  const origin = originOf(site, 'log/address', 'log');
  return [entry(origin, 'access_log', targetOf(log.address, log.facility, runDir), format)];
}

/** The format of sessions, which `stream` does not bring; none where nothing goes to a log. */
export function sessionFormat(site: Site): Entry[] {
  return site.log === undefined
    ? []
    : [entry(originOf(site, 'log/address', 'log'), 'log_format session', STREAM_FORMAT)];
}

/** The same places as in HAProxy's `log`, in nginx's words. */
function targetOf(address: string, facility: string, runDir: string): string {
  // nginx opens a file by its name, which a pipe has not; the foundation keeps the logs in there within bounds.
  if (address === 'stdout' || address === 'stderr') return `${runDir}/${RUN_FILES.log}/nginx-access.log`;
  const server = address.startsWith('/') ? `unix:${address}` : address.replace(/^(udp|ipv4|ipv6)@/, '');
  const isPlainSix = /^[0-9a-fA-F:]+:\d{1,5}$/.test(server) && server.split(':').length > 2;
  const written = isPlainSix ? server.replace(/^(.*):(\d+)$/, '[$1]:$2') : server;
  return `syslog:server=${written},facility=${FACILITIES[facility] ?? facility},tag=nginx,nohostname`;
}

/** Names that nginx does not know, by those that mean the same number. */
const FACILITIES: Readonly<Record<string, string>> = {
  auth2: 'authpriv',
  audit: 'local0',
  alert: 'local0',
  cron2: 'cron',
};
