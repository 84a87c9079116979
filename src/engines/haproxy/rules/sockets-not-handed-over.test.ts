import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { socketsNotHandedOver } from './sockets-not-handed-over.ts';

const find = (text: string) => socketsNotHandedOver.find(haproxySubject(text));

const SOCKET = ' stats socket /run/h.sock level admin\n';

test('tells a daemon with a pid file and no socket that hands over', () => {
  const findings = find(`global\n daemon\n pidfile /run/h.pid\n${SOCKET}`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /^`daemon` and `pidfile` without `master-worker`/);
});

test('says nothing in master-worker mode, with expose-fd, without a pid file, or under a condition', () => {
  assert.deepEqual(find(`global\n daemon\n master-worker\n pidfile /run/h.pid\n${SOCKET}`), []);
  assert.deepEqual(
    find(`global\n daemon\n pidfile /run/h.pid\n stats socket /run/h.sock expose-fd listeners\n`),
    [],
  );
  assert.deepEqual(find(`global\n daemon\n${SOCKET}`), []);
  assert.deepEqual(find(`global\n pidfile /run/h.pid\n${SOCKET}`), []);
  assert.deepEqual(find('global\n pidfile /run/h.pid\n.if defined(X)\n daemon\n.endif\n'), []);
});
