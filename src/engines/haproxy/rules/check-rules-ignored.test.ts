import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { checkRulesIgnored } from './check-rules-ignored.ts';

const find = (text: string) => checkRulesIgnored.find(haproxySubject(text));

const whole = (lines: string) => `defaults\n mode http\nbackend b\n${lines} server a 10.0.0.1:80 check\n`;

test('tells the first line of rules whose option is missing', () => {
  const findings = find(whole(' http-check expect status 200\n http-check expect string x\n'));
  assert.deepEqual(placesOf(findings), ['4:2']);
  assert.equal(
    findings[0]?.message,
    'The `http-check` lines of backend b are ignored, because `option httpchk` is not set: servers are checked only whether the port is open.',
  );
});

test('each kind of rule needs its own option', () => {
  assert.equal(
    find(whole(' tcp-check connect\n'))[0]?.remedy,
    'add `option tcp-check` above it, or remove the lines.',
  );
  assert.equal(find(whole(' external-check command /bin/true\n')).length, 1);
  const [finding] = find(whole(' option tcp-check\n http-check expect status 200\n'));
  assert.match(finding?.message ?? '', /servers are checked by `option tcp-check`\.$/);
  assert.equal(finding?.fix, undefined);
});

test('its fix adds the option and leaves nothing to find', () => {
  const text = whole('  tcp-check connect\n');
  const fixed = fixedText(text, find(text));
  assert.equal(fixed, whole('  option tcp-check\n  tcp-check connect\n'));
  assert.deepEqual(find(fixed), []);
});

test('says nothing with the option, its own or inherited, of switches, of conditions and of a piece', () => {
  assert.deepEqual(find(whole(' option httpchk\n http-check expect status 200\n')), []);
  assert.deepEqual(find(`defaults\n option httpchk\nbackend b\n http-check expect status 200\n`), []);
  assert.deepEqual(find(whole(' http-check send-state\n')), []);
  assert.deepEqual(find(whole(' http-check disable-on-404\n')), []);
  assert.deepEqual(find(whole('.if defined(X)\n http-check expect status 200\n.endif\n')), []);
  assert.deepEqual(
    find(whole('.if defined(X)\n option tcp-check\n.endif\n http-check expect status 200\n')),
    [],
  );
  assert.deepEqual(find('backend b\n http-check expect status 200\n'), []);
});
