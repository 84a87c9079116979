import assert from 'node:assert/strict';
import { it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { githubText } from './github.ts';

it('prints one workflow command for each finding', () => {
  assert.equal(
    githubText([aFinding(), aFinding({ severity: 'warning' }), aFinding({ severity: 'info' })]),
    ['error', 'warning', 'notice']
      .map(
        (word) =>
          `::${word} file=lb1/haproxy.cfg,line=2,col=3,endColumn=6,title=haproxy/bad-word%3A Bad word` +
          '::The word is bad.%0AFix: write a good one.\n',
      )
      .join(''),
  );
});

it('escapes what would end a property, a command or a line', () => {
  const finding = aFinding(
    { path: 'a,b:c%.cfg', message: '100%\r\nof it: all, of it' },
    { rule: undefined, span: undefined },
  );
  assert.equal(
    githubText([finding]),
    '::error file=a%2Cb%3Ac%25.cfg,line=2,col=3,title=haproxy/bad-word' +
      '::100%25%0D%0Aof it: all, of it%0AFix: write a good one.\n',
  );
});

it('names no columns for several lines', () => {
  const span = { path: 'f', line: 2, column: 3, endLine: 5, endColumn: 1 };
  assert.match(githubText([aFinding({}, { span })]), /line=2,endLine=5,title/);
});
