import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { locationsOf, type Passing } from './locations.ts';
import { drop, note, type Reading, textOf } from './reading.ts';
import { namesOf, type Redirect, redirectOf, takeRedirecting } from './redirect.ts';

type Route = NonNullable<ServiceInput['routes']>[number];

/** Where the requests of a front go. */
export interface Choice {
  /** What no route takes. */
  readonly pool: string | undefined;
  readonly routes: readonly Route[];
  /** The same as nginx decides: `api if (host api.example.org) (path_beg /v1)`. */
  readonly texts: readonly string[];
  /** Raw lines of the service. */
  readonly lines: readonly string[];
  readonly forwards: boolean;
}

/** nginx chooses by name first, then by the longest path; routes are in that order, those of the default server last. */
export function choicesOf(reading: Reading, { servers }: Front): Choice {
  const [main, ...named] = servers;
  const routes: Route[] = [];
  const texts: string[] = [];
  const lines: string[] = [];
  let forwards = false;
  const otherNames = new Set(named.flatMap((server) => namesOf(server).plain));
  const add = (passing: readonly Passing[], hosts: readonly string[]) => {
    for (const one of passing) {
      const { path, pool } = one;
      forwards ||= one.forwards;
      if (path === '/' && hosts.length === 0) continue;
      tellNarrower(reading, one);
      routes.push(routeOf(one, hosts));
      const tests = [
        ...(hosts.length === 0 ? [] : [`(host ${hosts.join(' ')})`]),
        ...(path === '/' ? [] : [`(path_beg ${path})`]),
      ];
      texts.push(`${pool} if ${tests.join(' ')}`);
    }
  };
  for (const server of named) {
    const hosts = hostsOf(reading, server);
    if (hosts.length === 0) continue;
    const redirect = redirectOf(server);
    if (redirect !== undefined) {
      lines.push(`${redirectLine(redirect)} if { req.hdr(host),host_only -i ${hosts.join(' ')} }`);
      tellKept(reading, server, redirect);
      continue;
    }
    const passing = locationsOf(reading, server);
    add(passing, hosts);
    if (passing.length > 0 && !passing.some(({ path }) => path === '/')) tellRestOf(reading, server);
  }
  const redirect = main === undefined ? undefined : redirectOf(main);
  if (main !== undefined && redirect !== undefined) {
    const others = [...otherNames].join(' ');
    const condition = others === '' ? '' : ` unless { req.hdr(host),host_only -i ${others} }`;
    lines.push(`${redirectLine(redirect)}${condition}`);
    tellKept(reading, main, redirect);
    return { pool: undefined, routes, texts, lines, forwards };
  }
  const passing = main === undefined ? [] : locationsOf(reading, main);
  add(passing, []);
  const pool = passing.find(({ path }) => path === '/')?.pool;
  return { pool, routes, texts, lines, forwards };
}

function routeOf({ path, pool }: Passing, hosts: readonly string[]): Route {
  const [host] = hosts;
  return {
    ...(host === undefined ? {} : { host: hosts.length === 1 ? host : [...hosts] }),
    ...(path === '/' ? {} : { path }),
    pool,
  };
}

function tellNarrower(reading: Reading, { path, pool, directive }: Passing): void {
  if (path.endsWith('/')) return;
  const message = `location ${path} also took ${path}x to ${pool}; the route takes ${path} and what lies below it, ${path}/…`;
  note(reading, 'import/changed', directive, message);
}

function hostsOf(reading: Reading, { directive, directives }: Scope): readonly string[] {
  if (directive === undefined) return [];
  const { plain, other } = namesOf({ directives } as Scope);
  if (plain.length === 0) {
    drop(reading, directive, 'routes go by whole names, and it has none.');
    return [];
  }
  const at = directives.find(({ name }) => name === 'server_name');
  if (other.length > 0 && at !== undefined) {
    const message = `Of "${textOf(at)}" ${other.join(' and ')} ${other.length === 1 ? 'is' : 'are'} left out: routes go by whole names.`;
    note(reading, 'import/left-out', at, message);
  }
  return plain;
}

function tellRestOf(reading: Reading, { directive }: Scope): void {
  if (directive === undefined) return;
  const message =
    'What no location of this server takes, nginx answered with 404; now the routes and the pool of the default server answer it.';
  note(reading, 'import/changed', directive, message);
}

function redirectLine({ host, status }: Redirect): string {
  const target = host === undefined ? 'scheme https' : `prefix https://${host}`;
  return `http-request redirect ${target} code ${status}`;
}

/** A redirecting server among others. */
function tellKept(reading: Reading, server: Scope, { directive }: Redirect): void {
  note(reading, 'import/kept-raw', directive, `"${textOf(directive)}" stays as a raw line of the service.`);
  takeRedirecting(reading, server);
  for (const inner of server.directives) {
    if (inner.block !== undefined && !reading.dropped.has(inner))
      drop(reading, inner, 'the server only sends clients elsewhere.');
  }
}
