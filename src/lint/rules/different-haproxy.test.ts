import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentHaproxy } from './different-haproxy.ts';

const HAPROXY =
  'defaults\n  mode http\nfrontend web\n  bind *:80\n  default_backend web\nbackend web\n  server a 10.0.0.21:80\n';
const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  differentHaproxy.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-haproxy', () => {
  const cfg = (text: string) => ({ 'haproxy.cfg': text });
  const both = (first: string, second: string) => find({}, {}, cfg(first), cfg(second));

  it('names what only one node says', () => {
    const findings = both(HAPROXY, HAPROXY.replace('server a 10.0.0.21:80', 'server a 10.0.0.22:80'));
    assert.deepEqual(places(findings), ['lb2/haproxy.cfg:7:3']);
    assert.equal(
      findings[0]?.message,
      'backend web differs between lb1 and lb2 (lb1: lb1/haproxy.cfg:6): only lb1 says `server a 10.0.0.21:80`; only lb2 says `server a 10.0.0.22:80`.',
    );
  });

  it('stands in the first file when only that one says something', () => {
    const findings = both(`${HAPROXY}  server b 10.0.0.22:80\n`, HAPROXY);
    assert.deepEqual(places(findings), ['lb1/haproxy.cfg:8:3']);
    assert.match(
      findings[0]?.message ?? '',
      /\(lb2: lb2\/haproxy\.cfg:6\): only lb1 says `server b 10\.0\.0\.22:80`\.$/,
    );
  });

  it('names a section that one node lacks', () => {
    const findings = both(HAPROXY, `${HAPROXY}listen more\n  bind *:81\n  server m 10.0.0.23:81\n`);
    assert.deepEqual(places(findings), ['lb2/haproxy.cfg:8:1']);
    assert.match(findings[0]?.message ?? '', /^listen more is in the haproxy\.cfg of lb2 and not of lb1:/);
  });

  it('counts the rest when much differs, and hides passwords', () => {
    const many = [1, 2, 3, 4, 5].map((n) => `  server s${n} 10.0.0.3${n}:80\n`).join('');
    assert.match(
      both(HAPROXY + many, HAPROXY)[0]?.message ?? '',
      /`server s3 10\.0\.0\.33:80` and 2 more\.$/,
    );
    const secret = both(`${HAPROXY}  stats auth admin:hunter2\n`, HAPROXY);
    assert.match(secret[0]?.message ?? '', /`stats auth …`/);
    assert.doesNotMatch(JSON.stringify(secret), /hunter2/);
  });

  it('compares modes, time-outs, certificates and global limits', () => {
    assert.equal(both(HAPROXY, HAPROXY.replace('mode http', 'mode tcp')).length, 1);
    assert.equal(both(`global\n  maxconn 10\n${HAPROXY}`, `global\n  maxconn 20\n${HAPROXY}`).length, 1);
    assert.equal(
      both(HAPROXY.replace('*:80', '*:443 ssl crt /a.pem'), HAPROXY.replace('*:80', '*:443 ssl crt /b.pem'))
        .length,
      1,
    );
    assert.equal(both(HAPROXY, HAPROXY.replace('*:80', '*:81')).length, 1);
  });

  it('does not mind what belongs to a node', () => {
    const node = (own: string, name: string) =>
      `global\n  log-tag ${name}\n  node ${name}\n  stats socket /run/${name}.sock\n${HAPROXY.replace('*:80', `${own}:80 name ${name}`)}  description ${name}\n  http-response set-header X-Proxy ${name}.example\n  source ${own}\npeers p\n  peer ${name} ${own}:1024\n`;
    assert.deepEqual(both(node('10.0.0.11', 'lb1'), node('10.0.0.12', 'lb2')), []);
  });

  it('takes a bind to the VIP, to an own address and to all addresses for the same', () => {
    assert.deepEqual(both(HAPROXY, HAPROXY.replace('*:80', '10.0.0.100:80')), []);
    assert.deepEqual(both(HAPROXY.replace('*:80', ':80'), HAPROXY.replace('*:80', '10.0.0.12:80')), []);
    assert.equal(both(HAPROXY, HAPROXY.replace('*:80', '10.9.9.9:80')).length, 1);
    assert.equal(
      both(HAPROXY.replace('*:80', '127.0.0.1:80'), HAPROXY.replace('*:80', '10.9.9.9:80')).length,
      1,
    );
    assert.deepEqual(
      both(HAPROXY.replace('*:80', '10.9.9.8:80'), HAPROXY.replace('*:80', '10.9.9.9:80')),
      [],
    );
  });

  it('does not mind order, blanks, comments and quotes, nor what is not known', () => {
    const more = `${HAPROXY}  server b 10.0.0.22:80\n`;
    const turned = more
      .replace(/( {2}server a.*\n)( {2}server b.*\n)/, '$2$1')
      .replace('mode http', 'mode   "http" # web');
    assert.deepEqual(both(more, turned), []);
    assert.deepEqual(both(`${HAPROXY}  server v "$HERE:80"\n`, HAPROXY), []);
    assert.deepEqual(find({}, {}, cfg(HAPROXY)), []);
  });

  it('compares only nodes that share a VIP', () => {
    const other = HAPROXY.replace('10.0.0.21', '10.0.0.22');
    assert.deepEqual(find({}, { vips: ['10.0.0.101/24'] }, cfg(HAPROXY), cfg(other)), []);
  });
});
