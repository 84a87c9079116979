import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsProxy, lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { helperFrontendTwice } from './helper-frontend-twice.ts';

const find = (files: Readonly<Record<string, string>>) =>
  helperFrontendTwice.find(lintSiteOf({ lb1: files }));

test("beside the helper's own", () => {
  const findings = find({
    'ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
    'haproxy.cfg': agentsProxy(':1514'),
  });
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.match(
    findings[0]?.message ?? '',
    /frontend agents listens on 1514, and the HAProxy helper \(lb1\/ossec.conf:2\) makes wazuh_reporting_front/,
  );
});

test("the name is the helper's backend's, the port that of the first remote", () => {
  const findings = find({
    'ossec.conf': `<remote><port>1600</port></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_backend>b</haproxy_backend>
 </haproxy_helper>
</cluster>
`,
    'haproxy.cfg': `frontend wazuh_reporting_front
 mode tcp
 bind :1600
 default_backend managers
backend managers
 mode tcp
 server m1 10.0.0.21:1514
`,
  });
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.match(findings[0]?.message ?? '', /makes b_front on the same port/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
      'haproxy.cfg': `frontend wazuh_reporting_front
 mode tcp
 bind :1514
 default_backend managers
backend managers
 mode tcp
 server m1 10.0.0.21:1514
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
      'haproxy.cfg': agentsProxy(':1514'),
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
      'haproxy.cfg': `frontend x
 mode tcp
 bind :1515
 default_backend managers
backend managers
 mode tcp
 server m1 10.0.0.21:1514
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
    }),
    [],
  );
  assert.deepEqual(
    find({
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
});
