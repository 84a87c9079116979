import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseZone } from './parse-zone.ts';
import { parseZoneTtl } from './zone-ttl.ts';

const parse = (text: string) => parseZone(text, 'z');
const records = (text: string) =>
  parse(text).zone.records.map(({ name, ttl, type, values }) => [
    name,
    ttl,
    type,
    values.map(({ value }) => value).join(' '),
  ]);

test('name, TTL, class and type are read in either order', () => {
  assert.deepEqual(records('www 60 IN A 10.0.0.1\nwww IN 1m a 10.0.0.2\nmail A 10.0.0.3\nx 5 MX 10 mail\n'), [
    ['www', 60, 'A', '10.0.0.1'],
    ['www', 60, 'A', '10.0.0.2'],
    ['mail', 60, 'A', '10.0.0.3'],
    ['x', 5, 'MX', '10 mail'],
  ]);
});

test('a line that begins with a blank goes on with the former name', () => {
  assert.deepEqual(
    records('www A 10.0.0.1\n    AAAA fd00::1\n').map(([name, , type]) => [name, type]),
    [
      ['www', 'A'],
      ['www', 'AAAA'],
    ],
  );
});

test('$ORIGIN completes names, $TTL holds for what follows', () => {
  assert.deepEqual(
    records(
      '$TTL 1h\n$ORIGIN Example.COM.\n@ A 10.0.0.1\nwww A 10.0.0.2\nother.org. A 10.0.0.3\n$ORIGIN sub\n$TTL 60\na A 10.0.0.4\n',
    ),
    [
      ['example.com.', 3600, 'A', '10.0.0.1'],
      ['www.example.com.', 3600, 'A', '10.0.0.2'],
      ['other.org.', 3600, 'A', '10.0.0.3'],
      ['a.sub.example.com.', 60, 'A', '10.0.0.4'],
    ],
  );
});

test('the root may be the origin', () => {
  assert.equal(records('$ORIGIN .\ncom NS a.\n')[0]?.[0], 'com.');
});

test('parentheses join lines, comments and quotes are understood', () => {
  const { zone, problems } = parse(
    '@ IN SOA ns1 admin ( ; serial\n  2026 3600\n  900 604800 60 )\nt TXT "a ; (b"\n',
  );
  assert.deepEqual(problems, []);
  assert.equal(zone.records[0]?.values.length, 7);
  assert.deepEqual([zone.records[0]?.at.line, zone.records[0]?.at.endLine], [1, 3]);
  assert.equal(zone.records[1]?.values[0]?.value, 'a ; (b');
  assert.deepEqual(zone.records[1]?.values[0]?.at, {
    path: 'z',
    line: 4,
    column: 7,
    endLine: 4,
    endColumn: 15,
  });
});

test('a zone is whole when it says where it begins and includes nothing', () => {
  assert.equal(parse('$TTL 60\nwww A 10.0.0.1\n').zone.isWhole, true);
  assert.equal(parse('@ SOA a b 1 2 3 4 5\n').zone.isWhole, true);
  assert.equal(parse('www A 10.0.0.1\n').zone.isWhole, false);
  assert.equal(parse('$TTL 60\n$include x\n').zone.isWhole, false);
  assert.equal(parse('$TTL 60\n$GENERATE 1-9 h$ A 10.0.0.$\n').zone.isWhole, false);
});

test('what a name server refuses is a problem with its place', () => {
  const { problems } = parse('www IN A\n  A 10.0.0.1\nx 10.0.0.1\nt TXT "open\n@ SOA a b (1 2\n');
  assert.deepEqual(
    problems.map(({ line, column, code }) => [line, column, code]),
    [1, 3, 4, 5].map((line) => [line, 1, 'zone/unreadable-entry']),
  );
  assert.match(problems[0]?.message ?? '', /it is no `name/);
  assert.match(problems[2]?.message ?? '', /never closed/);
  assert.equal(parse('  A 10.0.0.1\n').problems.length, 1, 'no name came before');
});

test("a TTL is a number or BIND's units", () => {
  const cases = { '300': 300, '5m': 300, '1H30M': 5400, '2d': 172_800, '1w': 604_800, '7s': 7 };
  for (const [text, seconds] of Object.entries(cases)) assert.equal(parseZoneTtl(text), seconds, text);
  for (const text of ['', 'm', '5x', '5m3', '-1', '12345678901'])
    assert.equal(parseZoneTtl(text), undefined, text);
});
