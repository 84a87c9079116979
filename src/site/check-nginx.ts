import type { Spec } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import type { Pool, Service } from './site.ts';

/** What a variable of nginx may be called. */
const VARIABLE = /^[A-Za-z0-9_-]+$/;
/** Balancing by these cannot be told which servers are backups. */
const WITHOUT_BACKUPS = new Set(['source', 'uri', 'url_param', 'hdr', 'random']);

/** What the spec asks of nginx, and nginx as distributions have it cannot do. */
export function checkNginx(
  spec: Spec,
  services: readonly Service[],
  pools: readonly Pool[],
  findings: Findings,
): void {
  for (const service of services) if (service.engine === 'nginx') checkService(service, findings);
  for (const pool of pools) if (pool.engine === 'nginx') checkPool(pool, spec, findings);
  const first = services.find(({ engine }) => engine === 'nginx');
  if (first === undefined) return;
  checkCase(pools, findings);
  const all = services.every(({ engine }) => engine === 'nginx');
  if (spec.stats !== undefined && all) {
    const message = "The stats page is HAProxy's own, and no service of this site is HAProxy's.";
    cannot(
      findings,
      'stats',
      message,
      'remove "stats"; `holdfast status`, `top` and `ui` show the same of nginx.',
    );
  }
  if (Object.keys(spec.errorPages).length > 0) {
    const message = `Error pages are complete HTTP responses, which HAProxy alone can send; clients of service ${first.name} see nginx's own.`;
    cannot(findings, 'errorPages', message, 'let services that need them run on HAProxy.', 'warning');
  }
}

function cannot(
  findings: Findings,
  path: string,
  message: string,
  remedy: string,
  severity: 'error' | 'warning' = 'error',
): void {
  findings.add('spec/nginx-cannot', path, message, remedy, severity);
}

function checkService(service: Service, findings: Findings): void {
  const path = `services/${service.name}`;
  const no = (key: string, message: string, remedy: string) =>
    cannot(findings, `${path}/${key}`, message, remedy);
  const { tls, rateLimit, mode } = service;
  if (tls !== undefined && tls.certificates.length > 1)
    no(
      'tls/certificates',
      `nginx would need the host names of each certificate of service ${service.name}, and takes one.`,
      'put all names into one certificate, or say "engine: haproxy".',
    );
  if (tls?.certificates.some((file) => file.includes('$')) === true)
    no('tls', 'In the name of a certificate nginx takes "$" for a variable.', 'rename the file.');
  if (rateLimit !== undefined && mode !== 'http')
    no(
      'rateLimit',
      `nginx limits requests, and service ${service.name} forwards ${mode === 'udp' ? 'datagrams' : 'bytes'}.`,
      mode === 'udp' ? 'remove it; a firewall can limit datagrams.' : 'say "engine: haproxy", or remove it.',
    );
  if (rateLimit !== undefined && rateLimit.requests * 60_000 < rateLimit.perMs)
    no(
      'rateLimit',
      'The slowest limit that nginx knows is 1 request a minute.',
      'allow more, or say "engine: haproxy".',
    );
  if (mode !== 'udp') return;
  if (tls !== undefined) no('tls', 'Datagrams cannot be read by TLS.', 'remove "tls", or say "mode: tcp".');
  if (service.acceptProxyFrom.length > 0)
    no('acceptProxy', 'The PROXY protocol begins a connection, and datagrams have none.', 'remove it.');
}

