import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSetting, sectionsAt } from './find-setting.ts';
import { parseCorosync } from './parse-corosync.ts';

const parse = (text: string) => parseCorosync(text, 'corosync.conf');

test('sections, settings and their places are read', () => {
  const { corosync, problems } = parse(
    '# ours\r\ntotem {\r\n\tversion: 2\r\n  interface {\r\n    bindnetaddr: fd00::1\r\n  }\r\n}\r\n',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(findSetting(corosync, 'totem/version'), {
    key: 'version',
    value: '2',
    at: { path: 'corosync.conf', line: 3, column: 2, endLine: 3, endColumn: 12 },
  });
  assert.equal(findSetting(corosync, 'totem/interface/bindnetaddr')?.value, 'fd00::1');
  assert.deepEqual(sectionsAt(corosync, 'totem/interface')[0]?.at, {
    path: 'corosync.conf',
    line: 4,
    column: 3,
    endLine: 4,
    endColumn: 12,
  });
});

test('of a key that comes again the last value counts, across sections of one name', () => {
  const { corosync } = parse('quorum {\nvotes: 1\n}\nquorum {\nvotes: 2\n}\nother {\nvotes: 3\n}\n');
  assert.equal(findSetting(corosync, 'quorum/votes')?.value, '2');
  assert.equal(sectionsAt(corosync, 'quorum').length, 2);
  assert.equal(findSetting(corosync, 'quorum/none'), undefined);
});

test('what Corosync refuses is a problem with its place, and reading goes on', () => {
  const { corosync, problems } = parse('}\nlonely: 1\ntotem {\n  version 2\n  a: 1\nquorum {\n');
  assert.deepEqual(
    problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
    ['1:1', '2:1', '4:3', '3:1', '6:1'].map((place) => `${place} corosync/unreadable-line`),
  );
  assert.equal(problems[0]?.message, 'This } closes nothing.');
  assert.equal(problems[3]?.message, 'The section totem is never closed.');
  assert.equal(findSetting(corosync, 'totem/a')?.value, '1');
});
