import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem, type Severity } from '../base/problem.ts';
import type { EngineMessage } from '../engines/engine-message.ts';
import { plainFinding } from './lint-finding.ts';
import { verdictFindings } from './verdict-findings.ts';

const FILES = [{ path: 'h.cfg', text: 'global\n    foo bar\n    baz\n', node: undefined }];

const message = (more: Partial<EngineMessage>): EngineMessage => ({
  severity: 'error',
  path: 'h.cfg',
  line: 2,
  text: "unknown keyword 'foo'",
  ...more,
});

const own = (line: number, severity: Severity) =>
  plainFinding(problem('haproxy/x', 'h.cfg', { line, column: 1 }, 'x', 'y', severity));

test("an engine's refusal stands at the first word of its line", () => {
  const [found] = verdictFindings('haproxy', [message({})], FILES, []);
  assert.deepEqual(found?.problem, {
    code: 'engines/refused',
    severity: 'error',
    message: "HAProxy says: unknown keyword 'foo'.",
    path: 'h.cfg',
    line: 2,
    column: 5,
    remedy: "look the line up in HAProxy's manual; `haproxy -c` on the node says the same.",
  });
});

test('a warning is a warning, advice is left out', () => {
  const severities = (['warning', 'info'] as const).map((severity) => message({ severity }));
  assert.deepEqual(
    verdictFindings('nginx', severities, FILES, []).map(
      ({ problem: { code, severity } }) => `${code} ${severity}`,
    ),
    ['engines/warned warning'],
  );
});

for (const [what, more] of [
  ['is about the machine', { text: "cannot find user id for 'x'" }],
  ['has no place', { line: undefined }],
  ['has no file', { path: undefined }],
  ['is of another file', { path: 'other.cfg' }],
] as const) {
  test(`what ${what} is left out`, () => {
    assert.deepEqual(verdictFindings('haproxy', [message(more)], FILES, []), []);
  });
}

test('a question keeps its mark', () => {
  const [found] = verdictFindings('haproxy', [message({ text: "did you mean 'bar' maybe?" })], FILES, []);
  assert.equal(found?.problem.message, "HAProxy says: did you mean 'bar' maybe?");
});

test('lines outside of all sections are told once, by the rule', () => {
  const outside = plainFinding(
    problem('haproxy/outside-section', 'h.cfg', { line: 1, column: 1 }, 'x', 'y', 'error'),
  );
  const said = message({ text: "unknown keyword 'foo' out of section" });
  assert.deepEqual(verdictFindings('haproxy', [said], FILES, [outside]), []);
  assert.equal(verdictFindings('haproxy', [said], FILES, [own(1, 'error')]).length, 1);
  assert.equal(verdictFindings('haproxy', [message({})], FILES, [outside]).length, 1);
});

test('what a rule has said of the same line is not said again', () => {
  const count = (severity: Severity, found: readonly ReturnType<typeof own>[]) =>
    verdictFindings('haproxy', [message({ severity })], FILES, found).length;
  assert.equal(count('error', [own(2, 'error')]), 0);
  assert.equal(count('warning', [own(2, 'info')]), 0);
  assert.equal(count('error', [own(3, 'error')]), 1);
  assert.equal(count('error', [own(2, 'warning')]), 1, 'a refusal is more than the warning of ours');
  assert.equal(count('error', [own(2, 'warning'), own(2, 'error')]), 0);
});

test('what hangs on a variable is left out, except in nginx words', () => {
  const count = (line: string) =>
    verdictFindings(
      'haproxy',
      [message({ line: 1 })],
      [{ path: 'h.cfg', text: `${line}\n`, node: undefined }],
      [],
    ).length;
  assert.equal(count('bind "${VIP}:80"'), 0);
  assert.equal(count('priority $PRIO'), 0);
  assert.equal(count('set $upstream x'), 1);
  assert.equal(count('bind :80'), 1);
});
