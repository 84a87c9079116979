import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { noHardStopAfter } from './no-hard-stop-after.ts';

const find = (text: string) => noHardStopAfter.find(haproxySubject(text));

const file = (lines: string, global = '', port = '9000') =>
  `global\n${global}frontend f\n bind :${port}\n${lines}`;

test('tells global once, with the first long timeout', () => {
  const findings = find(file(' timeout client 1h\nbackend b\n timeout server 2h\n'));
  assert.deepEqual(placesOf(findings), ['1:1']);
  assert.equal(
    findings[0]?.message,
    'There is no `hard-stop-after`, and sessions of frontend f may last long (`timeout client 1h`): every reload leaves a process until its last session ends.',
  );
});

test('ten minutes are long; in http mode only tunnels last', () => {
  assert.equal(find(file(' timeout client 10m\n')).length, 1);
  assert.deepEqual(find(file(' timeout client 599s\n')), []);
  assert.equal(find(file(' timeout server 10m\n')).length, 1);
  assert.deepEqual(find(file(' mode http\n timeout client 1h\n')), []);
  assert.equal(find(file(' mode http\n timeout tunnel 1h\n')).length, 1);
});

test('clients of some ports keep their sessions alive, whatever the timeout', () => {
  assert.equal(
    find(file(' timeout client 1m\n', '', '1514'))[0]?.message,
    "There is no `hard-stop-after`, and sessions of frontend f may last long (those of Wazuh's agents, port 1514, are kept alive by the clients): every reload leaves a process until its last session ends.",
  );
  for (const port of ['22', '1883', '3306', '5432', '5671', '5672', '6379', '8883'])
    assert.equal(find(file('', '', port)).length, 1, port);
  assert.deepEqual(find(file(' mode http\n', '', '1514')), []);
  assert.deepEqual(find(file('', '', '1514-1515')), []);
  assert.deepEqual(find(file('', '', '1515')), []);
  assert.deepEqual(find('global\nfrontend f\n.if defined(X)\n bind :1514\n.endif\n'), []);
});

test('says nothing with the bound, without global, or when it is not known', () => {
  assert.deepEqual(find(file(' timeout client 1h\n', ' hard-stop-after 30m\n')), []);
  assert.deepEqual(find('frontend f\n timeout client 1h\n'), []);
  assert.deepEqual(find(file(' timeout client "$T"\n')), []);
  assert.deepEqual(find(file(' disabled\n timeout client 1h\n')), []);
});
