import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsProxy, lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { udpAgentsBehindBalancer } from './udp-agents-behind-balancer.ts';

const find = (files: Readonly<Record<string, string>>) =>
  udpAgentsBehindBalancer.find(lintSiteOf({ lb1: files }));

test('an agent', () => {
  const findings = find({
    'ossec.conf': `<client><server><address>a</address><protocol>udp</protocol></server></client>
`,
    'haproxy.cfg': agentsProxy(':1514'),
  });
  assert.deepEqual(placesOf(findings), ['1:47']);
  assert.match(
    findings[0]?.message ?? '',
    /The agent speaks UDP to a:1514, and HAProxy listens there for TCP only/,
  );
});

test('a manager', () => {
  const findings = find({
    'ossec.conf': `<remote><protocol>udp</protocol></remote>
`,
    'haproxy.cfg': agentsProxy(':1514'),
  });
  assert.deepEqual(placesOf(findings), ['1:19']);
  assert.match(findings[0]?.message ?? '', /takes agents by UDP only on 1514/);
});

test('a manager with the helper, whatever its haproxy.cfg', () => {
  const findings = find({
    'ossec.conf': `<remote><protocol>udp</protocol></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
  });
  assert.deepEqual(placesOf(findings), ['1:19']);
  assert.match(findings[0]?.message ?? '', /UDP only/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<client><server><address>a</address><protocol>tcp</protocol></server></client>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><server><address>a</address><protocol>udp</protocol></server></client>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><server><address>a</address><port>1600</port><protocol>udp</protocol></server></client>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<remote><protocol>tcp, udp</protocol></remote>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<remote><protocol>udp</protocol></remote>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<remote><connection>syslog</connection><port>1514</port><protocol>udp</protocol></remote>`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
});
