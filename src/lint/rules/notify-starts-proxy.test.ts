import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { notifyStartsProxy, orderIn } from './notify-starts-proxy.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  notifyStartsProxy.find(pairSite(first, second));

describe('pair/notify-starts-proxy', () => {
  it('quotes the order', () => {
    const findings = find({ extra: 'notify_master "/usr/bin/systemctl start nginx"' }, {});
    assert.equal(findings[0]?.at.line, 25);
    assert.equal(
      findings[0]?.message,
      'notify_master of VIP 10.0.0.100 on lb1 runs `systemctl start nginx`: the proxy is cold when the VIP arrives, or gone while it could serve.',
    );
  });

  it('knows the ways to say it', () => {
    for (const order of [
      'systemctl stop haproxy',
      'systemctl --no-block restart haproxy.service',
      'service nginx start',
      '/etc/init.d/haproxy stop',
    ]) {
      assert.equal(orderIn(`sudo ${order} # now`), order);
    }
  });

  it('is content with reloads, other services and mere names', () => {
    for (const text of [
      'systemctl reload haproxy',
      'systemctl start conntrackd',
      'systemctl start nginxx',
      'service haproxy status',
      'systemctl is-active haproxy',
    ]) {
      assert.equal(orderIn(text), undefined, text);
    }
    assert.deepEqual(find({ extra: 'notify_master "/n.sh MASTER"' }, {}), []);
  });

  it('reads the script that it calls, where it was given', () => {
    const script = '#!/bin/bash\ncase "$1" in\nmaster)\n  logger up\n  systemctl start nginx\n  ;;\nesac\n';
    const extra =
      'notify_master "/etc/keepalived/notify.sh master"\n  notify_backup "/etc/keepalived/notify.sh backup"';
    const findings = notifyStartsProxy.find(pairSite({ extra }, {}, { lb1: { 'notify.sh': script } }));
    assert.deepEqual(
      findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`),
      ['lb1/notify.sh:5:3'],
    );
    assert.match(
      findings[0]?.message ?? '',
      /^notify_master \(lb1\/keepalived\.conf:25\) of VIP 10\.0\.0\.100 on lb1 runs `systemctl start nginx`/,
    );
    const other = notifyStartsProxy.find(pairSite({ extra }, {}, { lb1: { 'other.sh': script } }));
    assert.deepEqual(other, []);
  });
});
