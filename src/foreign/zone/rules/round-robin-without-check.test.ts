import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSubject } from '../../../../tests/support/foreign-subjects.ts';
import { roundRobinWithoutCheck } from './round-robin-without-check.ts';

const find = (text: string) => roundRobinWithoutCheck.find(zoneSubject(text));

test('each name with several addresses of a family is found once, at the first', () => {
  const findings = find(
    '@ IN A 10.0.0.1\n@ IN A 10.0.0.2\n@ IN A 10.0.0.3\nwww A 10.0.0.1\n    A 10.0.0.2\n',
  );
  assert.deepEqual(
    findings.map(({ at }) => [at.line, at.column, at.endColumn]),
    [
      [1, 1, 16],
      [4, 1, 15],
    ],
  );
  assert.match(findings[0]?.message ?? '', /^@ has 3 addresses .* about 1 of 3 new connections/);
  assert.match(findings[1]?.message ?? '', /^www has 2 addresses/);
  assert.equal(find('www AAAA fd00::1\nwww AAAA fd00::2\n').length, 1);
});

test('one address of each family, or the same twice, is one way', () => {
  assert.deepEqual(find('www A 10.0.0.1\nwww AAAA fd00::1\n'), []);
  assert.deepEqual(find('www A 10.0.0.1\nwww A 10.0.0.1\n'), []);
  assert.deepEqual(find('a A 10.0.0.1\nb A 10.0.0.2\n'), []);
});

test('mail servers and name servers are tried in turn', () => {
  const two = 'mx A 10.0.0.1\nmx A 10.0.0.2\n';
  assert.deepEqual(find(`@ MX 10 mx\n${two}`), []);
  assert.deepEqual(find(`$ORIGIN example.com.\n@ NS mx\n${two}`), []);
  assert.deepEqual(find(`$ORIGIN example.com.\n@ NS mx.example.com.\n${two}`), []);
  assert.equal(find(`@ MX 10 other\n${two}`).length, 1);
});
