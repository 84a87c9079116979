import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { findingsText } from './text.ts';

const plain = { lineOf: () => '  bad word', paint: (severity: string) => severity };

describe('findingsText', () => {
  it('lets no name steer the terminal or begin a line', () => {
    const text = findingsText([aFinding({ path: 'a\n::error::\u001b[31m', message: 'x\u001b[2J' })], plain);
    assert.match(text, /^a\?::error::\?\[31m:2:3 /);
    assert.match(text, /\n {2}x\?\[2J\n/);
  });

  it('shows nothing of a line so far out that nobody would read it', () => {
    const text = findingsText([aFinding({ column: 5000 })], { ...plain, lineOf: () => 'x'.repeat(9000) });
    assert.doesNotMatch(text, /xxx|\^/);
  });

  it('tells place, line, what, why and what to do', () => {
    assert.equal(
      findingsText([aFinding()], plain),
      [
        'lb1/haproxy.cfg:2:3  error  haproxy/bad-word',
        '  2 |   bad word',
        '    |   ^^^',
        '  The word is bad.',
        '  Why: It ends badly. (the manual)',
        '  Fix: write a good one.',
        '',
        '',
      ].join('\n'),
    );
  });

  it('tells the reason with the first finding of a code only', () => {
    const text = findingsText([aFinding(), aFinding({ line: 3 }), aFinding({ code: 'x/other' })], plain);
    assert.equal(text.split('Why:').length - 1, 2);
    assert.match(text, /:3:3 {2}error {2}haproxy\/bad-word\n.*\n.*\n {2}The word is bad\.\n {2}Fix:/);
  });

  it('tells what two files have word for word once, and what one file has twice, twice', () => {
    const at = (path: string, line: number) => aFinding({ path, line });
    const text = findingsText([at('a', 1), at('a', 2), at('b', 1), at('b', 2)], plain);
    assert.deepEqual(
      text.split('\n').filter((line) => /error|Also/.test(line)),
      ['a:1:3  error  haproxy/bad-word', '  Also: b:1:3', 'a:2:3  error  haproxy/bad-word', '  Also: b:2:3'],
    );
  });

  it('leaves out what is not known, and paints the severity', () => {
    assert.equal(
      findingsText([aFinding({}, { rule: undefined })], {
        lineOf: () => undefined,
        paint: (severity) => `<${severity}>`,
      }),
      'lb1/haproxy.cfg:2:3  <error>  haproxy/bad-word\n  The word is bad.\n  Fix: write a good one.\n\n',
    );
  });

  it('shows no password', () => {
    const text = findingsText([aFinding()], { ...plain, lineOf: () => '  stats auth admin:hunter2' });
    assert.doesNotMatch(text, /hunter2/);
  });
});
