import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRelease } from '../release/compile-release.ts';
import { readSite } from '../site/read-site.ts';
import { compareImport } from './compare/compare-import.ts';
import { importFiles } from './import-files.ts';

const ADDRESSES = new Map([
  ['lb1', '192.168.1.11/24'],
  ['lb2', '192.168.1.12/24'],
]);

const keepalived = (state: string, priority: number, more = '') => `vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.168.1.100/24
    }
    ${more}
}
`;

/** A pair whose nodes share one haproxy.cfg. */
function pair(haproxy: string, master = keepalived('MASTER', 100), backup = keepalived('BACKUP', 90)) {
  return [
    { path: 'lb1/haproxy.cfg', text: haproxy, node: undefined },
    { path: 'lb1/keepalived.conf', text: master, node: undefined },
    { path: 'lb2/haproxy.cfg', text: haproxy, node: undefined },
    { path: 'lb2/keepalived.conf', text: backup, node: undefined },
  ];
}

function imported(haproxy: string, ...rest: [string?, string?]) {
  const result = importFiles(pair(haproxy, ...rest), { name: 'shop', addresses: ADDRESSES });
  const { site, problems } = readSite(Buffer.from(result.text), 'holdfast.yaml');
  assert.deepEqual(problems, [], result.text);
  assert.ok(site);
  const { release } = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  assert.ok(release);
  const differences = compareImport(result.nodes, site, release).map(
    ({ what, was, becomes }) => `${what}: ${was} -> ${becomes}`,
  );
  const codes = result.problems.map(({ code, path, line }) => `${code} ${path}:${line}`);
  return { ...result, site, differences, codes };
}

const DEFAULTS = `defaults
    mode http
    option redispatch
    option forwardfor
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout queue 5s
    timeout tunnel 1h
    timeout http-request 10s
    timeout http-keep-alive 10s
`;

const PLAIN = `${DEFAULTS}
frontend web
    bind *:80
    maxconn 4000
    default_backend web
backend web
    option httpchk
    http-check send meth GET uri /health
    http-check expect status 200
    server web1 10.0.0.21:8080 check inter 1s fall 2
    server web2 10.0.0.22:8080 check inter 1s fall 2 weight 5 backup
`;

describe('a plain pair', () => {
  it('becomes a spec that does the same', () => {
    const { text, differences, codes } = imported(PLAIN);
    assert.deepEqual(differences, []);
    assert.deepEqual(codes, []);
    assert.match(text, /VI_1:\n {4}address: 192\.168\.1\.100\/24/);
    assert.match(text, /vrrp: \{ version: 2, routerId: 51, priorities: \{ lb1: 100, lb2: 90 \} \}/);
    assert.match(text, /check: \{ http: \/health, expect: 200, every: 1s, fall: 2 \}/);
    assert.match(text, /web2: \{ address: 10\.0\.0\.22:8080, weight: 5, backup: true \}/);
  });

  it('has the node of higher priority first, whatever the order of the files', () => {
    const { site } = imported(PLAIN, keepalived('BACKUP', 90), keepalived('MASTER', 100));
    assert.deepEqual(
      site.nodes.map(({ name }) => name),
      ['lb2', 'lb1'],
    );
  });

  it('tells that equal priorities become the order of the spec', () => {
    const { problems } = imported(PLAIN, keepalived('BACKUP', 100), keepalived('BACKUP', 100));
    assert.deepEqual(
      problems.map(({ code, path, line, message }) => `${code} ${path}:${line} ${message}`),
      [
        'import/changed lb2/keepalived.conf:5 The priorities of VI_1 (100 and 100) give no order that a spec can keep: the nodes take the VIP in the order of the spec, lb1, lb2.',
      ],
    );
  });

  it('keeps the VIP where it is when Keepalived did so', () => {
    const { site } = imported(
      PLAIN,
      keepalived('BACKUP', 100, 'nopreempt'),
      keepalived('BACKUP', 90, 'nopreempt'),
    );
    assert.equal(site.vips[0]?.failback, 'manual');
    assert.equal(imported(PLAIN).site.vips[0]?.failback, 'automatic');
  });
});

