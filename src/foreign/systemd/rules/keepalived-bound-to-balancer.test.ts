import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdSubject } from '../../../../tests/support/foreign-subjects.ts';
import { keepalivedBoundToBalancer } from './keepalived-bound-to-balancer.ts';

const find = (unit: string, path = 'keepalived.service') =>
  keepalivedBoundToBalancer.find(systemdSubject(unit, path));

test('each binding to a balancer is found', () => {
  for (const key of ['Requires', 'BindsTo', 'PartOf']) {
    const [finding] = find(`[Unit]\nAfter=haproxy.service\n${key}=network.target haproxy.service\n`);
    assert.equal(finding?.at.line, 3, key);
    assert.match(finding?.message ?? '', new RegExp(`^${key}=haproxy\\.service stops Keepalived whenever`));
    assert.match(finding?.remedy ?? '', /Wants=haproxy\.service/);
  }
});

test('a unit of another name that runs Keepalived, and a drop-in, count as well', () => {
  assert.equal(
    find('[Unit]\nBindsTo=nginx.service\n[Service]\nExecStart=/usr/sbin/keepalived -n\n', 'vrrp.service')
      .length,
    1,
  );
  assert.equal(find('[Unit]\nPartOf=nginx.service\n', 'keepalived.service.d/a.conf').length, 1);
});

test('weak dependencies, other units and other services are fine', () => {
  assert.deepEqual(
    find('[Unit]\nWants=haproxy.service\nAfter=haproxy.service\nRequires=network.target\n'),
    [],
  );
  assert.deepEqual(find('[Unit]\nRequires=haproxy.service\nRequires=\n'), []);
  assert.deepEqual(find('[Unit]\nBindsTo=haproxy.service\n', 'exporter.service'), []);
  assert.deepEqual(find('[Unit]\nRequires=my-haproxy.service\n'), []);
});
