import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { masterBelowBackup } from './master-below-backup.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  masterBelowBackup.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/master-below-backup', () => {
  it('names both priorities', () => {
    const findings = find({ state: 'MASTER', priority: 80 }, {});
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:10:9']);
    assert.equal(
      findings[0]?.message,
      'lb1 has state MASTER for VIP 10.0.0.100 and priority 80 while all is well; lb2 has 90 and holds it.',
    );
  });

  it('leaves an order that weights turn to its own rule, and counts weights otherwise', () => {
    const weighted = { track: 'track_script {\n    chk weight 20\n  }' };
    assert.deepEqual(find({ state: 'MASTER' }, weighted), []);
    const findings = find({ state: 'MASTER', priority: 90 }, weighted);
    assert.match(
      findings[0]?.message ?? '',
      /priority 90 while all is well; lb2 has 110 \(90 and its tracks\) and holds it/,
    );
  });

  it('is content when the master has the higher one, with ties, and with two masters', () => {
    assert.deepEqual(find({ state: 'MASTER' }, {}), []);
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(find({ state: 'MASTER', priority: 90 }, {}), []);
    assert.deepEqual(find({ state: 'MASTER', priority: 80 }, { state: 'MASTER' }), []);
  });
});
