import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExcluded } from './is-excluded.ts';

test('a name is the whole name: worker10 excludes neither worker1 nor worker100', () => {
  assert.ok(isExcluded('worker10', ['worker10']));
  for (const other of ['worker1', 'worker100', 'Worker10', '']) assert.ok(!isExcluded(other, ['worker10']));
});

test('* stands for any characters, ? for one, and everything else for itself', () => {
  assert.ok(isExcluded('edge-12', ['edge-*']));
  assert.ok(isExcluded('edge-', ['edge-*']));
  assert.ok(isExcluded('edge-1', ['edge-?']) && !isExcluded('edge-12', ['edge-?']));
  assert.ok(isExcluded('a.b', ['a.b']) && !isExcluded('axb', ['a.b']));
  assert.ok(!isExcluded('worker1', []));
});

test('agrees with a regular expression on every name and glob', () => {
  const some = (characters: string) =>
    fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(some('ab.-*?'), some('ab.-'), (glob, name) => {
      const source = glob.replaceAll(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.');
      assert.equal(isExcluded(name, [glob]), new RegExp(`^${source}$`).test(name));
    }),
  );
});

test('a glob of stars takes no time that grows with their number', () => {
  const started = process.cpuUsage();
  assert.ok(!isExcluded(`${'a'.repeat(120)}b`, [`${'*a'.repeat(60)}*c`]));
  assert.ok(process.cpuUsage(started).user / 1000 < 1_000);
});
