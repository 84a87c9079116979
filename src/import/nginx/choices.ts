import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { type Locations, locationsOf, type Passing } from './locations.ts';
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

const NOTHING: Locations = { passing: [], answers: [] };

/** nginx chooses by name first, then by the longest path; routes are in that order, those of the default server last. */
export function choicesOf(reading: Reading, { servers }: Front): Choice {
  const [main, ...named] = servers;
  if (main === undefined) return { pool: undefined, routes: [], texts: [], lines: [], forwards: false };
  const others = [...new Set(named.flatMap((server) => namesOf(server).plain))];
  const fallback = choiceOf(reading, main, [], others.length === 0 ? '' : `!${hostTest(others)}`);
  const choices = named.flatMap((server) => {
    const hosts = hostsOf(reading, server);
    return hosts.length === 0 ? [] : [choiceOf(reading, server, hosts, hostTest(hosts))];
  });
  const all = [...choices, fallback];
  return {
    pool: fallback.pool,
    routes: all.flatMap(({ routes }) => routes),
    texts: all.flatMap(({ texts }) => texts),
    lines: all.flatMap(({ lines }) => lines),
    forwards: all.some(({ forwards }) => forwards),
  };
}

/** The requests of one server. `hosts`: none = it answers for every other name; `test`: the same as HAProxy's condition. */
function choiceOf(reading: Reading, server: Scope, hosts: readonly string[], test: string): Choice {
  const redirect = redirectOf(server);
  const { passing, answers } = redirect === undefined ? locationsOf(reading, server) : NOTHING;
  const isMain = hosts.length === 0;
  const routed = passing.filter(({ path }) => !isMain || path !== '/');
  const whole = passing.find(({ path }) => path === '/');
  for (const one of routed) tellNarrower(reading, one);
  if (redirect !== undefined) tellKept(reading, server, redirect);
  else if (!isMain && whole === undefined) tellRestOf(reading, server);
  const rules = [...(redirect === undefined ? [] : [{ line: redirectLine(redirect), test: '' }]), ...answers];
  return {
    pool: isMain ? whole?.pool : undefined,
    routes: routed.map((one) => routeOf(one, hosts)),
    texts: routed.map((one) => routeText(one, hosts)),
    lines: rules.map((rule) => {
      const tests = [test, rule.test].filter((one) => one !== '');
      return tests.length === 0 ? rule.line : `${rule.line} if ${tests.join(' ')}`;
    }),
    forwards: passing.some(({ forwards }) => forwards),
  };
}

function hostTest(hosts: readonly string[]): string {
  return `{ req.hdr(host),host_only -i -- ${hosts.join(' ')} }`;
}

function routeOf({ path, pool }: Passing, hosts: readonly string[]): Route {
  const [host] = hosts;
  return {
    ...(host === undefined ? {} : { host: hosts.length === 1 ? host : [...hosts] }),
    ...(path === '/' ? {} : { path }),
    pool,
  };
}

function routeText({ path, pool }: Passing, hosts: readonly string[]): string {
  const host = hosts.length === 0 ? [] : [`(host ${hosts.join(' ')})`];
  return `${pool} if ${[...host, ...(path === '/' ? [] : [`(path_beg ${path})`])].join(' ')}`;
}

function tellNarrower(reading: Reading, { path, pool, directive }: Passing): void {
  if (path.endsWith('/')) return;
  const message = `location ${path} also took ${path}x to ${pool}; the route takes ${path} and what lies below it, ${path}/…`;
  note(reading, 'import/changed', directive, message);
}

function hostsOf(reading: Reading, server: Scope): readonly string[] {
  const { directive, directives } = server;
  if (directive === undefined) return [];
  const { plain, other } = namesOf(server);
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
    'What no location of this server takes, nginx answered itself; now the routes and the pool of the default server answer it.';
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
