import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { fencingDisabled } from './fencing-disabled.ts';

const find = (text: string) => fencingDisabled.find(pcsSubject(text));

test('fencing that is off is found at the word, whatever the spelling of no', () => {
  const [finding] = find('pcs -f cib.xml property set stonith-enabled=false\n');
  assert.deepEqual([finding?.at.line, finding?.at.column], [1, 29]);
  assert.match(finding?.message ?? '', /^stonith-enabled is false: /);
  assert.equal(find('/usr/sbin/pcs property set stonith-enabled=0 --force\n').length, 1);
});

test('fencing that is on, or on in the end, is fine', () => {
  for (const yes of ['true', 'on', 'yes', 'y', '1', 'TRUE']) {
    assert.deepEqual(find(`pcs property set stonith-enabled=${yes}\n`), [], yes);
  }
  assert.deepEqual(
    find('pcs property set stonith-enabled=false\npcs property set stonith-enabled=true\n'),
    [],
  );
  assert.deepEqual(find('pcs property show stonith-enabled\n'), []);
});