function checkPool(pool: Pool, spec: Spec, findings: Findings): void {
  const written = spec.pools[pool.name];
  const no = (key: string, message: string, remedy: string) =>
    cannot(findings, `pools/${pool.name}/${key}`, message, remedy);
  const back = 'say "engine: haproxy" at the service';
  const { balance, sticky, tls } = pool;
  if (balance.by === 'rdp-cookie')
    no('balance', 'nginx cannot read the cookie of RDP.', `choose "source", or ${back}.`);
  if ('name' in balance && !VARIABLE.test(balance.name))
    no('balance', `nginx cannot name "${balance.name}" in a variable.`, `rename it, or ${back}.`);
  else if (balance.by === 'url_param' && balance.name.includes('-'))
    no('balance', `nginx cannot name "${balance.name}" in a variable.`, `rename it, or ${back}.`);
  if (sticky?.by === 'cookie')
    no(
      'sticky',
      'nginx sets no cookie of its own.',
      `balance by "source" or by a header or parameter, or ${back}.`,
    );
  if (sticky?.by === 'source')
    no(
      'sticky',
      'nginx has no table of clients.',
      'say "balance: source": it finds the same server without a table.',
    );
  if (pool.rebalance !== undefined)
    no(
      'rebalance',
      'nginx cannot end single sessions, which moving them needs.',
      `remove "rebalance", or ${back}.`,
    );
  if (pool.onDown !== 'keep')
    no(
      'onDown',
      'nginx cannot end the sessions of a server that is down.',
      `say "onDown: keep", or ${back}.`,
    );
  if (pool.slowStartMs > 0)
    no('slowStart', 'The nginx of distributions has no slow start.', `remove "slowStart", or ${back}.`);
  if (written?.timeouts.queue !== undefined)
    no('timeouts/queue', 'nginx has no queue: a session that finds no server is refused.', 'remove "queue".');
  if (pool.proxyProtocol === 2)
    no(
      'proxyProtocol',
      'nginx writes version 1 of the PROXY protocol only.',
      `say "proxyProtocol: 1", or ${back}.`,
    );
  if (pool.proxyProtocol !== undefined && pool.mode === 'http')
    no(
      'proxyProtocol',
      'In http mode nginx tells servers who asks by headers only.',
      'remove it: "forwardedFor" does it.',
    );
  if (pool.proxyProtocol !== undefined && pool.mode === 'udp')
    no('proxyProtocol', 'The PROXY protocol begins a connection, and datagrams have none.', 'remove it.');
  if (tls?.verify === true && tls.name === undefined)
    no(
      'tls',
      'nginx checks a certificate against a name, and none is given.',
      'add "name:" with the name that the certificate carries.',
    );
  if (tls !== undefined && pool.mode === 'udp') no('tls', 'Datagrams cannot be read by TLS.', 'remove it.');
  if (pool.mode === 'udp' && (pool.check?.kind.is === 'http' || pool.check?.kind.is === 'tls'))
    if (pool.servers.some(({ checkPort }) => checkPort === undefined))
      no(
        'check',
        `Servers of pool ${pool.name} speak datagrams, and this check needs a connection.`,
        'give each server a "checkPort" where it answers, or check by "send" and "expect".',
      );
  checkServers(pool, no);
}

type No = (key: string, message: string, remedy: string) => void;

function checkServers(pool: Pool, no: No): void {
  if (pool.servers.length === 0)
    no(
      'servers',
      `Pool ${pool.name} has no server in the spec, and nginx needs one.`,
      'add one, or say "engine: haproxy".',
    );
  for (const server of pool.servers) {
    const key = `servers/${server.name}`;
    if (server.hostIsName)
      no(
        key,
        `nginx asks for the address of ${server.host} once, and does not start when nobody answers.`,
        'write its address, or say "engine: haproxy".',
      );
    if (server.backup && WITHOUT_BACKUPS.has(pool.balance.by))
      no(
        `${key}/backup`,
        `nginx knows no backups when it balances by ${pool.balance.by}.`,
        'balance by roundrobin or leastconn, or let it be an ordinary server.',
      );
    if (server.raw !== '')
      no(`${key}/raw`, "A server's raw words are HAProxy's, and this pool is nginx's.", 'remove them.');
  }
}

/** nginx takes names of pools for host names, in any case. */
function checkCase(pools: readonly Pool[], findings: Findings): void {
  const seen = new Map<string, string>();
  for (const { name, engine } of pools) {
    if (engine !== 'nginx') continue;
    const former = seen.get(name.toLowerCase());
    if (former === undefined) seen.set(name.toLowerCase(), name);
    else
      cannot(
        findings,
        `pools/${name}`,
        `nginx cannot tell pool ${name} from pool ${former}.`,
        'give it a name that differs by more than case.',
      );
  }
}
