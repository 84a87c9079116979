import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { OPTION_NAMES } from './reading/option-names.ts';
import { unknownOption } from './unknown-option.ts';

const find = (text: string) => unknownOption.find(haproxySubject(text));

test('tells a misspelt option, in a piece of a file too', () => {
  const findings = find('backend b\n option tcpchk\n');
  assert.deepEqual(placesOf(findings), ['2:9']);
  assert.equal(
    findings[0]?.message,
    'There is no `option tcpchk`: HAProxy refuses the file and does not start.',
  );
  assert.equal(findings[0]?.remedy, 'write `option tcp-check` if that is meant.');
});

test('knows what tutorials mean, and what a slip is near to', () => {
  const meant = (name: string) => find(`defaults\n no option ${name}\n`)[0]?.remedy;
  for (const name of ['tcp-chk', 'tcpcheck'])
    assert.equal(meant(name), 'write `option tcp-check` if that is meant.');
  for (const name of ['httpcheck', 'http-check'])
    assert.equal(meant(name), 'write `option httpchk` if that is meant.');
  assert.equal(meant('redispach'), 'write `option redispatch` if that is meant.');
  assert.deepEqual(placesOf(find('listen l\n no option htttplog\n')), ['2:12']);
});

test('says nothing of options that exist or existed', () => {
  for (const name of OPTION_NAMES) assert.deepEqual(find(`backend b\n option ${name}\n`), [], name);
});

test('says nothing of what may be an option of a later version, of variables, conditions and other sections', () => {
  for (const text of [
    'backend b\n option quantum-links\n',
    'backend b\n option xttplog\n',
    'backend b\n option http-server-c\n',
    'backend b\n option\n',
    'backend b\n option "tcpch$K"\n',
    'backend b\n.if defined(X)\n option tcpchk\n.endif\n',
    'fcgi-app a\n option keep-con\n',
  ])
    assert.deepEqual(find(text), [], text);
});
