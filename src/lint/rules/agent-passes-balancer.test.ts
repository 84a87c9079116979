import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsProxy, lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { agentPassesBalancer } from './agent-passes-balancer.ts';

const find = (files: Readonly<Record<string, string>>) =>
  agentPassesBalancer.find(lintSiteOf({ lb1: files }));

test('where HAProxy is bound to the address', () => {
  const findings = find({
    'ossec.conf': `<client>
<server><address>10.0.0.100</address></server>
<server><address>10.0.0.21</address></server>
</client>
`,
    'haproxy.cfg': agentsProxy('10.0.0.100:1514'),
  });
  assert.deepEqual(placesOf(findings), ['3:1']);
  assert.match(findings[0]?.message ?? '', /^10.0.0.21 is a manager behind 10.0.0.100/);
});

test('where Keepalived has it', () => {
  const findings = find({
    'ossec.conf': `<client>
<server><address>10.0.0.21</address></server>
<server><address>10.0.0.100</address></server>
</client>
`,
    'haproxy.cfg': agentsProxy(':1514'),
    'keepalived.conf': `vrrp_instance v {
  interface eth0
  virtual_router_id 5
  virtual_ipaddress {
    10.0.0.100/24
  }
}
`,
  });
  assert.deepEqual(placesOf(findings), ['2:1']);
  assert.match(findings[0]?.message ?? '', /it stays at 10.0.0.21/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<client>
<server><address>10.0.0.100</address></server>
</client>
`,
      'haproxy.cfg': agentsProxy('10.0.0.100:1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client>
<server><address>10.0.0.21</address></server>
<server><address>10.0.0.22</address></server>
</client>
`,
      'haproxy.cfg': agentsProxy('10.0.0.100:1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client>
<server><address>10.0.0.100</address></server>
<server><address>10.0.0.99</address></server>
</client>
`,
      'haproxy.cfg': agentsProxy('10.0.0.100:1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client>
<server><address>10.0.0.100</address></server>
<server><address>10.0.0.21</address></server>
</client>
`,
    }),
    [],
  );
});
