import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsProxy, lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { balancerBesideManager } from './balancer-beside-manager.ts';

const find = (files: Readonly<Record<string, string>>) =>
  balancerBesideManager.find(lintSiteOf({ lb1: files }));

test('on every address or on one', () => {
  const findings = find({
    'var/ossec/etc/ossec.conf': `<remote><protocol>tcp</protocol></remote>
`,
    'haproxy.cfg': agentsProxy(':1514'),
  });
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.match(
    findings[0]?.message ?? '',
    /frontend agents of lb1 listens on 1514, and so does the manager on the same host \(lb1\/var\/ossec\/etc\/ossec.conf:1\)/,
  );
});

test('on a VIP too', () => {
  const findings = find({
    'var/ossec/etc/ossec.conf': `<remote><protocol>tcp</protocol></remote>
`,
    'haproxy.cfg': agentsProxy('10.0.0.100:1514'),
  });
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.match(findings[0]?.message ?? '', /1514/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<remote><protocol>tcp</protocol></remote>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'var/ossec/etc/ossec.conf': `<remote><protocol>tcp</protocol></remote>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'var/ossec/etc/ossec.conf': `<remote><local_ip>10.0.0.1</local_ip></remote>`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'var/ossec/etc/ossec.conf': `<remote><protocol>udp</protocol></remote>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'var/ossec/etc/ossec.conf': `<remote><protocol>tcp</protocol></remote>
`,
      'haproxy.cfg': agentsProxy(':1515'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'var/ossec/etc/ossec.conf': `<client/>`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
});
