import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../base/fault.ts';
import { Findings } from './findings.ts';

const unreadable = (words = '') =>
  new Fault('foundation/release-unreadable', 'It cannot be read.', 'Write it again.', words);
const stranger = new Fault('foundation/stranger', 'Somebody listens on port 80.', 'Stop it.');

function heard(): { readonly findings: Findings; readonly told: string[] } {
  const told: string[] = [];
  return { told, findings: new Findings((event, message) => told.push(`${event}: ${message}`)) };
}

test('a finding goes when what it is about is looked at again and is well, and others stay', () => {
  const { findings, told } = heard();
  findings.set('release', [{ fault: unreadable(), consequence: 'Nothing is in force.' }]);
  findings.set('ports', [{ fault: stranger }]);
  assert.deepEqual(
    findings.list.map(({ message }) => message),
    ['It cannot be read. Nothing is in force.', 'Somebody listens on port 80.'],
  );
  findings.set('release', []);
  assert.deepEqual(
    findings.list.map(({ code }) => code),
    ['foundation/stranger'],
  );
  assert.deepEqual(told, [
    'finding: foundation/release-unreadable: It cannot be read. Nothing is in force.',
    'finding: foundation/stranger: Somebody listens on port 80.',
    'finding-settled: foundation/release-unreadable: It cannot be read. Nothing is in force.',
  ]);
});

test('the same fault in other words of the engine is the same finding, told once', () => {
  const { findings, told } = heard();
  findings.set('release', [{ fault: unreadable('pid 1') }]);
  findings.set('release', [{ fault: unreadable('pid 2') }]);
  assert.deepEqual(
    findings.list.map(({ message }) => message),
    ['It cannot be read.\npid 2'],
  );
  assert.equal(told.length, 1);
});

test('of many findings the newest twenty are kept', () => {
  const { findings } = heard();
  const faults = Array.from({ length: 25 }, (_, index) => new Fault('a/b', `Number ${index}.`, 'Do it.'));
  findings.set(
    'ports',
    faults.map((fault) => ({ fault })),
  );
  assert.equal(findings.list.length, 20);
  assert.equal(findings.list.at(-1)?.message, 'Number 24.');
});
