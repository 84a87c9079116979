import { isHostName } from '../../base/address.ts';
import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { Reading } from './reading.ts';

/** A server that answers every request with "come back with https". */
export interface Redirect {
  readonly directive: Directive;
  readonly status: number;
  /** undefined = the name that the client asked for. */
  readonly host: string | undefined;
}

/**
 * `return 301 https://…`, a `rewrite` that means it, both also in `location /` or in an `if`; undefined for a server
 * that passes requests on.
 */
export function redirectOf(server: Scope): Redirect | undefined {
  const found = [server.directives, ...server.directives.flatMap(insideOf)].flat().flatMap(readRedirect);
  return passesOn(server.directives) ? undefined : found[0];
}

/** The redirect of a server that listens with and without TLS, and passes on only what comes with it. */
export function plainRedirectOf(server: Scope): Redirect | undefined {
  const whenPlain = ownOf(server, 'if').filter(({ args }) =>
    /^\(\s*\$(scheme = "?http"?|scheme != "?https"?|https != "?on"?|https = ("")?)\s*\)$/.test(
      args.join(' '),
    ),
  );
  return redirectOf(server) ?? whenPlain.flatMap(({ block }) => block ?? []).flatMap(readRedirect)[0];
}

function insideOf({ name, args, block }: Directive): (readonly Directive[])[] {
  if (block === undefined) return [];
  const isAll = name === 'location' && (args.join(' ') === '/' || args.join(' ') === '^~ /');
  return isAll || name === 'if' ? [block, ...block.flatMap(insideOf)] : [];
}

function passesOn(directives: readonly Directive[]): boolean {
  return directives.some(
    ({ name, block }) => /^(proxy|fastcgi|uwsgi|grpc|scgi)_pass$/.test(name) || passesOn(block ?? []),
  );
}

function readRedirect(directive: Directive): Redirect[] {
  const { name, args } = directive;
  if (name === 'return') {
    const [status = '', url = ''] = args.length === 1 ? ['302', args[0]] : args;
    return /^30[12378]$/.test(status) ? targetOf(directive, Number(status), url, /^\$request_uri$/) : [];
  }
  if (name !== 'rewrite') return [];
  const [pattern = '', url = '', flag = 'redirect'] = args;
  if (!/^(\^|\^\(\.\*\)\$?|\(\.\*\)|\^\/\(\.\*\)\$?|\.\*)$/.test(pattern)) return [];
  return targetOf(directive, flag === 'permanent' ? 301 : 302, url, /^\/?\$(1|request_uri\??|uri)$/);
}

function targetOf(directive: Directive, status: number, url: string, path: RegExp): Redirect[] {
  const match = /^https:\/\/(\$host|\$http_host|\$server_name|[A-Za-z0-9.-]+)(?::443)?(.*)$/.exec(url);
  if (match === null || !path.test(match[2] ?? '')) return [];
  const host = match[1] ?? '';
  return [{ directive, status, host: host.startsWith('$') ? undefined : host.toLowerCase() }];
}

/** The names that a server answers to; those that a spec cannot match are apart. `_` and the like are no names. */
export function namesOf(server: Scope): {
  readonly plain: readonly string[];
  readonly other: readonly string[];
} {
  const all = ownOf(server, 'server_name').flatMap(({ args }) => args);
  const names = all.filter((name) => /[A-Za-z0-9]/.test(name));
  return {
    plain: [...new Set(names.filter(isHostName).map((name) => name.toLowerCase()))],
    other: names.filter((name) => !isHostName(name)),
  };
}

/** The lines of a redirect are said elsewhere: as a key of the spec, or as a raw line. */
export function takeRedirecting(reading: Reading, { directives }: Scope): void {
  for (const directive of directives) {
    const { name } = directive;
    if (name === 'return' || name === 'rewrite') reading.taken.add(directive);
    if (insideOf(directive).flat().flatMap(readRedirect).length > 0) reading.dropped.add(directive);
  }
}
