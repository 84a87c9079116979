import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePcs } from './parse-pcs.ts';

const commands = (text: string) =>
  parsePcs(text, 'x.sh').pcs.commands.map(({ words }) => words.map(({ value }) => value).join(' '));

test('pcs commands are found behind sudo, in branches and in pipelines; others are passed over', () => {
  assert.deepEqual(
    commands(
      'apt install pcs\nsudo pcs cluster start --all\nif x; then /usr/sbin/pcs status | grep pcs; fi\necho pcs status\n',
    ),
    ['cluster start --all', 'status'],
  );
});

test("pcs's own options in front are no part of the command", () => {
  assert.deepEqual(commands('pcs -f cib.xml --force resource create VIP IPaddr2\n'), [
    'resource create VIP IPaddr2',
  ]);
  assert.deepEqual(commands('pcs --name x cluster setup a\n'), ['cluster setup a']);
});

test('a command may go on over lines; places are those of the words', () => {
  const [command] = parsePcs('pcs resource create VIP \\\n  IPaddr2 ip="10.0.0.1"\n', 'x.sh').pcs.commands;
  assert.deepEqual(command?.at, { path: 'x.sh', line: 1, column: 1, endLine: 2, endColumn: 24 });
  const last = command?.words.at(-1);
  assert.deepEqual([last?.value, last?.at.line, last?.at.column], ['ip=10.0.0.1', 2, 11]);
});

test('pcs alone says nothing', () => assert.deepEqual(commands('pcs\n'), []));
