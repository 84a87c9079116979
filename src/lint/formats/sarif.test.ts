import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { sarifText } from './sarif.ts';

interface Log {
  $schema: string;
  version: string;
  runs: {
    columnKind: string;
    tool: { driver: { name: string; semanticVersion: string; rules: Record<string, unknown>[] } };
    results: Record<string, unknown>[];
  }[];
}

function runOf(text: string) {
  const log = JSON.parse(text) as Log;
  assert.equal(log.version, '2.1.0');
  assert.match(log.$schema, /sarif.*2\.1\.0/);
  const [run] = log.runs;
  assert.ok(run !== undefined && log.runs.length === 1);
  return run;
}

describe('sarifText', () => {
  it('has what SARIF 2.1.0 asks for', () => {
    const { tool, columnKind, results } = runOf(sarifText([aFinding()], [], '1.2.3'));
    assert.equal(columnKind, 'utf16CodeUnits');
    assert.deepEqual([tool.driver.name, tool.driver.semanticVersion], ['Holdfast', '1.2.3']);
    assert.deepEqual(tool.driver.rules, [
      {
        id: 'haproxy/bad-word',
        shortDescription: { text: 'Bad word' },
        fullDescription: { text: 'It ends badly.' },
        help: {
          text: 'It ends badly. Source: the manual.',
          markdown:
            'It ends badly. Source: the manual.\n\n[haproxy/bad-word](docs/problems/haproxy/bad-word.md)',
        },
        helpUri: 'docs/problems/haproxy/bad-word.md',
      },
    ]);
    assert.deepEqual(results, [
      {
        ruleId: 'haproxy/bad-word',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'The word is bad.\nFix: write a good one.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'lb1/haproxy.cfg' },
              region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 },
            },
          },
        ],
      },
    ]);
  });

  it('lists each rule once, sorted, and points to it from every result', () => {
    const findings = [
      aFinding({ code: 'x/b' }),
      aFinding({ code: 'x/a' }),
      aFinding({ code: 'x/b', line: 3 }),
    ];
    const { tool, results } = runOf(sarifText(findings, [], '1.0.0'));
    assert.deepEqual(
      tool.driver.rules.map(({ id }) => id),
      ['x/a', 'x/b'],
    );
    assert.deepEqual(
      results.map(({ ruleIndex }) => ruleIndex),
      [1, 0, 1],
    );
  });

  it('speaks of notes, and of a place whose end is not known', () => {
    const { results } = runOf(
      sarifText([aFinding({ severity: 'info' }, { span: undefined, rule: undefined })], [], '1.0.0'),
    );
    assert.equal(results[0]?.['level'], 'note');
    assert.deepEqual(JSON.parse(JSON.stringify(results[0]?.['locations']))[0].physicalLocation.region, {
      startLine: 2,
      startColumn: 3,
    });
  });

  it('carries fixes by file', () => {
    const span = (path: string) => ({ path, line: 1, column: 2, endLine: 1, endColumn: 4 });
    const fix = [
      { span: span('a'), text: 'x' },
      { span: span('b'), text: '' },
    ];
    const { results } = runOf(sarifText([aFinding({}, { fix })], [], '1.0.0'));
    const region = { startLine: 1, startColumn: 2, endLine: 1, endColumn: 4 };
    assert.deepEqual(results[0]?.['fixes'], [
      {
        description: { text: 'write a good one.' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a' },
            replacements: [{ deletedRegion: region, insertedContent: { text: 'x' } }],
          },
          {
            artifactLocation: { uri: 'b' },
            replacements: [{ deletedRegion: region, insertedContent: { text: '' } }],
          },
        ],
      },
    ]);
  });

  it('marks what is suppressed in the file', () => {
    const { results } = runOf(sarifText([], [aFinding()], '1.0.0'));
    assert.deepEqual(results[0]?.['suppressions'], [{ kind: 'inSource', status: 'accepted' }]);
  });

  it('writes paths as URIs', () => {
    const uri = (path: string) =>
      JSON.parse(sarifText([aFinding({ path })], [], '1.0.0')).runs[0].results[0].locations[0]
        .physicalLocation.artifactLocation.uri as string;
    assert.equal(uri('./a b/ä#.cfg'), 'a%20b/%C3%A4%23.cfg');
    assert.equal(uri('/etc/haproxy/haproxy.cfg'), 'file:///etc/haproxy/haproxy.cfg');
  });
});
