import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperPublishesWrongPort } from './helper-publishes-wrong-port.ts';

const find = (text: string) => helperPublishesWrongPort.find(ossecSubject(text));

test('the block for syslog stands first', () => {
  const findings = find(`<remote><connection>syslog</connection><port>514</port></remote>
<remote><connection>secure</connection><port>1514</port></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['1:1']);
  assert.match(
    findings[0]?.message ?? '',
    /first <remote> is for syslog on port 514: .* agents come to 1514 \(line 2\)/,
  );
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<remote><connection>secure</connection><port>1514</port></remote>
<remote><connection>syslog</connection><port>514</port></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<remote><connection>syslog</connection><port>514</port></remote>
<remote><connection>secure</connection><port>1514</port></remote>
`),
    [],
  );
  assert.deepEqual(
    find(`<remote><connection>syslog</connection><port>514</port></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
