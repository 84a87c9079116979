import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { samePriority } from './same-priority.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) => samePriority.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/same-priority', () => {
  it('warns when a master is claimed, and only advises otherwise', () => {
    const findings = find({ state: 'MASTER' }, { priority: 100 });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:13:12']);
    assert.equal(
      findings[0]?.message,
      'lb2 has priority 100 for VIP 10.0.0.100 while all is well, and so has lb1 (lb1/keepalived.conf:13): the higher address decides who holds it.',
    );
    assert.equal(findings[0]?.severity, 'warning');
    assert.equal(find({}, { priority: 100, state: 'MASTER' })[0]?.severity, 'warning');
    assert.equal(find({}, { priority: 100 })[0]?.severity, 'info');
  });

  it('counts the weights', () => {
    const weighted = { track: 'track_script {\n    chk weight 10\n  }' };
    assert.equal(find({}, weighted)[0]?.message.startsWith('lb2 has priority 100'), true);
    assert.deepEqual(find({}, { ...weighted, priority: 100 }), []);
  });

  it('is content with different ones, and says nothing of what it does not know', () => {
    assert.deepEqual(find({}, {}), []);
    const file = {
      blocks: 'track_file load {\n  file /run/load\n}',
      track: 'track_file {\n    load weight 1\n  }',
      priority: 100,
    };
    assert.deepEqual(find(file, file), []);
  });
});
