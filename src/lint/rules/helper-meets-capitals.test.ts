import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { helperMeetsCapitals } from './helper-meets-capitals.ts';

const find = (files: Readonly<Record<string, string>>) =>
  helperMeetsCapitals.find(lintSiteOf({ lb1: files }));

test('in the file of a worker', () => {
  const findings = find({
    'master-ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
    'worker-ossec.conf': `<cluster>
 <node_name>Worker1</node_name>
 <node_type>worker</node_type>
</cluster>
`,
  });
  assert.deepEqual(placesOf(findings), ['2:13']);
  assert.match(findings[0]?.message ?? '', /^node_name Worker1 has capital letters/);
});

test('in what the helper has written', () => {
  const findings = find({
    'ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
    'haproxy.cfg': `backend wazuh_reporting
 mode tcp
 balance leastconn
 server Worker1 10.0.0.21:1514
`,
  });
  assert.deepEqual(placesOf(findings), ['4:9']);
  assert.match(findings[0]?.message ?? '', /^Server Worker1 of backend wazuh_reporting has capital letters/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'master-ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
      'worker-ossec.conf': `<cluster>
 <node_name>worker1</node_name>
 <node_type>worker</node_type>
</cluster>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'master-ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
      'worker-ossec.conf': `<cluster>
 <node_name>Worker1</node_name>
 <node_type>worker</node_type>
</cluster>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
      'haproxy.cfg': `backend other
 mode tcp
 balance leastconn
 server Worker1 10.0.0.21:1514
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'a-ossec.conf': `<cluster>
 <node_name>A</node_name>
 <node_type>worker</node_type>
</cluster>
`,
      'b-ossec.conf': `<cluster>
 <node_name>B</node_name>
 <node_type>worker</node_type>
</cluster>
`,
    }),
    [],
  );
});
