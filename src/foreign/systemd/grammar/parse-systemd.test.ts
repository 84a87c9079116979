import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSetting, listSettings } from './find-setting.ts';
import { parseSystemd } from './parse-systemd.ts';

const parse = (text: string, path = 'haproxy.service') => parseSystemd(text, path);

test('sections and settings are read with their places', () => {
  const { systemd, problems } = parse(
    '# c\n[Unit]\n; c\nDescription = a = b\n\n[Service]\n  Restart=always\n',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    systemd.sections.map(({ name, at }) => [name, at.line]),
    [
      ['Unit', 2],
      ['Service', 6],
    ],
  );
  assert.equal(findSetting(systemd, 'Unit', 'Description')?.value, 'a = b');
  const restart = findSetting(systemd, 'Service', 'Restart');
  assert.deepEqual([restart?.at.line, restart?.at.column, restart?.at.endColumn], [7, 3, 17]);
  assert.equal(findSetting(systemd, 'Unit', 'Restart'), undefined);
});

test('a line that ends with a backslash goes on, past comments', () => {
  const { systemd } = parse(
    '[Service]\nExecStart=/usr/sbin/haproxy \\\n# why\n  -Ws \\\n -f x\nRestart=no\n',
  );
  const start = findSetting(systemd, 'Service', 'ExecStart');
  assert.equal(start?.value, '/usr/sbin/haproxy -Ws -f x');
  assert.deepEqual([start?.at.line, start?.at.endLine], [2, 5]);
  assert.equal(findSetting(systemd, 'Service', 'Restart')?.value, 'no');
});

test('lists grow, and an empty value begins anew', () => {
  const { systemd } = parse('[Service]\nExecStart=/a\nExecStart=\nExecStart=/b\nExecStart=/c\n');
  assert.deepEqual(
    listSettings(systemd, 'Service', 'ExecStart').map(({ value }) => value),
    ['/b', '/c'],
  );
});

test('the path tells the unit and whether it is a drop-in', () => {
  const nameOf = (path: string) => {
    const { name, isDropIn } = parse('', path).systemd;
    return [name, isDropIn];
  };
  assert.deepEqual(nameOf('/lib/systemd/system/haproxy.service'), ['haproxy.service', false]);
  assert.deepEqual(nameOf('a/haproxy.service.d/limits.conf'), ['haproxy.service', true]);
  assert.deepEqual(nameOf('unit.txt'), [undefined, false]);
});

test('lines that systemd ignores are told', () => {
  const { problems } = parse('Restart=always\n[Service]\n  Restart always\n');
  assert.deepEqual(
    problems.map(({ line, column, code, severity }) => [line, column, code, severity]),
    [
      [1, 1, 'systemd/unreadable-line', 'warning'],
      [3, 3, 'systemd/unreadable-line', 'warning'],
    ],
  );
  assert.match(problems[0]?.message ?? '', /before the first \[Section\]/);
  assert.match(problems[1]?.message ?? '', /has no `=`/);
});
