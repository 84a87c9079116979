import { ownOf, settingOf } from '../../engines/nginx/meaning/in-force.ts';
import { locationPrefix } from '../../engines/nginx/meaning/location.ts';
import type { ProxyPass } from '../../engines/nginx/meaning/proxy-passes.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { Upstream } from '../../engines/nginx/meaning/upstreams.ts';
import type { PoolInput } from '../draft.ts';
import { keepTimer } from '../keep-timer.ts';
import { specName } from '../spec-name.ts';
import { balanceOf } from './balance.ts';
import { clientLines } from './clients.ts';
import { drop, type NginxPool, type Reading, type Timers, textOf } from './reading.ts';
import { namesOf } from './redirect.ts';
import { requestHeaders } from './request-headers.ts';
import { rewriteLines } from './rewrite-path.ts';
import { serverTls } from './server-tls.ts';
import { serversOf } from './servers.ts';
import { serverTimers } from './timers.ts';

interface Behind {
  /** The name in the spec. */
  readonly pool: string;
  /** The servers learn the client's address as `forwardedFor` tells it. */
  readonly forwards: boolean;
}

/**
 * The pool behind a `proxy_pass`. In nginx time-outs, headers and TLS belong to the place that passes on, in a spec to
 * the pool: two places that differ in them get a pool each. undefined = it was told why there is none.
 */
export function readPool(reading: Reading, pass: ProxyPass): Behind | undefined {
  const { scope, target, upstream, directive } = pass;
  const isHttp = scope.protocol !== 'stream';
  const refuse = (reason: string): undefined => {
    drop(reading, scope.directive ?? directive, `"${textOf(directive)}" ${reason}`);
    return undefined;
  };
  if (target.kind === 'variable') return refuse('chooses its servers by a variable.');
  if (target.kind === 'socket') return refuse('goes to a socket file on this node.');
  const rewriting = isHttp ? rewriteLines(reading, pass) : [];
  if (rewriting === undefined) return refuse('writes the path anew in a way that a spec cannot.');
  const headers = isHttp ? requestHeaders(reading, pass) : { forwards: false, isUpgrading: false, lines: [] };
  const group = upstream ?? aloneAs(pass);
  const way = balanceOf(reading, upstream);
  const servers = serversOf(reading, group, isHttp ? 80 : undefined);
  if (Object.keys(servers.input).length === 0) return refuse('has no server that a spec can hold.');
  const timeouts = serverTimers(scope, headers.isUpgrading);
  const tls = serverTls(reading, pass);
  const sendsProxy = settingOf(scope, 'proxy_protocol')?.args[0] === 'on' && !isHttp;
  const clients = isHttp ? clientLines(reading, scope) : [];
  const raw = [...clients, ...headers.lines, ...rewriting, ...servers.raw];
  const input: PoolInput = {
    ...way.input,
    ...(tls === undefined ? {} : { tls }),
    ...(sendsProxy ? { proxyProtocol: 1 as const } : {}),
    ...timeoutsOf(timeouts, isHttp),
    servers: servers.input,
    ...(raw.length === 0 ? {} : { raw: { haproxy: raw.map((line) => `${line}\n`).join('') } }),
  };
  const block = upstream?.directive;
  const key = JSON.stringify([upstream === undefined ? target.address : upstream.name, isHttp, input]);
  const found: NginxPool = { input, algorithm: way.algorithm, timeouts, block, lines: servers.lines, key };
  return { pool: named(reading, group.name, pass, found), forwards: headers.forwards };
}

/** A second pool of the same servers bears the place that needs it in its name. */
function named(reading: Reading, name: string, { scope }: ProxyPass, pool: NginxPool): string {
  const { pools, poolNames, takenNames } = reading;
  const known = poolNames.get(pool.key);
  if (known !== undefined) return known;
  const base = specName(name, {});
  const unique = specName(Object.hasOwn(takenNames, base) ? `${base}-${placeOf(scope)}` : name, takenNames);
  pools.set(unique, pool);
  poolNames.set(pool.key, unique);
  takenNames[unique] = true;
  return unique;
}

/** `chat` of `location /chat/`; else the first name or port of the server. */
function placeOf(scope: Scope): string {
  const path = locationPrefix(scope)?.replaceAll(/^\/+|\/+$/g, '') ?? '';
  if (path !== '') return path;
  const server = scope.kind === 'location' ? (scope.parent ?? scope) : scope;
  const name = namesOf(server).plain[0];
  return name ?? ownOf(server, 'listen')[0]?.args[0]?.replace(/^.*:/, '') ?? '80';
}

/** An address behind `proxy_pass` is an upstream of one server. */
function aloneAs({ target, directive, scope, scheme }: ProxyPass): Upstream {
  const port = target.port ?? (scheme === undefined ? undefined : scheme === 'https' ? 443 : 80);
  const server = { ...target, port, directive, isBackup: false, isDown: false, params: [] };
  const { protocol } = scope;
  return { name: target.host, protocol, scope, directive, servers: [server] };
}

function timeoutsOf({ connect, server, tunnel }: Timers, isHttp: boolean): Pick<PoolInput, 'timeouts'> {
  const timeouts = {
    ...keepTimer('connect', connect, 5_000),
    ...keepTimer('server', server, isHttp ? 30_000 : 3_600_000),
    ...keepTimer('tunnel', tunnel, 3_600_000),
  };
  return Object.keys(timeouts).length === 0 ? {} : { timeouts };
}
