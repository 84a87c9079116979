import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aFinding } from '../../tests/support/a-finding.ts';
import { withoutSaidBetter } from './said-better.ts';

const slow = aFinding({ code: 'keepalived/check-slower-than-max-outage' });
const slowAltogether = aFinding({ code: 'pair/too-slow-to-detect' });

describe('withoutSaidBetter', () => {
  it('drops what another rule says better of the same place, in either order', () => {
    assert.deepEqual(withoutSaidBetter([slow, slowAltogether]), [slowAltogether]);
    assert.deepEqual(withoutSaidBetter([slowAltogether, slow]), [slowAltogether]);
  });

  it('keeps it where nothing better is said, and what stands at another place', () => {
    assert.deepEqual(withoutSaidBetter([slow]), [slow]);
    for (const place of [{ path: 'lb2/haproxy.cfg' }, { line: 3 }, { column: 4 }]) {
      const elsewhere = aFinding({ code: 'pair/too-slow-to-detect', ...place });
      assert.deepEqual(withoutSaidBetter([slow, elsewhere]), [slow, elsewhere]);
    }
  });

  it('keeps all others of one place', () => {
    const findings = [slow, aFinding(), aFinding({ code: 'keepalived/nothing-tracked' })];
    assert.deepEqual(withoutSaidBetter(findings), findings);
  });
});
