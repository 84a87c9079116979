import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperClientCertIgnored } from './helper-client-cert-ignored.ts';

const find = (text: string) => helperClientCertIgnored.find(ossecSubject(text));

test('tells the first of them', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <client_cert>/c</client_cert>
  <client_cert_key>/k</client_cert_key>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:3']);
  assert.match(findings[0]?.message ?? '', /client_cert is given, and haproxy_protocol is http/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>https</haproxy_protocol>
  <client_cert>/c</client_cert>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>http</haproxy_protocol>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<cluster/>`), []);
});
