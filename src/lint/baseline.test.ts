import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from '../base/problem.ts';
import { applyBaseline, baselineOf, readBaseline } from './baseline.ts';
import { plainFinding } from './lint-finding.ts';

const finding = (line: number, code = 'haproxy/a', path = 'f') =>
  plainFinding(problem(code, path, { line, column: 1 }, 'm', 'r'));
const textOf = (text: string) => () => text;

describe('a baseline', () => {
  it('counts findings of the same words once', () => {
    const entries = baselineOf([finding(1), finding(2), finding(3)], textOf('  x  y\nx y\nz\n'));
    assert.deepEqual(
      entries.map(({ code, path, count }) => ({ code, path, count })).toSorted((a, b) => a.count - b.count),
      [
        { code: 'haproxy/a', path: 'f', count: 1 },
        { code: 'haproxy/a', path: 'f', count: 2 },
      ],
    );
    assert.match(entries[0]?.fingerprint ?? '', /^[0-9a-f]{16}$/);
  });

  it('knows a line again wherever it has moved to', () => {
    const entries = baselineOf([finding(1)], textOf('server a\n'));
    const { kept, known, gone } = applyBaseline(entries, [finding(3)], textOf('\n# new\n\tserver   a\n'));
    assert.deepEqual([kept.length, known.length, gone.length], [0, 1, 0]);
  });

  it('lets through what is new: another code, another file, other words, one more', () => {
    const text = textOf('x\nx\ny\n');
    const entries = baselineOf([finding(1)], text);
    const fresh = [finding(2), finding(1, 'haproxy/b'), finding(1, 'haproxy/a', 'g'), finding(3)];
    const { kept, known } = applyBaseline(entries, [finding(1), ...fresh], text);
    assert.deepEqual(kept, fresh);
    assert.equal(known.length, 1);
  });

  it('tells what it lists and nobody finds', () => {
    const text = textOf('x\nx\ny\n');
    const entries = baselineOf([finding(1), finding(2), finding(3)], text);
    const { gone } = applyBaseline(entries, [finding(1)], text);
    assert.deepEqual(
      gone.map(({ count }) => count),
      [1, 1],
    );
  });

  it('does not depend on a password', () => {
    const entries = baselineOf([finding(1)], textOf('auth_pass hunter2\n'));
    assert.equal(applyBaseline(entries, [finding(1)], textOf('auth_pass longer-one\n')).known.length, 1);
  });

  it('takes ./f for f', () => {
    const entries = baselineOf([finding(1, 'haproxy/a', './f')], textOf('x'));
    assert.equal(entries[0]?.path, 'f');
    assert.equal(applyBaseline(entries, [finding(1)], textOf('x')).known.length, 1);
  });

  it('is read back as it was written, and nothing else is read', () => {
    const entries = baselineOf([finding(1)], textOf('x'));
    assert.deepEqual(readBaseline(JSON.stringify(entries)), entries);
    assert.deepEqual(readBaseline('[]'), []);
    for (const text of ['', '{', '{}', 'null', '[1]', '[{"code":"a"}]', '[null]']) {
      assert.equal(readBaseline(text), undefined, text);
    }
    const [entry] = entries;
    for (const count of [0, -1, 1.5, '1']) {
      assert.equal(readBaseline(JSON.stringify([{ ...entry, count }])), undefined);
    }
  });
});
