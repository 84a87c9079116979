import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { checkNeedsVip, looksForAddress } from './check-needs-vip.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) => checkNeedsVip.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/check-needs-vip', () => {
  const asks = (command: string, more = ''): KeepalivedLines => ({ script: `script "${command}"${more}` });

  it('is an error where the check is a FAULT', () => {
    const findings = find(asks("/bin/sh -c 'ip addr | grep -q 10.0.0.100'"), {});
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:6:10']);
    assert.equal(
      findings[0]?.message,
      'chk looks for the VIP 10.0.0.100 among the addresses of lb1: it fails wherever the VIP is not, so that the node is in FAULT and can never take it. It is called from lb1/keepalived.conf:22.',
    );
    assert.equal(findings[0]?.severity, undefined);
  });

  it('is a warning where it only changes the priority', () => {
    const [finding] = find(asks('ifconfig | grep 10.0.0.100', '; weight -20'), {});
    assert.equal(finding?.severity, 'warning');
    assert.match(finding?.message ?? '', /competes with a priority that is changed for nothing/);
  });

  it('reads the script that is called, where it was given', () => {
    const script =
      '#!/bin/bash\nvip=$(ip addr show | grep 10.0.0.100)\nif [ -z "$vip" ]; then\n  exit 2\nfi\n';
    const site = pairSite(
      asks('/usr/bin/bash /usr/local/bin/check_ha.sh'),
      {},
      { lb1: { 'check_ha.sh': script } },
    );
    assert.match(checkNeedsVip.find(site)[0]?.message ?? '', /^chk \(lb1\/check_ha\.sh\) looks for the VIP/);
    const other = script.replace('10.0.0.100', '10.0.0.11');
    const fine = pairSite(asks('/usr/local/bin/check_ha.sh'), {}, { lb1: { 'check_ha.sh': other } });
    assert.deepEqual(checkNeedsVip.find(fine), []);
  });

  it('knows what lists addresses', () => {
    for (const text of ['ip a', 'ip addr show', '/sbin/ip -4 -o address', 'ifconfig eth0', 'hostname -I']) {
      assert.equal(looksForAddress(text), true, text);
    }
    for (const text of ['ip route', 'zip a', 'ip -s link', 'hostname', 'curl http://10.0.0.100/']) {
      assert.equal(looksForAddress(text), false, text);
    }
  });

  it('is content with other addresses, other commands, and a check that is reversed', () => {
    assert.deepEqual(find(asks('ip addr | grep 10.0.0.10'), {}), []);
    assert.deepEqual(find(asks('ip addr | grep 110.0.0.100'), {}), []);
    assert.deepEqual(find(asks('ip addr | grep 10.0.0.1001'), {}), []);
    assert.deepEqual(find(asks('curl http://10.0.0.100/'), {}), []);
    const track = 'track_script {\n    chk weight 5 reverse\n  }';
    assert.deepEqual(find({ ...asks('ip addr | grep 10.0.0.100'), track }, {}), []);
    assert.deepEqual(find({ ...asks('ip addr | grep 10.0.0.100'), track: '' }, {}), []);
  });
});
