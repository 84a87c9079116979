import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { reloadResetsConnections } from './reload-resets-connections.ts';

const find = (text: string) => reloadResetsConnections.find(scriptSubject(text, 'haproxy-service'));

test('-sf without -x is found at the option, also behind a variable and a continued line', () => {
  const [finding] = find(
    'HAPROXY=/usr/sbin/haproxy\nEXTRAOPTS=\n$HAPROXY -f "$C" -p $P -sf $(cat $P) -D $EXTRAOPTS \\\n || return 2\n',
  );
  assert.deepEqual([finding?.at.line, finding?.at.column], [3, 24]);
  assert.match(finding?.message ?? '', /^-sf without -x:/);
  assert.match(find('haproxy -D -st $(pidof haproxy)\n')[0]?.message ?? '', /^-st without -x:/);
});

test('-x, a master, and other programs are fine', () => {
  for (const command of [
    'haproxy -f x -x /run/haproxy.sock -sf 12',
    'haproxy -W -f x -sf 12',
    'haproxy -Ws -f x -sf 12',
    'haproxy -f x -D',
    'EXTRAOPTS="-x /run/h.sock"; haproxy -f x -sf 12 $EXTRAOPTS',
    'ln -sf a b',
    '$UNKNOWN -sf 12',
  ])
    assert.deepEqual(find(`${command}\n`), [], command);
});
