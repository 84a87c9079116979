import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { parseSysctl } from '../../foreign/sysctl/grammar/parse-sysctl.ts';
import { bindNeedsNonlocal } from './bind-needs-nonlocal.ts';

const HAPROXY =
  'defaults\n  mode http\nfrontend web\n  bind *:80\n  default_backend web\nbackend web\n  server a 10.0.0.21:80\n';
const find = (
  first: KeepalivedLines,
  second: KeepalivedLines,
  { sysctl, ...lb1 }: Readonly<Record<string, string>> = {},
) => {
  const { nodes, context } = pairSite(first, second, { lb1 });
  const given = sysctl === undefined ? [] : [parseSysctl(sysctl, 'lb1/sysctl.conf').sysctl];
  return bindNeedsNonlocal.find({ nodes: nodes.map((node) => ({ ...node, sysctl: given })), context });
};
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/bind-needs-nonlocal', () => {
  const bound = (bind: string, sysctl?: string) => ({
    'haproxy.cfg': HAPROXY.replace('*:80', bind),
    ...(sysctl === undefined ? {} : { sysctl }),
  });

  it('is as severe as what is known', () => {
    const [advice] = find({}, {}, bound('10.0.0.100:80'));
    assert.equal(advice?.severity, 'info');
    assert.equal(
      advice?.remedy,
      'set `net.ipv4.ip_nonlocal_bind = 1` in /etc/sysctl.d on every node that may hold the VIP, or bind to all addresses.',
    );
    assert.equal(advice?.at.path, 'lb1/haproxy.cfg');
    assert.equal(advice?.at.line, 4);
    assert.equal(
      advice?.message,
      'HAProxy on lb1 binds to VIP 10.0.0.100, which the node lacks while another one holds it, and no file that was given sets net.ipv4.ip_nonlocal_bind: without it HAProxy does not start there.',
    );
    assert.equal(find({}, {}, bound('10.0.0.100:80', 'vm.swappiness = 1\n'))[0]?.severity, 'warning');
    const [error] = find({}, {}, bound('10.0.0.100:80', 'net.ipv4.ip_nonlocal_bind = 0\n'));
    assert.equal(error?.severity, 'error');
    assert.match(error?.message ?? '', /and net\.ipv4\.ip_nonlocal_bind is 0 \(lb1\/sysctl\.conf:1\)/);
  });

  it('asks for the key of the family', () => {
    const v6: KeepalivedLines = { vips: ['fd00::100/64'], peers: [] };
    assert.match(
      find(v6, {}, bound('[fd00::100]:80', 'net.ipv4.ip_nonlocal_bind=1\n'))[0]?.remedy ?? '',
      /net\.ipv6\.ip_nonlocal_bind = 1/,
    );
    assert.deepEqual(find(v6, {}, bound('[fd00::100]:80', 'net.ipv6.ip_nonlocal_bind=1\n')), []);
  });

  it('is content with the setting, with transparent, and with other addresses', () => {
    assert.deepEqual(find({}, {}, bound('10.0.0.100:80', 'net.ipv4.ip_nonlocal_bind=1\n')), []);
    assert.deepEqual(find({}, {}, bound('10.0.0.100:80 transparent')), []);
    for (const bind of ['*:80', '10.0.0.11:80', 'fd@3'])
      assert.deepEqual(find({}, {}, bound(bind)), [], bind);
  });

  it('sees nginx too', () => {
    const nginx = { 'nginx.conf': 'http {\n  server {\n    listen 10.0.0.100:80;\n  }\n}\n' };
    const [finding] = find({}, {}, nginx);
    assert.match(finding?.message ?? '', /^nginx on lb1 binds to VIP 10\.0\.0\.100/);
    assert.deepEqual(places(finding === undefined ? [] : [finding]), ['lb1/nginx.conf:3:5']);
  });
});
