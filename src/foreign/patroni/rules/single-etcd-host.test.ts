import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { singleEtcdHost } from './single-etcd-host.ts';

const find = (text: string) => singleEtcdHost.find(patroniSubject(text));

test('one member is found in every form, one on this machine is told apart', () => {
  const [own] = find('etcd:\n  hosts: 127.0.0.1:2379\n');
  assert.deepEqual([own?.at.line, own?.at.column], [2, 10]);
  assert.match(
    own?.message ?? '',
    /^127\.0\.0\.1:2379 is the only etcd member this node is told of, and it runs on/,
  );
  assert.equal(own?.severity, 'info');
  const [other] = find('etcd3:\n  host: etcd1:2379\n');
  assert.equal(other?.severity, undefined);
  assert.match(other?.message ?? '', /^etcd1:2379 is the only etcd member this node is told of: Patroni/);
  assert.deepEqual(find('etcd3:\n  hosts:\n    - 10.0.0.1:2379\n')[0]?.at.line, 3);
});

test('several members in every form are fine', () => {
  assert.deepEqual(find('etcd:\n  hosts: 10.0.0.1:2379, 10.0.0.2:2379,10.0.0.3:2379\n'), []);
  assert.deepEqual(find('etcd3:\n  hosts:\n  - 10.0.0.1:2379\n  - 10.0.0.2:2379\n'), []);
});

test('what may stand for many, what is filled in later, and other stores tell nothing', () => {
  assert.deepEqual(find('etcd3:\n  host: 127.0.0.1:2379\n  srv: example.com\n'), []);
  assert.deepEqual(find('etcd3:\n  proxy: http://127.0.0.1:2379\n'), []);
  assert.deepEqual(find('etcd3:\n  hosts: ${ETCD_HOSTS}\n'), []);
  assert.deepEqual(find('consul:\n  host: 127.0.0.1:8500\n'), []);
});