describe('what a spec cannot say', () => {
  it('stays as raw lines and raw words, told with its place', () => {
    const { text, codes, differences } = imported(
      PLAIN.replace(
        'default_backend web',
        'http-request set-header X-A "b c"\n    default_backend web',
      ).replace('weight 5', 'weight 5 maxqueue 10'),
    );
    assert.match(text, /raw:\n {6}haproxy: \|\n {8}http-request set-header X-A "b c"\n/);
    assert.match(text, /raw: \{ haproxy: maxqueue 10 \}/);
    assert.deepEqual(codes, ['import/kept-raw lb1/haproxy.cfg:16', 'import/kept-raw lb1/haproxy.cfg:23']);
    assert.deepEqual(differences, []);
  });

  it('is left out when raw lines may not hold it, and told', () => {
    const { text, codes } = imported(`global\n    lua-load /x.lua\n    user haproxy\n${PLAIN}`);
    assert.deepEqual(codes, ['import/left-out lb1/haproxy.cfg:2']);
    assert.doesNotMatch(text, /lua/);
  });

  it('keeps sections that others refer to', () => {
    const people = 'userlist people\n    user anna password xyz\n';
    const { text, site } = imported(`${people}${PLAIN}`);
    assert.match(text, /userlist people\n {8}user anna password xyz/);
    assert.match(site.raw.haproxy, /^userlist people/);
  });

  it('never shows a password', () => {
    const authentication = 'authentication {\n auth_type PASS\n auth_pass MySecret99\n }';
    const { text, problems } = imported(
      PLAIN,
      keepalived('MASTER', 100, authentication),
      keepalived('BACKUP', 90, authentication),
    );
    assert.match(text, /password: \{ env: VRRP_PASSWORD_VI_1 \}/);
    assert.doesNotMatch(text + JSON.stringify(problems), /MySecret99/);
  });
});

