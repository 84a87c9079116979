import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import { locationPrefix } from '../../engines/nginx/meaning/location.ts';
import { type Scope, scopesOfKind } from '../../engines/nginx/meaning/scope.ts';
import { type Answer, answerOf } from './answer.ts';
import { readPool } from './read-pool.ts';
import { drop, note, type Reading, textOf } from './reading.ts';

/** A location that passes requests on. */
export interface Passing {
  readonly path: string;
  readonly pool: string;
  readonly forwards: boolean;
  readonly directive: Directive;
}

export interface Locations {
  /** The longest first, as nginx chooses. */
  readonly passing: readonly Passing[];
  /** Those that nginx answers itself with a fixed text. */
  readonly answers: readonly Answer[];
}

/** The locations of a server; those that a spec cannot say are told. */
export function locationsOf(reading: Reading, server: Scope): Locations {
  const locations = scopesOfKind(reading.source, 'location').filter(({ parent }) => parent === server);
  const answers: Answer[] = [];
  const passing = locations.flatMap((scope): Passing[] => {
    const { directive } = scope;
    const path = locationPrefix(scope);
    if (directive === undefined) return [];
    const reason = reasonAgainst(scope, path);
    if (reason === undefined && path !== undefined) {
      const pass = reading.passes.get(scope);
      const behind = pass === undefined ? undefined : readPool(reading, pass);
      return behind === undefined ? [] : [{ path, directive, ...behind }];
    }
    const answer = answerOf(scope, locations);
    if (answer !== undefined) {
      answers.push(answer);
      reading.dropped.add(directive);
      const message = `"${textOf(directive)}", which answers itself, stays as a raw line of the service.`;
      note(reading, 'import/kept-raw', directive, message);
    } else if (ownOf(scope, 'stub_status').length > 0) tellStatus(reading, directive);
    else drop(reading, directive, reason ?? '');
    return [];
  });
  return { passing: passing.sort((left, right) => right.path.length - left.path.length), answers };
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

function tellStatus(reading: Reading, directive: Directive): void {
  reading.dropped.add(directive);
  const message = `"${textOf(directive)}" is not taken over: it shows how nginx fares; "stats" of the spec is the page about HAProxy.`;
  note(reading, 'import/replaced', directive, message);
}

/** The `proxy_pass` of a stream's server. */
export function streamPool(reading: Reading, server: Scope): string | undefined {
  const pass = reading.passes.get(server);
  return pass === undefined ? undefined : readPool(reading, pass)?.pool;
}
