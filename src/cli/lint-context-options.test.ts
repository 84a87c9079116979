import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  contextOf,
  outageAllowedBy,
  parseNode,
  parseObjective,
  parseOutage,
  parseSessions,
  parseVersion,
} from './lint-context-options.ts';

describe('the surroundings that lint is told of', () => {
  it('turn an objective into a tenth of what it leaves of 30 days', () => {
    assert.equal(outageAllowedBy(99.99), 25_920);
    assert.equal(outageAllowedBy(99), 2_592_000);
    assert.equal(outageAllowedBy(99.9999), 259);
  });

  it('keep the shorter outage of two that are said', () => {
    assert.equal(contextOf({ objective: 99.99, maxOutage: 5000 }).maxOutageMs, 5000);
    assert.equal(contextOf({ objective: 99.99, maxOutage: 60_000 }).maxOutageMs, 25_920);
    assert.equal(contextOf({}).maxOutageMs, undefined);
    assert.equal(contextOf({ sessions: 5 }).sessions, 5);
  });

  it('are read where they make sense', () => {
    assert.equal(parseObjective('99.99'), 99.99);
    assert.equal(parseObjective('99.9%'), 99.9);
    assert.equal(parseOutage('500ms'), 500);
    assert.equal(parseSessions('5000'), 5000);
    assert.deepEqual(parseVersion('2.6'), { major: 2, minor: 6, patch: undefined });
    assert.deepEqual(parseVersion('v2.6.12-1+deb12u3'), { major: 2, minor: 6, patch: 12 });
    assert.deepEqual(parseNode('lb1=hosts/a=b', [{ path: 'x', node: 'lb0' }]), [
      { path: 'x', node: 'lb0' },
      { path: 'hosts/a=b', node: 'lb1' },
    ]);
  });

  const refused: [(text: string) => unknown, string[]][] = [
    [parseObjective, ['100', '0', '', '-1', 'x', '99,9', '1e1']],
    [parseOutage, ['5', '', '5 s', '-5s']],
    [parseSessions, ['0', '', '1.5', '-1', '1e3']],
    [parseVersion, ['2', '', 'x', '2.x', '2.6.']],
    [parseNode, ['lb1', 'lb1=', '=x', 'a b=x']],
  ];
  for (const [parse, texts] of refused) {
    for (const text of texts) {
      it(`${parse.name} refuses ${JSON.stringify(text)}`, () => {
        assert.throws(() => parse(text), { code: 'commander.invalidArgument' });
      });
    }
  }
});
