import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseName, commandsOf, programOf } from './commands-of.ts';
import { expandKnown, knownVariables } from './known-variables.ts';
import { parseScript } from './parse-script.ts';

const parse = (text: string) => parseScript(text, 'x.sh').script;
const program = (text: string) => {
  const [placed] = commandsOf(parse(text).steps);
  return placed === undefined
    ? undefined
    : programOf(placed.command)
        .map(({ value }) => value)
        .join(' ');
};

test('every command is found, with the variable that takes its output', () => {
  const commands = commandsOf(parse('a\nx=$(b | c)\nfor i in $(d); do e $(f); done\n').steps);
  assert.deepEqual(
    commands
      .filter(({ command }) => command.words.length > 0)
      .map(({ command, assignedTo, index }) => [command.words[0]?.value, assignedTo, index]),
    [
      ['a', undefined, 0],
      ['b', 'x', 0],
      ['c', 'x', 1],
      ['d', undefined, 0],
      ['e', undefined, 0],
      ['f', undefined, 0],
    ],
  );
});

test('what sudo, timeout, env and the like run is the program', () => {
  assert.equal(program('sudo -u haproxy -n curl x'), 'curl x');
  assert.equal(program('sudo timeout -k 1 3s /usr/bin/curl x'), '/usr/bin/curl x');
  assert.equal(program('env A=1 B=2 nice -n 5 pidof x'), 'pidof x');
  assert.equal(program('exec -a y haproxy -W'), 'haproxy -W');
  assert.equal(program('nohup a'), 'a');
});

test('a wrapper that runs nothing is a program itself', () => {
  assert.equal(program('command -v pcs'), 'command -v pcs');
  assert.equal(program('sudo -l'), 'sudo -l');
  assert.equal(program('exec'), 'exec');
  assert.equal(program('constructor x'), 'constructor x');
});

test('the name of a program is the end of its path', () => {
  assert.deepEqual([baseName('/usr/bin/curl'), baseName('curl')], ['curl', 'curl']);
});

test('variables that the script sets are known, also by one another', () => {
  const known = knownVariables(parse('A=haproxy\nB=/usr/sbin/$A\nC="${B} -W"\nD=$(date)\nE=1\nE=$F\nG=\n'));
  assert.deepEqual(
    [...known],
    [
      ['A', 'haproxy'],
      ['B', '/usr/sbin/haproxy'],
      ['C', '/usr/sbin/haproxy -W'],
      ['G', ''],
    ],
  );
  assert.equal(expandKnown({ value: '$B$X ${A}y $Ay' }, known), '/usr/sbin/haproxy$X haproxyy $Ay');
});
