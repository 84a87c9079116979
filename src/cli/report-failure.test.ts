import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommanderError } from 'commander';
import { Fault } from '../base/fault.ts';
import { reportFailure } from './report-failure.ts';

const fault = new Fault('lab/no-lab', 'No lab runs.', 'start one: holdfast lab up', 'first\nsecond\n');

describe('reportFailure', () => {
  it('tells a fault with code, message, evidence and remedy, exit code 3', () => {
    assert.deepEqual(reportFailure(fault, ['status']), {
      exitCode: 3,
      stdout: '',
      stderr: 'lab/no-lab\n  No lab runs.\n  | first\n  | second\n  Fix: start one: holdfast lab up\n',
    });
  });

  it('tells a fault as JSON on stdout where JSON was asked for', () => {
    for (const words of [['-o', 'json'], ['-ojson'], ['--output=json'], ['--output', 'json']]) {
      const { stdout, stderr, exitCode } = reportFailure(fault, ['status', ...words]);
      assert.deepEqual(JSON.parse(stdout), {
        fault: {
          code: 'lab/no-lab',
          message: 'No lab runs.',
          evidence: 'first\nsecond\n',
          remedy: 'start one: holdfast lab up',
        },
      });
      assert.equal(stderr, '');
      assert.equal(exitCode, 3);
    }
  });

  it('calls what a site refuses no failure of the world, exit code 1', () => {
    const refused = new Fault('node/state-changed', 'Somebody was quicker.', 'look at a new plan');
    assert.equal(reportFailure(refused, []).exitCode, 1);
    assert.equal(reportFailure(refused, ['-o', 'json']).exitCode, 1);
  });

  it('does not take the words of a command that is passed on for its own', () => {
    assert.equal(reportFailure(fault, ['lab', 'exec', 'lb1', '--', 'tool', '-o', 'json']).stdout, '');
  });

  it('says UNKNOWN to whoever runs a check, in one line of stdout that has no figures, exit code 3', () => {
    const wrong = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--a|b'\nmore");
    assert.deepEqual(reportFailure(wrong, ['-v', 'check', 'vip']), {
      exitCode: 3,
      stdout: "CHECK UNKNOWN - error: unknown option '--a/b'\n",
      stderr: '',
    });
    const { exitCode, stdout } = reportFailure(new TypeError('x is not a function'), ['check']);
    assert.deepEqual({ exitCode, stdout }, { exitCode: 3, stdout: 'CHECK UNKNOWN - x is not a function\n' });
    const help = new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)');
    assert.deepEqual(reportFailure(help, ['check', '--help']), { exitCode: 0, stdout: '', stderr: '' });
  });

  it('calls anything else a bug of ours, exit code 4, with the stack only under -v', () => {
    const bug = new TypeError('x is undefined');
    const short = reportFailure(bug, []);
    assert.equal(short.exitCode, 4);
    assert.match(short.stderr, /bug in Holdfast[^]*TypeError: x is undefined/);
    assert.doesNotMatch(short.stderr, /report-failure\.test/);
    assert.match(reportFailure(bug, ['-v']).stderr, /report-failure\.test/);
    assert.equal(reportFailure('thrown text', []).exitCode, 4);
  });
});
