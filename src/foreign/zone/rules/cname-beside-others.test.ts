import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSubject } from '../../../../tests/support/foreign-subjects.ts';
import { cnameBesideOthers } from './cname-beside-others.ts';

const find = (text: string) => cnameBesideOthers.find(zoneSubject(text));

test('a CNAME beside another record is found, wherever the other one stands', () => {
  const [finding] = find('www CNAME lb\nmail A 10.0.0.2\nWWW A 10.0.0.1\n');
  assert.equal(finding?.at.line, 1);
  assert.equal(
    finding?.message,
    'www is a CNAME and has another record (A, line 3): name servers refuse the zone.',
  );
  assert.equal(find('www A 10.0.0.1\nwww CNAME lb\n')[0]?.at.line, 2);
});

test('of two CNAMEs the second is told', () => {
  const findings = find('www CNAME a\nwww CNAME b\n');
  assert.deepEqual(
    findings.map(({ at }) => at.line),
    [2],
  );
});

test('signatures may stand beside it, and the apex is the matter of another rule', () => {
  assert.deepEqual(find('www CNAME lb\nwww RRSIG CNAME 8 2 300 x\nlb A 10.0.0.1\n'), []);
  assert.deepEqual(find('@ CNAME lb\n@ NS ns1\n'), []);
  assert.deepEqual(find('e. IN SOA a b 1 2 3 4 5\ne. CNAME lb.\n'), []);
});
