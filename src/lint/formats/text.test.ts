import assert from 'node:assert/strict';
import { it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { findingText } from './text.ts';

it('tells place, line, what, why and what to do', () => {
  assert.equal(
    findingText(aFinding(), () => '  bad word'),
    [
      'lb1/haproxy.cfg:2:3  error  haproxy/bad-word',
      '  2 |   bad word',
      '    |   ^^^',
      '  The word is bad.',
      '  Why: It ends badly. (the manual)',
      '  Fix: write a good one.',
      '',
    ].join('\n'),
  );
});

it('leaves out what is not known, and paints the severity', () => {
  assert.equal(
    findingText(
      aFinding({}, { rule: undefined }),
      () => undefined,
      (severity) => `<${severity}>`,
    ),
    'lb1/haproxy.cfg:2:3  <error>  haproxy/bad-word\n  The word is bad.\n  Fix: write a good one.\n',
  );
});
