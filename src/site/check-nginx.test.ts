import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSite } from './read-site.ts';

const HEAD = `version: 1
name: t
nodes:
  lb1: { address: 10.0.0.11, interface: eth0 }
  lb2: { address: 10.0.0.12, interface: eth0 }
vips:
  edge: { address: 10.0.0.100/24 }
`;

function told(services: string, pools: string, more = ''): string[] {
  const text = `${HEAD}services:\n${services}\npools:\n${pools}\n${more}`;
  return readSite(Buffer.from(text), 't.yaml').problems.map(
    ({ code, line, severity }) => `${severity} ${code} ${text.split('\n')[line - 1]?.trim()}`,
  );
}

const WEB = '  web: { vip: edge, listen: 80, mode: http, pool: web, engine: nginx }';
const SERVERS = '    servers: { a: 10.0.0.21:80, b: 10.0.0.22:80 }';

describe('what a spec asks of nginx', () => {
  it('is fine without anything that it cannot do', () => {
    assert.deepEqual(told(WEB, `  web:\n${SERVERS}`), []);
  });

  for (const line of [
    'sticky: { cookie: ID }',
    'sticky: { source: true }',
    'slowStart: 10s',
    'onDown: close',
    'timeouts: { queue: 1s }',
    'proxyProtocol: 1',
    'tls: true',
    'balance: url_param a.b',
  ]) {
    it(`is told at "${line}", which it cannot do`, () => {
      const [first = ''] = told(WEB, `  web:\n    ${line}\n${SERVERS}`);
      assert.equal(first, `error spec/nginx-cannot ${line}`);
    });
  }

  it('is told of backups that a hash would not know, and of names that nobody may answer for', () => {
    const pool =
      '  web:\n    balance: source\n    servers:\n      a: { address: 10.0.0.21:80, backup: true }\n      b: app.example.org:80\n      c: 10.0.0.23:80';
    assert.deepEqual(
      told(WEB, pool).map((line) => line.slice(0, 26)),
      ['error spec/nginx-cannot a:', 'error spec/nginx-cannot b:'],
    );
  });

  it('is nginx by itself where datagrams are forwarded, and never HAProxy', () => {
    const service = '  log: { vip: edge, listen: 514, mode: udp, pool: web }';
    const text = `${HEAD}services:\n${service}\npools:\n  web:\n${SERVERS}\n`;
    const { site } = readSite(Buffer.from(text), 't.yaml');
    assert.equal(site?.services[0]?.engine, 'nginx');
    assert.equal(site?.pools[0]?.engine, 'nginx');
    assert.match(
      told(service.replace('pool: web', 'pool: web, engine: haproxy'), `  web:\n${SERVERS}`)[0] ?? '',
      /^error spec\/udp-needs-nginx/,
    );
  });

  it('may have the same port as a connection and as datagrams', () => {
    const services = `${WEB.replace('80', '514').replace('http', 'tcp')}\n  log: { vip: edge, listen: 514, mode: udp, pool: log }`;
    assert.deepEqual(told(services, `  web:\n${SERVERS}\n  log:\n${SERVERS}`), []);
  });

  it('needs a pool of its own', () => {
    const services = `${WEB}\n  other: { vip: edge, listen: 81, mode: http, pool: web }`;
    assert.match(told(services, `  web:\n${SERVERS}`)[0] ?? '', /^error spec\/mixed-engines/);
  });

  it('has no stats page of HAProxy, and warns of error pages', () => {
    const more = 'stats: { listen: 8404, user: a, password: { env: P } }\nerrorPages: { "503": /etc/x }';
    const codes = told(WEB, `  web:\n${SERVERS}`, more).map((line) => line.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(codes, ['error spec/nginx-cannot', 'warning spec/nginx-cannot']);
  });
});
