import type { SpecPool } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { serverPath } from './resolve-servers.ts';
import type { Engine, Mode, Pool } from './site.ts';

interface User {
  readonly name: string;
  readonly mode: Mode;
  readonly engine: Engine;
}

/** @param mayBeEmpty its servers come at run time */
export function checkPool(
  pool: Pool,
  spec: SpecPool,
  users: readonly User[],
  mayBeEmpty: boolean,
  findings: Findings,
): void {
  const path = `pools/${pool.name}`;
  checkUsers(pool, users, path, findings);
  checkModes(pool, users, path, findings);
  checkRebalance(pool, path, findings);
  checkServers(pool, spec, path, mayBeEmpty, findings);
}

/** A session that was moved must land where there is room, and only least connections sends it there. */
function checkRebalance(pool: Pool, path: string, findings: Findings): void {
  if (pool.rebalance === undefined) return;
  const refuse = (message: string, remedy: string) =>
    findings.add('spec/cannot-rebalance', `${path}/rebalance`, message, remedy);
  if (pool.mode !== 'tcp') {
    refuse(
      `Pool ${pool.name} is used in mode ${pool.mode}, where each request may go to another server anyway.`,
      'say "mode: tcp" at the service, or remove "rebalance".',
    );
  } else if (pool.balance.by !== 'leastconn') {
    refuse(
      `Pool ${pool.name} balances by ${pool.balance.by}, which would not send moved sessions to where there is room.`,
      'say "balance: leastconn", or remove "rebalance".',
    );
  } else if (pool.sticky !== undefined) {
    refuse(
      `Clients of pool ${pool.name} return to their server ("sticky"), so that none can be moved.`,
      'remove "sticky" or "rebalance".',
    );
  }
}

function checkUsers(pool: Pool, users: readonly User[], path: string, findings: Findings): void {
  if (users.length === 0 && findings.isWhole('services')) {
    const message = `No service uses pool ${pool.name}.`;
    findings.add('spec/unused-pool', path, message, 'name it in a service, or remove it.', 'warning');
  }
  const stranger = users.find(({ engine }) => engine !== users[0]?.engine);
  if (stranger !== undefined) {
    const message = `Pool ${pool.name} is used by service ${users[0]?.name} on ${users[0]?.engine} and by ${stranger.name} on ${stranger.engine}.`;
    findings.add(
      'spec/mixed-engines',
      path,
      message,
      'give each engine a pool of its own; they may have the same servers.',
    );
  }
  const other = users.find(({ mode }) => mode !== users[0]?.mode);
  if (other !== undefined) {
    const message = `Pool ${pool.name} is used by service ${users[0]?.name} in mode ${users[0]?.mode} and by ${other.name} in mode ${other.mode}.`;
    findings.add(
      'spec/mixed-modes',
      path,
      message,
      'give each mode a pool of its own; they may have the same servers.',
    );
  }
}

function checkModes(pool: Pool, users: readonly User[], path: string, findings: Findings): void {
  if (users.length === 0) return;
  const { by } = pool.balance;
  if (pool.mode !== 'http') {
    if (by === 'uri' || by === 'url_param' || by === 'hdr') {
      const message = `Balancing by ${by} needs to understand HTTP, but pool ${pool.name} is used in mode ${pool.mode}.`;
      findings.add(
        'spec/http-only',
        `${path}/balance`,
        message,
        'say "mode: http" at the service, or balance by leastconn or source.',
      );
    }
    if (pool.sticky?.by === 'cookie') {
      const message = `A cookie needs HTTP, but pool ${pool.name} is used in mode tcp.`;
      findings.add(
        'spec/http-only',
        `${path}/sticky/cookie`,
        message,
        'say "sticky: { source: true }", or "mode: http" at the service.',
      );
    }
  } else if (by === 'rdp-cookie') {
    const message = `rdp-cookie reads the bytes of RDP, but pool ${pool.name} is used in mode http.`;
    findings.add(
      'spec/tcp-only',
      `${path}/balance`,
      message,
      'say "mode: tcp" at the service, or choose another way to balance.',
    );
  }
}

function checkServers(
  pool: Pool,
  spec: SpecPool,
  path: string,
  mayBeEmpty: boolean,
  findings: Findings,
): void {
  const { servers } = pool;
  const isWhole = findings.isWhole(`${path}/servers`) && !(mayBeEmpty && servers.length === 0);
  if (isWhole && servers.length === 0) {
    const message = `Pool ${pool.name} has no server.`;
    findings.add('spec/pool-without-servers', `${path}/servers`, message, 'add one: "web1: 10.0.0.21:8080".');
    return;
  }
  if (isWhole && servers.every(({ weight, backup }) => backup || weight === 0)) {
    const message = `All servers of pool ${pool.name} are backups or have weight 0, so none serves in normal times.`;
    findings.add(
      'spec/no-active-server',
      `${path}/servers`,
      message,
      'let at least one be active with a weight above 0.',
      'warning',
    );
  }
  if (pool.check !== undefined && pool.check.timeoutMs > pool.check.everyMs) {
    const message = 'A check may take longer than the time until the next one.';
    findings.add(
      'spec/check-too-slow',
      `${path}/check/timeout`,
      message,
      'make "timeout" at most as long as "every".',
      'warning',
    );
  }
  const seen = new Map<string, string>();
  for (const { name, host, port } of servers) {
    const target = `${host} ${port}`;
    const first = seen.get(target);
    if (first === undefined) {
      seen.set(target, name);
      continue;
    }
    const message = `Server ${name} has the address ${host} port ${port}, and so has ${first} in the same pool.`;
    findings.add(
      'spec/duplicate-address',
      serverPath(pool.name, name, spec),
      message,
      'give it its own address, or remove one; use "weight" for a bigger share.',
    );
  }
}
