import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsProxy, lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { agentsRegisteredByAddress } from './agents-registered-by-address.ts';

const find = (files: Readonly<Record<string, string>>) =>
  agentsRegisteredByAddress.find(lintSiteOf({ lb1: files }));

test('by the manager', () => {
  const findings = find({
    'ossec.conf': `<auth><use_source_ip>yes</use_source_ip></auth>`,
    'haproxy.cfg': agentsProxy(':1514'),
  });
  assert.deepEqual(placesOf(findings), ['1:22']);
  assert.match(findings[0]?.message ?? '', /<auth> registers agents with the address that the manager sees/);
});

test('by the agent', () => {
  const findings = find({
    'ossec.conf': `<client><enrollment><agent_address>10.0.0.5</agent_address></enrollment></client>
`,
    'haproxy.cfg': agentsProxy(':1515'),
  });
  assert.deepEqual(placesOf(findings), ['1:36']);
  assert.match(findings[0]?.message ?? '', /registered as 10.0.0.5/);
});

test('before a manager with the helper', () => {
  const findings = find({
    'ossec.conf': `<auth><use_source_ip>yes</use_source_ip></auth>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`,
  });
  assert.deepEqual(placesOf(findings), ['1:22']);
  assert.match(findings[0]?.message ?? '', /auth/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<auth><use_source_ip>no</use_source_ip></auth>`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(find({ 'ossec.conf': `<auth><use_source_ip>yes</use_source_ip></auth>` }), []);
  assert.deepEqual(
    find({
      'ossec.conf': `<client><enrollment><agent_address>any</agent_address></enrollment></client>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><enrollment><use_source_ip>no</use_source_ip></enrollment></client>
`,
      'haproxy.cfg': agentsProxy(':1514'),
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<auth><use_source_ip>yes</use_source_ip></auth>`,
      'haproxy.cfg': agentsProxy(':80'),
    }),
    [],
  );
});
