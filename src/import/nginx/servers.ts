import { parseHostAndPort } from '../../base/address.ts';
import type { Directive } from '../../engines/nginx/grammar/source.ts';
import type { Upstream, UpstreamServer } from '../../engines/nginx/meaning/upstreams.ts';
import type { ServerInput } from '../draft.ts';
import { specName } from '../spec-name.ts';
import { socketText } from './fronts.ts';
import { note, type Reading, textOf } from './reading.ts';

interface Servers {
  readonly input: Record<string, string | ServerInput>;
  readonly lines: Map<string, Directive>;
  /** Of the pool. */
  readonly raw: readonly string[];
}

const PASSIVE = /^(?:max_fails|fail_timeout)=/;
const KNOWN = /^(?:weight=|max_conns=|max_fails=|fail_timeout=|backup$|down$|resolve$)/;

/** The servers of an upstream. `port`: of those that name none. */
export function serversOf(reading: Reading, upstream: Upstream, port: number | undefined): Servers {
  const servers: Servers = { input: {}, lines: new Map(), raw: [] };
  const passive: UpstreamServer[] = [];
  for (const server of upstream.servers) {
    const to = server.port ?? port;
    const { directive, params } = server;
    if (to === undefined || parseHostAndPort(socketText(server.host, to)) === undefined) {
      const reason = 'a spec needs an address or a host name, and a port.';
      note(reading, 'import/left-out', directive, `"${textOf(directive)}" is left out: ${reason}`);
      continue;
    }
    const key = specName(nameOf(server, upstream), servers.input);
    servers.input[key] = inputOf(server, socketText(server.host, to));
    servers.lines.set(key, directive);
    if (params.some((word) => PASSIVE.test(word))) passive.push(server);
    const unknown = params.filter((word) => !KNOWN.test(word));
    if (unknown.length > 0) {
      const message = `"${unknown.join(' ')}" of "${textOf(directive)}" has no key in a spec.`;
      note(reading, 'import/left-out', directive, message);
    }
  }
  tellPassive(reading, upstream, passive);
  const backups = upstream.servers.filter(({ isBackup }) => isBackup);
  const second = backups[1];
  if (second === undefined) return servers;
  const message = `Upstream ${upstream.name} spreads over all its backup servers: "option allbackups" says so as a raw line.`;
  note(reading, 'import/kept-raw', second.directive, message);
  return { ...servers, raw: ['option allbackups'] };
}

/** By default one failed request takes a server out for 10 s (ngx_http_upstream_module, server). */
function tellPassive(
  reading: Reading,
  { name, servers, directive }: Upstream,
  said: readonly UpstreamServer[],
): void {
  if (servers.length < 2) return;
  const [first] = said;
  const words =
    first?.params.filter((word) => PASSIVE.test(word)).join(' ') ??
    'max_fails=1 fail_timeout=10s, the default';
  const message = `Upstream ${name} judges its servers by the requests that fail (${words}); Holdfast asks every server itself, by a connection every 2 s. "check: { http: /PATH }" asks for a page instead, which a server that hangs does not answer.`;
  note(reading, 'import/changed', first?.directive ?? directive, message);
}

/** A name for people: that of the machine, else the upstream's with a number. */
function nameOf(server: UpstreamServer, { name, servers }: Upstream): string {
  if (server.kind === 'name') return server.host;
  return servers.length === 1 ? name : `${name}-${servers.indexOf(server) + 1}`;
}

function inputOf({ params, isBackup, isDown }: UpstreamServer, address: string): string | ServerInput {
  const number = (name: string) => {
    const value = Number(params.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1));
    return Number.isInteger(value) && value >= 1 ? value : undefined;
  };
  const weight = isDown ? 0 : Math.min(number('weight') ?? 1, 256);
  const most = number('max_conns');
  const input: ServerInput = {
    address,
    ...(weight === 1 ? {} : { weight }),
    ...(isBackup ? { backup: true } : {}),
    ...(most === undefined ? {} : { maxConnections: Math.min(most, 1_000_000) }),
  };
  return Object.keys(input).length === 1 ? address : input;
}
