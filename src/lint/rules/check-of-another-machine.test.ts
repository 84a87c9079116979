import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { checkOfAnotherMachine } from './check-of-another-machine.ts';

const HAPROXY =
  'defaults\n  mode http\nfrontend web\n  bind *:80\n  default_backend web\nbackend web\n  server a 10.0.0.21:80\n';
const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  checkOfAnotherMachine.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/check-of-another-machine', () => {
  const proxied = { 'haproxy.cfg': HAPROXY };
  const asks = (url: string, more = ''): KeepalivedLines => ({
    script: `script "/usr/bin/curl -fsS ${url}"${more}`,
  });

  it('names the server, and what happens when it is down', () => {
    const findings = find(asks('http://10.0.0.21:80/health'), {}, proxied);
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:6:10']);
    assert.equal(
      findings[0]?.message,
      'chk asks 10.0.0.21, a server behind the proxy of lb1, not the proxy: when the proxy dies, it stays content; when that server is down, every node goes to FAULT and the VIP is nowhere.',
    );
    assert.match(
      find(asks('http://10.0.0.21/', '; weight -20'), {}, proxied)[0]?.message ?? '',
      /when that server is down, the priorities fall on every node alike\.$/,
    );
  });

  it('names the VIP', () => {
    assert.match(
      find(asks('http://10.0.0.100/'), {})[0]?.message ?? '',
      /^chk asks the VIP 10\.0\.0\.100: on every node/,
    );
  });

  it('is content with loopback, the node itself, and machines that it does not know', () => {
    for (const host of ['127.0.0.1', 'localhost', '10.0.0.11', '10.0.0.254', '10.0.0.210']) {
      assert.deepEqual(find(asks(`http://${host}:80/health`), {}, proxied), [], host);
    }
    assert.deepEqual(find(asks('http://10.0.0.21/'), {}), []);
    assert.deepEqual(find({ script: 'script "ip addr | grep 10.0.0.100"' }, {}), []);
  });

  it('is content when it asks this node as well', () => {
    const script = 'script "/bin/sh -c \'killall -0 haproxy && curl http://10.0.0.21/\'"';
    assert.deepEqual(find({ script }, {}, proxied), []);
  });

  it('is silent about a script that nobody tracks', () => {
    assert.deepEqual(find({ ...asks('http://10.0.0.21/'), track: '' }, {}, proxied), []);
  });
});
