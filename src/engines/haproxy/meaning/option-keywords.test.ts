import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oppositeOf, valuesOfBindOption, valuesOfServerOption } from './option-keywords.ts';

test('keywords of a bind line that take a value, and those that stand alone', () => {
  const withValue =
    'accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers ciphersuites crl-file crt crt-ignore-err crt-list curves ecdhe expose-fd gid group id interface level maxconn mode mss name namespace nice npn process proto quic-cc-algo severity-output shards ssl-max-ver ssl-min-ver tcp-ut thread tls-ticket-keys uid user verify default-crt guid-prefix sigalgs client-sigalgs nbconn idle-ping ocsp-update';
  const alone =
    'accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 generate-certificates no-ca-names no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 prefer-client-ciphers quic-force-retry ssl strict-sni tfo transparent v4v6 v6only';
  assert.deepEqual(
    withValue.split(' ').filter((keyword) => valuesOfBindOption(keyword) !== 1),
    [],
  );
  assert.deepEqual(
    alone.split(' ').filter((keyword) => valuesOfBindOption(keyword) !== 0),
    [],
  );
});

test('keywords of a server line that take a value, and those that stand alone', () => {
  const values = (keyword: string): number => valuesOfServerOption(keyword, undefined);
  const withValue =
    'addr agent-send agent-inter agent-addr agent-port alpn ca-file check-alpn check-proto check-sni ciphers ciphersuites cookie crl-file crt error-limit fall id init-addr inter fastinter downinter log-proto maxconn maxqueue max-reuse minconn namespace npn observe on-error on-marked-down on-marked-up pool-low-conn pool-max-conn pool-purge-delay port proto redir rise resolve-opts resolve-prefer resolve-net resolvers proxy-v2-options slowstart sni source ssl-max-ver ssl-min-ver socks4 tcp-ut track verify verifyhost weight ws shard guid hash-key init-state idle-ping log-bufsize pool-conn-name sigalgs client-sigalgs curves set-proxy-v2-tlv-fmt(0xE1)';
  const alone =
    'agent-check allow-0rtt backup check check-send-proxy check-ssl check-via-socks4 disabled enabled force-sslv3 force-tlsv12 no-agent-check no-backup no-check no-check-ssl no-send-proxy no-send-proxy-v2 no-ssl no-ssl-reuse no-sslv3 no-tls-tickets no-verifyhost no-tfo non-stick send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl ssl-reuse stick tfo tls-tickets unheard-of';
  assert.deepEqual(
    withValue.split(' ').filter((keyword) => values(keyword) !== 1),
    [],
  );
  assert.deepEqual(
    alone.split(' ').filter((keyword) => values(keyword) !== 0),
    [],
  );
});

test('source takes two more words where it says how', () => {
  assert.deepEqual(
    ['usesrc', 'interface', 'check', undefined].map((following) => valuesOfServerOption('source', following)),
    [3, 3, 1, 1],
  );
});

test('each keyword has one that undoes it', () => {
  const pairs = [
    'check no-check',
    'no-ssl ssl',
    'enabled disabled',
    'disabled enabled',
    'stick non-stick',
    'non-stick stick',
  ];
  for (const pair of pairs) {
    const [keyword = '', opposite] = pair.split(' ');
    assert.equal(oppositeOf(keyword), opposite);
  }
});
