import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import { locationPrefix } from '../../engines/nginx/meaning/location.ts';
import { proxyPassesOf } from '../../engines/nginx/meaning/proxy-passes.ts';
import { type Scope, scopesOfKind } from '../../engines/nginx/meaning/scope.ts';
import { drop, note, type Reading, textOf } from './reading.ts';
import { readPool } from './read-pool.ts';

/** A location that passes requests on. */
export interface Passing {
  readonly path: string;
  readonly pool: string;
  readonly forwards: boolean;
  readonly directive: Directive;
}

/** The locations of a server, the longest first as nginx chooses; those that a spec cannot say are told. */
export function locationsOf(reading: Reading, server: Scope): Passing[] {
  const passes = proxyPassesOf(reading.source);
  const locations = scopesOfKind(reading.source, 'location').filter(({ parent }) => parent === server);
  const found = locations.flatMap((scope): Passing[] => {
    const { directive } = scope;
    const path = locationPrefix(scope);
    if (directive === undefined) return [];
    const reason = reasonAgainst(scope, path);
    if (reason !== undefined || path === undefined) {
      if (!tellAnswer(reading, scope)) drop(reading, directive, reason ?? '');
      return [];
    }
    const pass = passes.find((one) => one.scope === scope);
    const behind = pass === undefined ? undefined : readPool(reading, pass);
    return behind === undefined ? [] : [{ path, directive, ...behind }];
  });
  return found.sort((left, right) => right.path.length - left.path.length);
}

function reasonAgainst({ directives, directive }: Scope, path: string | undefined): string | undefined {
  if (path === undefined) {
    const [sign = ''] = directive?.args ?? [];
    if (sign.startsWith('@')) return 'a spec has no named locations.';
    if (sign.startsWith('=')) return 'routes go by prefixes, never by the whole path.';
    return 'routes go by prefixes, not by regular expressions.';
  }
  if (!/^\/[!-~]*$/.test(path) || /[#"'\\]/.test(path)) return 'its path cannot stand in a route.';
  if (directives.some(({ name }) => name === 'proxy_pass')) return undefined;
  const other = directives.find(({ name }) => /^(fastcgi|uwsgi|grpc|scgi|memcached)_pass$/.test(name));
  if (other !== undefined) return `"${textOf(other)}" speaks a protocol that HAProxy has no routes for.`;
  return 'nginx answers it itself, for example with files; a spec only passes requests on.';
}

/** Pages about nginx itself need no successor. */
function tellAnswer(reading: Reading, { directive, directives }: Scope): boolean {
  if (directive === undefined) return false;
  const has = (word: string) => directives.some(({ name }) => name === word);
  const answer = directives.find(({ name, args }) => name === 'return' && /^20[04]$/.test(args[0] ?? ''));
  if (!has('stub_status') && answer === undefined) return false;
  reading.dropped.add(directive);
  const text = textOf(directive);
  if (answer === undefined) {
    const message = `"${text}" is not taken over: "stats" of the spec shows what HAProxy does, and /metrics of the foundation counts it.`;
    note(reading, 'import/replaced', directive, message);
    return true;
  }
  const message = `"${text}" is left out: nginx answered it itself, now the servers do. The foundation needs no such page: it watches HAProxy itself.`;
  note(reading, 'import/left-out', directive, message);
  return true;
}

/** The `proxy_pass` of a stream's server. */
export function streamPool(reading: Reading, server: Scope): string | undefined {
  const [directive] = ownOf(server, 'proxy_pass');
  const pass = proxyPassesOf(reading.source).find((one) => one.directive === directive);
  if (pass === undefined && server.directive !== undefined)
    drop(reading, server.directive, 'nothing that a spec can hold is behind it.');
  return pass === undefined ? undefined : readPool(reading, pass)?.pool;
}
