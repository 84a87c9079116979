import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ADDRESSES, importedNginx as imported } from '../../../tests/support/imported-nginx.ts';
import { importFiles } from '../import-files.ts';

/** What stands in an http block, with the headers that mean what Holdfast does. */
const http = (body: string) =>
  `http {\nproxy_set_header Host $host;\nproxy_set_header X-Forwarded-For $remote_addr;\n${body}}\n`;
const WEB = 'upstream web { server 10.0.0.21:8080; }\n';
const server = (body: string, listen = 'listen 80;') => `server {\n${listen}\n${body}\n}\n`;
const ALL = 'location / { proxy_pass http://web; }';

describe('listening', () => {
  it('on several ports and addresses of VIPs is one service', () => {
    const { site, differences } = imported(http(WEB + server(ALL, 'listen 80;\nlisten 8080;')));
    assert.deepEqual(
      site.services.map(({ ports }) => ports),
      [[80, 8080]],
    );
    assert.deepEqual(differences, []);
  });

  const OTHER = `upstream other { server 10.0.0.9:80; }\n`;
  const ofOther = server('location / { proxy_pass http://other; }', 'listen 192.168.1.101:80;');

  it('on an address of its own goes before listening on all', () => {
    const { site, differences, codes } = imported(
      http(`${WEB}${OTHER}${server(ALL)}${ofOther}`),
      undefined,
      '192.168.1.100/24\n }\n}\nvrrp_instance VI_2 {\n interface eth0\n virtual_router_id 52\n virtual_ipaddress {\n 192.168.1.101/24',
    );
    assert.deepEqual(
      site.services.map(({ vips, pool }) => `${vips.join()} ${pool}`),
      ['VI_1 web', 'VI_2 other'],
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(
      differences.filter((line) => !line.includes('priority')),
      [],
    );
  });

  it('on one of the addresses of a VIP alone is told', () => {
    const { codes, differences } = imported(
      http(`${WEB}${OTHER}${server(ALL)}${ofOther}`),
      undefined,
      '192.168.1.100/24\n 192.168.1.101/24',
    );
    assert.deepEqual(codes, ['import/left-out:5', 'import/left-out:11']);
    assert.deepEqual(differences, ['listener 192.168.1.101:80: undefined -> there']);
  });

  it('on no VIP is left out and told', () => {
    const { codes, differences } = imported(http(WEB + server(ALL) + server(ALL, 'listen 127.0.0.1:81;')));
    assert.deepEqual(codes, ['import/left-out:10']);
    assert.deepEqual(differences, ['listener 127.0.0.1:81: there -> undefined']);
  });

  it('without listen is port 80', () => {
    assert.deepEqual(imported(http(WEB + server(ALL, ''))).site.services[0]?.ports, [80]);
  });

  it('with the PROXY protocol believes those that nginx believes', () => {
    const from = 'listen 80 proxy_protocol;\nset_real_ip_from 10.9.0.0/16;';
    assert.match(
      imported(http(WEB + server(ALL, from))).text,
      /acceptProxy: \{ from: \[ 10\.9\.0\.0\/16 \] \}/,
    );
    const { codes } = imported(http(WEB + server(ALL, 'listen 80 proxy_protocol;')));
    assert.deepEqual(codes, ['import/changed:6']);
  });

  it('takes the addresses for VIPs when there is no keepalived.conf', () => {
    const files = [
      { path: 'nginx.conf', text: http(WEB + server(ALL, 'listen 192.168.1.100:80;')), node: undefined },
    ];
    const { text, problems } = importFiles(files, { name: 'shop', addresses: ADDRESSES });
    assert.match(text, /edge: \{ address: 192\.168\.1\.100\/24 \}/);
    assert.match(problems[0]?.message ?? '', /nginx listens on it, and no keepalived\.conf was given/);
  });
});
