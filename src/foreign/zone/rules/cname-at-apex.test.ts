import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSubject } from '../../../../tests/support/foreign-subjects.ts';
import { cnameAtApex } from './cname-at-apex.ts';

const SOA = 'IN SOA ns1 admin (1 2 3 4 5)';
const find = (text: string) => cnameAtApex.find(zoneSubject(text));

test('@, and the name of the SOA, are the apex', () => {
  const [finding] = find('www A 10.0.0.1\n@ IN CNAME lb.example.net.\n');
  assert.deepEqual([finding?.at.line, finding?.at.column], [2, 1]);
  assert.match(finding?.message ?? '', /CNAME for lb\.example\.net\.:/);
  assert.equal(find(`example.com. ${SOA}\nexample.com. CNAME lb\n`).length, 1);
  assert.equal(find(`$ORIGIN example.com.\n@ ${SOA}\n  CNAME lb\n`).length, 1);
});

test('a CNAME of another name is fine', () => {
  assert.deepEqual(find(`$ORIGIN example.com.\n@ ${SOA}\nwww CNAME @\n`), []);
  assert.deepEqual(find('@ A 10.0.0.1\n'), []);
});
