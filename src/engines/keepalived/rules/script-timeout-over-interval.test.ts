import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptTimeoutOverInterval } from './script-timeout-over-interval.ts';

test('longer than the interval, said or not', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    timeout 3
}
vrrp_script b {
    script /c
    timeout 2
}
`;
  const found = scriptTimeoutOverInterval.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:13', '8:13']);
  assert.equal(
    found[0]?.message,
    'A hanging chk is given 3 s, though it is to run every 2 s: each failure of that kind is counted 1 s later than the interval promises.',
  );
  assert.equal(found[0]?.remedy, 'choose a timeout that is not longer than the interval.');
  assert.equal(
    found[1]?.message,
    'A hanging b is given 2 s, though it is to run every 1 s: each failure of that kind is counted 1 s later than the interval promises.',
  );
  assert.equal(found[1]?.remedy, 'choose a timeout that is not longer than the interval.');
});

test('as long, shorter, unknown or not said', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    timeout 2
}
vrrp_script b {
    script /c
    @a interval 9
    timeout 5
}
vrrp_script c {
    script /c
}
vrrp_script d {
    script /c
    interval 1
    timeout x
}
`;
  const found = scriptTimeoutOverInterval.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
