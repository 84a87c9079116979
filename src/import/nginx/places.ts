import { parseIp } from '../../base/address.ts';
import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import { type Listen, listensOf } from '../../engines/nginx/meaning/listens.ts';
import { scopesOfKind } from '../../engines/nginx/meaning/scope.ts';
import { drop, note, type Reading } from './reading.ts';

/** One port of one `listen`. */
export interface Place {
  readonly listen: Listen;
  /** `any` of both families, `any4`, `any6`, or an address. */
  readonly host: string;
  readonly port: number;
}

/** More ports than this in one range are a mistake or a job for raw packets. */
const MOST_PORTS = 100;

export function placesOf(reading: Reading): Place[] {
  const { source } = reading;
  const said = listensOf(source).flatMap((listen) => {
    if (!listen.params.includes('udp')) return expand(reading, listen);
    const { directive } = listen.server;
    if (directive !== undefined)
      drop(reading, directive, 'HAProxy, which runs the spec, does not forward UDP.');
    return [];
  });
  // Who starts nginx as root and says nothing listens on port 80 (ngx_http_core_module, listen).
  const silent = scopesOfKind(source, 'server').flatMap((server): Place[] => {
    const { directive } = server;
    if (directive === undefined || server.protocol !== 'http' || ownOf(server, 'listen').length > 0)
      return [];
    const listen: Listen = { server, directive, socket: '0.0.0.0:80', port: 80, params: [] };
    return [{ listen, host: 'any4', port: 80 }];
  });
  return [...said, ...silent];
}

function expand(reading: Reading, listen: Listen): Place[] {
  const text = listen.directive.args[0] ?? '';
  const match = /^(?:(\[[^\]]*\]|[^:[\]]*):)?(\d+)(?:-(\d+))?$/.exec(text);
  const first = match === null ? 80 : Number(match[2]);
  const last = match?.[3] === undefined ? first : Number(match[3]);
  const host = hostOf(match === null ? text : (match[1] ?? '*'), listen.params);
  if (host === undefined || first < 1 || last < first || last - first >= MOST_PORTS) {
    note(
      reading,
      'import/left-out',
      listen.directive,
      `nginx listens on ${text}, which is no VIP: services of a spec listen on VIPs.`,
    );
    return [];
  }
  return Array.from({ length: last - first + 1 }, (_, index) => ({ listen, host, port: first + index }));
}

function hostOf(text: string, params: readonly string[]): string | undefined {
  if (text === '*' || text === '' || text === '0.0.0.0') return 'any4';
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (bare === '::') return params.includes('ipv6only=off') ? 'any' : 'any6';
  return parseIp(bare)?.address;
}
