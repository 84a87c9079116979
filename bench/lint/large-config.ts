/** A haproxy.cfg of exactly `count` lines as a large site has it: many frontends and backends, a little of everything. */
export function largeConfig(count: number): string {
  const lines = HEAD.split('\n');
  for (let index = 0; lines.length < count; index += 1) lines.push(...serviceLines(index));
  return `${lines.slice(0, count).join('\n')}\n`;
}

const HEAD = `global
    log /dev/log local0
    maxconn 200000
    stats socket /run/haproxy/admin.sock mode 660 level admin

defaults
    mode http
    log global
    option httplog
    option redispatch
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
    default-server inter 2s fall 3 rise 2

resolvers dns
    nameserver one 10.0.0.2:53
    nameserver two 10.0.0.3:53
`;

function serviceLines(index: number): string[] {
  const [high, low] = [Math.floor(index / 250) % 250, index % 250];
  const name = `service${index}`;
  const servers = Array.from(
    { length: 8 },
    (_, server) =>
      `    server web${server} 10.${high}.${low}.${server + 10}:8080 check weight ${10 + server} maxconn 500 cookie s${server}`,
  );
  return [
    `# ${name}: asked for by team ${index % 40}, ticket OPS-${1000 + index}`,
    `frontend ${name}`,
    `    bind 192.168.${high}.${low}:443 ssl crt /etc/haproxy/certs/${name}.pem alpn h2,http/1.1`,
    `    acl is_api path_beg /api /v1 /v2`,
    `    acl is_old hdr(user-agent) -m sub "MSIE 6" 'MSIE 7' Netscape\\ 4`,
    '    http-request deny deny_status 403 if is_old !is_api',
    `    http-request set-header X-Service "${name} of \${HOSTNAME}"`,
    `    use_backend ${name}_api if is_api`,
    `    default_backend ${name}_web`,
    '',
    `backend ${name}_web`,
    '    balance leastconn',
    '    cookie SRV insert indirect nocache',
    '    option httpchk GET /health HTTP/1.1',
    '    http-check expect status 200',
    ...servers,
    '',
    `backend ${name}_api`,
    '    balance roundrobin',
    '    option httpchk',
    '    http-check send meth GET uri /ready ver HTTP/1.1 hdr Host api.example',
    '    timeout server 2m',
    ...servers.slice(0, 4),
    `    server spare 10.${high}.${low}.99:8080 check backup`,
    '',
  ];
}
