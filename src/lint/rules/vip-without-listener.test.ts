import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { vipWithoutListener } from './vip-without-listener.ts';

const HAPROXY =
  'defaults\n  mode http\nfrontend web\n  bind *:80\n  default_backend web\nbackend web\n  server a 10.0.0.21:80\n';
const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  vipWithoutListener.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/vip-without-listener', () => {
  const bound = (bind: string, more = '') => ({ 'haproxy.cfg': HAPROXY.replace('*:80', bind) + more });

  it('names what the proxy listens on', () => {
    const findings = find({}, {}, bound('10.0.0.11:80,10.0.0.7:81'));
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:20:5']);
    assert.equal(
      findings[0]?.message,
      'No proxy of lb1 listens on VIP 10.0.0.100: they listen on 10.0.0.11, 10.0.0.7 only, so that connections to the VIP are refused.',
    );
  });

  it('knows that a family is not the other', () => {
    assert.equal(find({}, {}, bound(':::80')).length, 1);
    assert.deepEqual(find({}, {}, bound(':::80 v4v6')), []);
    assert.equal(find({ vips: ['fd00::1/64'], peers: [] }, {}, bound('*:80')).length, 1);
  });

  it('is content with all addresses, the VIP itself, and listeners that are not known', () => {
    for (const bind of ['*:80', ':80', '10.0.0.100:80', 'fd@3', '"$VIP:80"', '10.0.0.11:80,10.0.0.100:80']) {
      assert.deepEqual(find({}, {}, bound(bind)), [], bind);
    }
    assert.deepEqual(find({}, {}), []);
  });

  it('reads the listeners of nginx', () => {
    const nginx = (listen: string) => ({ 'nginx.conf': `http {\n  server {\n    ${listen}\n  }\n}\n` });
    for (const listen of ['listen 10.0.0.11:80;', 'listen [::]:80;', 'listen unix:/run/n.sock;']) {
      assert.equal(find({}, {}, nginx(listen)).length, 1, listen);
    }
    for (const listen of [
      'listen 80;',
      '',
      'listen *:80;',
      'listen [::]:80 ipv6only=off;',
      'listen 10.0.0.100:443 ssl;',
      'listen lb.example:80;',
    ]) {
      assert.deepEqual(find({}, {}, nginx(listen)), [], listen);
    }
    assert.deepEqual(find({}, {}, { ...bound('10.0.0.11:80'), ...nginx('listen 80;') }), []);
  });

  it('leaves VIPs alone that the kernel serves', () => {
    const blocks = 'virtual_server 10.0.0.100 443 {\n  real_server 10.0.0.21 443 {\n  }\n}';
    assert.deepEqual(find({ blocks }, {}, bound('10.0.0.11:80')), []);
    const extra = 'virtual_routes {\n    192.168.9.0/24 via 10.0.0.1\n  }';
    assert.deepEqual(find({ extra }, {}, bound('10.0.0.11:80')), []);
  });
});
