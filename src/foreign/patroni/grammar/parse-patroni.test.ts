import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePatroni } from './parse-patroni.ts';

const parse = (text: string) => parsePatroni(text, 'p.yml');

test('every value has its path and place', () => {
  const { patroni, problems } = parse(
    'scope: main # x\nrestapi:\n  listen: "0.0.0.0:8008"\netcd3:\n  hosts:\n  - a:1\n  - b:2\n',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [...patroni.settings.keys()],
    ['scope', 'restapi', 'restapi/listen', 'etcd3', 'etcd3/hosts', 'etcd3/hosts/0', 'etcd3/hosts/1'],
  );
  assert.deepEqual(patroni.settings.get('restapi/listen'), {
    value: '0.0.0.0:8008',
    at: { path: 'p.yml', line: 3, column: 11, endLine: 3, endColumn: 25 },
  });
  const section = patroni.settings.get('restapi');
  assert.deepEqual([section?.value, section?.at.line, section?.at.column], [undefined, 2, 1]);
});

test('numbers keep their text, and nothing is no value', () => {
  const { settings } = parse('ttl: 030\nname:\nother: ~\n').patroni;
  assert.equal(settings.get('ttl')?.value, '030');
  assert.equal(settings.get('name')?.value, undefined);
  assert.equal(settings.get('name')?.at.line, 2);
  assert.equal(settings.get('other')?.value, undefined);
});

test('anchors are followed, one that holds itself is not followed for ever', () => {
  assert.equal(parse('a: &x {k: v}\nb: *x\n').patroni.settings.get('b/k')?.value, 'v');
  assert.ok(parse('a: &x\n  b: *x\n').patroni.settings.size < 200);
});

test('of a key that comes twice the last value counts, without complaint', () => {
  const { patroni, problems } = parse('listen: a\nlisten: b\n');
  assert.deepEqual(problems, []);
  assert.equal(patroni.settings.get('listen')?.value, 'b');
});

test('what is no YAML is a problem with its place', () => {
  const { problems } = parse('a: 1\nb: "x\n');
  assert.equal(problems[0]?.code, 'patroni/unreadable-yaml');
  assert.equal(problems[0]?.line, 3);
  assert.match(problems[0]?.message ?? '', /^Patroni cannot read this file: .*\.$/);
});
