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

const KNOWN = /^(?:weight=|max_conns=|max_fails=|fail_timeout=|backup$|down$|resolve$)/;

/** The servers of an upstream. `port`: of those that name none. */
export function serversOf(reading: Reading, upstream: Upstream, port: number | undefined): Servers {
  const servers: Servers = { input: {}, lines: new Map(), raw: [] };
  const passive: UpstreamServer[] = [];
  for (const server of upstream.servers) {
    const to = server.port ?? port;
    const { directive, params } = server;
    if (to === undefined || (server.kind !== 'ip' && server.kind !== 'name')) {
      const reason = 'a spec needs an address or a host name, and a port.';
      note(reading, 'import/left-out', directive, `"${textOf(directive)}" is left out: ${reason}`);
      continue;
    }
    const key = specName(nameOf(server, upstream), servers.input);
    servers.input[key] = inputOf(server, socketText(server.host, to));
    servers.lines.set(key, directive);
    if (params.some((word) => /^(max_fails|fail_timeout)=/.test(word))) passive.push(server);
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

function tellPassive(reading: Reading, { name }: Upstream, [first]: readonly UpstreamServer[]): void {
  if (first === undefined) return;
  const said = first.params.filter((word) => /^(max_fails|fail_timeout)=/.test(word)).join(' ');
  const message = `Upstream ${name} judges its servers by the requests that fail (${said}); Holdfast asks every server itself, by a tcp connection every 2 s. "check: { http: /PATH }" asks for a page instead.`;
  note(reading, 'import/changed', first.directive, message);
}

/** A name for people: that of the machine, else the upstream's with a number. */
function nameOf(server: UpstreamServer, { name, servers }: Upstream): string {
  return server.kind === 'name' ? server.host : `${name}-${servers.indexOf(server) + 1}`;
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
