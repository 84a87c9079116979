import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSubject } from '../../../../tests/support/foreign-subjects.ts';
import { noSoaOrNs } from './no-soa-or-ns.ts';

const SOA = '@ IN SOA ns1 admin 1 2 3 4 5\n';
const find = (text: string) => noSoaOrNs.find(zoneSubject(text));

test('what a whole zone lacks is named', () => {
  const [both] = find('\n$TTL 300\nwww A 10.0.0.1\n');
  assert.equal(both?.at.line, 2);
  assert.match(both?.message ?? '', /^The zone has no SOA and no NS record:/);
  assert.equal(both?.remedy, 'add the SOA record and the NS record at its own name.');
  const [ns] = find(`$TTL 300\n${SOA}`);
  assert.deepEqual([ns?.at.line, ns?.message.slice(0, 28)], [2, 'The zone has no NS record: a']);
  assert.equal(find('$ORIGIN example.com.\n@ NS ns1\n')[0]?.at.line, 1);
});

test('a whole one, an excerpt, an empty one, and one that includes others are fine', () => {
  assert.deepEqual(find(`$TTL 300\n${SOA}@ NS ns1\n`), []);
  assert.deepEqual(find('www A 10.0.0.1\n'), []);
  assert.deepEqual(find('$TTL 300\n'), []);
  assert.deepEqual(find('$TTL 300\n$INCLUDE head\nwww A 10.0.0.1\n'), []);
});
