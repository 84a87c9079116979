/**
 * How many words follow each keyword of a `bind` and a `server` line, from 2.4 to 3.2 (configuration manual, 5.1 and
 * 5.2). Keywords that are not listed take none.
 */
export function valuesOfBindOption(keyword: string): number {
  return BIND_WITH_VALUE.has(keyword) ? 1 : 0;
}

/** `following` is the word behind the value of `source`, which may carry on with two more. */
export function valuesOfServerOption(keyword: string, following: string | undefined): number {
  if (keyword === 'source') return following === 'usesrc' || following === 'interface' ? 3 : 1;
  if (keyword.startsWith('set-proxy-v2-tlv-fmt')) return 1;
  return SERVER_WITH_VALUE.has(keyword) ? 1 : 0;
}

const BIND_WITH_VALUE: ReadonlySet<string> = new Set(
  `accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers
  ciphersuites client-sigalgs cc crl-file crt crt-ignore-err crt-list curves default-crt ecdhe expose-fd gid group
  guid-prefix id idle-ping interface label ktls level maxconn mode mss name namespace nbconn nice npn ocsp-update
  process proto quic-cc-algo quic-socket severity-output shards sigalgs ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut
  thread tls-ticket-keys uid user verify`.split(/\s+/),
);

const SERVER_WITH_VALUE: ReadonlySet<string> = new Set(
  `addr agent-addr agent-inter agent-port agent-send alpn ca-file cc check-alpn check-pool-conn-name check-proto
  check-reuse-pool-name check-sni ciphers ciphersuites client-sigalgs cookie crl-file crt curves downinter error-limit
  fall fastinter guid hash-key id idle-ping init-addr init-state inter ktls log-bufsize log-proto max-reuse maxconn
  maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up pool-conn-name pool-low-conn
  pool-max-conn pool-purge-delay port proto proxy-v2-options quic-cc-algo redir resolve-net resolve-opts
  resolve-prefer resolvers rise shard sigalgs slowstart sni socks4 ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut track
  verify verifyhost weight ws`.split(/\s+/),
);

/** The keyword that undoes another one, in both directions: `no-check` and `check`, `non-stick` and `stick`. */
export function oppositeOf(keyword: string): string {
  if (keyword === 'enabled') return 'disabled';
  if (keyword === 'disabled') return 'enabled';
  if (keyword === 'stick') return 'non-stick';
  if (keyword === 'non-stick') return 'stick';
  return keyword.startsWith('no-') ? keyword.slice(3) : `no-${keyword}`;
}
