import { milliseconds } from '../spec/fields.ts';
import type { Spec, SpecPool } from '../spec/spec.ts';
import { checkPool } from './check-pools.ts';
import type { Findings } from './findings.ts';
import { resolveCheck } from './resolve-check.ts';
import { resolveRebalance } from './resolve-rebalance.ts';
import { resolveServers } from './resolve-servers.ts';
import { engineOf, orElse, poolsOf, SILENCE_MS } from './resolve-services.ts';
import type { Balance, Engine, Mode, Pool, ServerTls, Sticky } from './site.ts';

/** @param fromOutside pools whose servers come at run time */
export function resolvePools(spec: Spec, fromOutside: readonly string[], findings: Findings): Pool[] {
  const entries = findings.inOrder(spec.pools, 'pools');
  return entries.map(([name, pool]) => {
    const users = findings
      .inOrder(spec.services, 'services')
      .filter(
        ([user, service]) =>
          poolsOf(user, service).some((one) => one.pool === name) ||
          rawPoolsOf(service.raw.haproxy).includes(name),
      )
      .map(([user, service]) => ({ name: user, mode: service.mode, engine: engineOf(service) }));
    const resolved = resolvePool(name, pool, users[0], findings);
    checkPool(resolved, pool, users, fromOutside.includes(name), findings);
    return resolved;
  });
}

/** Raw rules may send requests to a pool as well; a backend bears its pool's name. */
function rawPoolsOf(raw = ''): string[] {
  return [...raw.matchAll(/^[ \t]*use_backend[ \t]+(\S+)/gm)].map(([, name = '']) => name);
}

function resolvePool(
  name: string,
  pool: SpecPool,
  user: { readonly mode: Mode; readonly engine: Engine } | undefined,
  findings: Findings,
): Pool {
  const { mode, engine } = user ?? { mode: 'tcp', engine: 'haproxy' };
  const rebalance = resolveRebalance(pool.rebalance);
  return {
    name,
    engine,
    mode,
    balance: resolveBalance(pool.balance),
    check: resolveCheck(pool.check),
    sticky: resolveSticky(pool.sticky),
    tls: resolveTls(pool.tls),
    proxyProtocol: pool.proxyProtocol,
    retries: pool.retries,
    redispatch: pool.redispatch,
    slowStartMs: milliseconds(pool.slowStart),
    onDown: pool.onDown,
    timeouts: {
      connectMs: orElse(pool.timeouts.connect, 5_000),
      serverMs: orElse(pool.timeouts.server, SILENCE_MS[mode]),
      queueMs: orElse(pool.timeouts.queue, 5_000),
      tunnelMs: orElse(pool.timeouts.tunnel, SILENCE_MS.tcp),
    },
    servers: resolveServers(name, pool, findings),
    ...(rebalance === undefined ? {} : { rebalance }),
    raw: { haproxy: pool.raw.haproxy ?? '', nginx: pool.raw.nginx ?? '', keepalived: '' },
  };
}

function resolveBalance(text: string): Balance {
  const [by = '', name] = text.split(' ');
  return name === undefined ? ({ by } as Balance) : ({ by, name } as Balance);
}

function resolveSticky(sticky: SpecPool['sticky']): Sticky | undefined {
  if (sticky === undefined) return undefined;
  if (sticky.cookie !== undefined) return { by: 'cookie', name: sticky.cookie };
  return { by: 'source', expireMs: milliseconds(sticky.expire), entries: sticky.entries };
}

function resolveTls(tls: SpecPool['tls']): ServerTls | undefined {
  if (tls === undefined) return undefined;
  if (tls === true) return { verify: true, ca: '@system-ca', name: undefined };
  return { verify: tls.verify, ca: tls.ca, name: tls.name };
}
