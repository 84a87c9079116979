import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { scriptArgumentsDropped } from './script-arguments-dropped.ts';

test('arguments without quotes are dropped', () => {
  const text = `vrrp_script chk {
    script /usr/bin/killall -0 haproxy
}
`;
  const found = scriptArgumentsDropped.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12']);
  assert.equal(
    found[0]?.message,
    'Keepalived runs /usr/bin/killall without "-0 haproxy": only the first word behind script counts where there are no quotes.',
  );
  assert.equal(found[0]?.remedy, 'put the command and its arguments into one pair of double quotes.');
  const fixed = applyEdits(
    text,
    found.flatMap(({ fix }) => fix ?? []),
  );
  assert.equal(
    fixed,
    `vrrp_script chk {
    script "/usr/bin/killall -0 haproxy"
}
`,
  );
  assert.deepEqual(scriptArgumentsDropped.find(keepalivedSubject(fixed)), []);
});

test('a single word needs no quotes, and quotes hold them together', () => {
  const text = `vrrp_script chk {
    script /bin/check
}
vrrp_script b {
    script "/bin/check -a b"
}
vrrp_script c {
    script '/bin/check -a b'
}
vrrp_script d {
    interval 1
}
`;
  const found = scriptArgumentsDropped.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what is quoted in part is left alone', () => {
  const text = `vrrp_script chk {
    script /bin/check --name="a b"
}
`;
  const found = scriptArgumentsDropped.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
