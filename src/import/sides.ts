/**
 * Where a line of haproxy.cfg belongs when a proxy becomes a service (frontend) and a pool (backend); from the table
 * of keywords in the configuration manual, 4.1. `ours`: what the foundation or the compiled configuration does itself.
 */
export type Side = 'frontend' | 'backend' | 'both' | 'ours';

const OPTIONS: Readonly<Record<Side, string>> = {
  frontend: `accept-invalid-http-request accept-unsafe-violations-in-http-request contstats dontlog-normal
    h1-case-adjust-bogus-client http-ignore-probes http-use-proxy-header log-separate-errors logasap
    nolinger socket-stats tcp-smart-accept http-restrict-req-hdr-names http-drop-request-trailers`,
  backend: `abortonclose accept-invalid-http-response accept-unsafe-violations-in-http-response allbackups checkcache
    h1-case-adjust-bogus-server log-health-checks persist prefer-last-server tcp-smart-connect transparent
    http-drop-response-trailers external-check ldap-check mysql-check pgsql-check redis-check smtpchk spop-check
    ssl-hello-chk tcp-check httpchk`,
  both: `forwarded http-buffer-request http-keep-alive http-no-delay http-pretend-keepalive http-server-close httpclose
    independent-streams originalto splice-auto splice-request splice-response tcpka`,
  // Every session is logged, idle sessions are closed after a reload, and dead peers are found, by what is compiled.
  ours: `httplog tcplog httpslog dontlognull clitcpka srvtcpka idle-close-on-response disable-h2-upgrade redispatch
    forwardfor http-use-htx forceclose`,
};

const KEYWORDS: Readonly<Record<Side, string>> = {
  frontend: `acl backlog capture declare email-alert log-format log-format-sd error-log-format log-tag monitor monitor-net
    monitor-uri rate-limit unique-id-format unique-id-header use_backend tcp-request http-request http-response
    http-after-response redirect filter stick-table stick http-error errorfiles compression`,
  backend: `hash-type hash-balance-factor http-check tcp-check http-reuse http-send-name-header fullconn
    load-server-state-from-file max-keep-alive-queue server-state-file-name source use-server persist dispatch
    external-check email-alert use-fcgi-app hash-preserve-affinity`,
  both: '',
  ours: 'mode bind server server-template default-server default_backend balance retries log maxconn enabled disabled id description',
};

export function sideOfOption(name: string): Side | undefined {
  return sideIn(OPTIONS, name);
}

export function sideOfKeyword(name: string): Side | undefined {
  return sideIn(KEYWORDS, name);
}

function sideIn(table: Readonly<Record<Side, string>>, name: string): Side | undefined {
  return (['frontend', 'backend', 'both', 'ours'] as const).find((side) =>
    table[side].split(/\s+/).includes(name),
  );
}