describe('servers', () => {
  const servers = (lines: string) => imported(PLAIN.replace(/ {4}server web1[^]*$/, lines));

  it('share what all have, and say what one has alone', () => {
    const { text, differences } = servers(
      '    server a 10.0.0.1:80 check inter 1s\n    server b 10.0.0.2:80 check inter 1s\n    server c 10.0.0.3:80 check inter 9s\n    server d 10.0.0.4:80\n',
    );
    assert.match(text, /every: 1s/);
    assert.match(text, /c: \{ address: 10\.0\.0\.3:80, raw: \{ haproxy: inter 9s \} \}/);
    assert.match(text, /d: \{ address: 10\.0\.0\.4:80, raw: \{ haproxy: no-check \} \}/);
    assert.deepEqual(
      differences.filter((line) => !line.includes('server 10.0.0.4:80')),
      [],
    );
  });

  it('are asked on the port of the one listener when they name none', () => {
    assert.match(servers('    server a 10.0.0.1 check\n').text, /a: 10\.0\.0\.1:80/);
  });

  it('speak TLS as before', () => {
    const { text, differences } = servers(
      '    server a 10.0.0.1:443 check ssl verify required ca-file /ca.pem\n    server b 10.0.0.2:443 check ssl verify required ca-file /ca.pem\n',
    );
    assert.match(text, /tls: \{ ca: \/ca\.pem \}/);
    assert.deepEqual(differences, []);
  });

  it('carry the comments that stood above and behind them', () => {
    const { text } = servers(
      '    # old iron\n    server a 10.0.0.1:80 check # slow\n    # ------\n    server b 10.0.0.2:80 check\n',
    );
    assert.match(text, /# old iron\n +# slow\n +a: 10\.0\.0\.1:80\n +b: 10\.0\.0\.2:80/);
  });
});

describe('routes', () => {
  const routed = (rules: string) =>
    imported(
      PLAIN.replace('    default_backend web\n', `${rules}    default_backend web\n`) +
        'backend api\n    server api1 10.0.0.31:80 check\n',
    );

  it('by host and path become routes in their order', () => {
    const { text, differences, codes } = routed(
      '    acl api hdr(host) -i api.example.org\n    use_backend api if api\n    use_backend api if { path_beg /v1/ }\n',
    );
    assert.match(text, /host: api\.example\.org, pool: api/);
    assert.match(text, /path: \/v1\/, pool: api/);
    assert.doesNotMatch(text, /raw:/);
    assert.deepEqual(differences, []);
    assert.deepEqual(codes, []);
  });

  it('tell where a path prefix becomes narrower', () => {
    const { codes, differences } = routed('    use_backend api if { path_beg /api }\n');
    assert.deepEqual(codes, ['import/changed lb1/haproxy.cfg:16']);
    assert.equal(differences.length, 1);
  });

  it('stay raw, all of them, when one is more than host and path', () => {
    const { text, differences } = routed(
      '    use_backend api if { path_beg /a/ }\n    use_backend api if { src 10.0.0.0/8 }\n',
    );
    assert.doesNotMatch(text, /routes:/);
    assert.match(text, /use_backend api if \{ path_beg \/a\/ \}\n +use_backend api if \{ src/);
    assert.deepEqual(differences, []);
  });
});

describe('listening', () => {
  it('on a plain port that only redirects becomes redirectFrom', () => {
    const { site, differences } = imported(
      PLAIN.replace(
        'bind *:80',
        'bind *:80\n    bind *:443 ssl crt /etc/site.pem\n    http-request redirect scheme https unless { ssl_fc }',
      ),
    );
    assert.equal(site.services[0]?.tls?.redirectFrom, 80);
    assert.deepEqual(site.services[0]?.ports, [443]);
    assert.deepEqual(differences, []);
  });

  it('in a frontend of its own too', () => {
    const { site, differences } = imported(
      `${PLAIN.replace('bind *:80', 'bind *:443 ssl crt /etc/site.pem')}frontend plain\n    bind *:80\n    redirect scheme https if !{ ssl_fc }\n`,
    );
    assert.equal(site.services.length, 1);
    assert.equal(site.services[0]?.tls?.redirectFrom, 80);
    assert.deepEqual(differences, []);
  });

  it('on an address that is no VIP is left out and told', () => {
    const { codes, differences } = imported(PLAIN.replace('bind *:80', 'bind *:80\n    bind 127.0.0.1:81'));
    assert.deepEqual(codes, ['import/left-out lb1/haproxy.cfg:15']);
    assert.deepEqual(differences, ['listener 127.0.0.1:81: there -> undefined']);
  });
});

describe('what no file says', () => {
  it('is a problem, and a placeholder that the spec refuses', () => {
    const { text, problems } = importFiles(pair(PLAIN), { name: 'shop', addresses: new Map() });
    assert.deepEqual(
      problems.map(({ code, severity }) => `${code} ${severity}`),
      ['import/unknown-address error', 'import/unknown-address error'],
    );
    assert.equal(readSite(Buffer.from(text), 'h.yaml').site, undefined);
  });

  it('is taken from unicast_src_ip and the peers where they stand', () => {
    const unicast = (own: string, peer: string) => `unicast_src_ip ${own}\n unicast_peer {\n ${peer}\n }`;
    const result = importFiles(
      pair(
        PLAIN,
        keepalived('MASTER', 100, unicast('192.168.1.11', '192.168.1.12')),
        keepalived('BACKUP', 90, unicast('192.168.1.12', '192.168.1.11')),
      ),
      { name: 'shop', addresses: new Map() },
    );
    assert.deepEqual(result.problems, []);
    assert.match(result.text, /lb1: \{ address: 192\.168\.1\.11, interface: eth0 \}/);
  });

  it('is a VIP too when keepalived.conf is missing', () => {
    const { problems } = importFiles([{ path: 'haproxy.cfg', text: PLAIN, node: undefined }], {
      name: 'shop',
      addresses: ADDRESSES,
    });
    assert.deepEqual([...new Set(problems.map(({ code }) => code))], ['import/no-vip']);
  });

  it('is told when the nodes do not do the same', () => {
    const files = pair(PLAIN).map((file) =>
      file.path === 'lb2/haproxy.cfg' ? { ...file, text: PLAIN.replace('weight 5', 'weight 6') } : file,
    );
    const { problems } = importFiles(files, { name: 'shop', addresses: ADDRESSES });
    assert.deepEqual(
      problems.map(({ code, path }) => `${code} ${path}`),
      ['import/nodes-differ lb2/haproxy.cfg'],
    );
  });
});
