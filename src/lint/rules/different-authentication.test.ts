import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentAuthentication } from './different-authentication.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentAuthentication.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-authentication', () => {
  const auth = (password: string, type = 'PASS'): KeepalivedLines => ({
    extra: `authentication {\n    auth_type ${type}\n    auth_pass ${password}\n  }`,
  });

  it('sees another password and never prints it', () => {
    const findings = find(auth('k7Qp2xZa'), auth('k7Qp2xZb'));
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:27:15']);
    assert.match(
      findings[0]?.message ?? '',
      /^lb2 has auth_type PASS with a password for VIP 10\.0\.0\.100, lb1 has another password/,
    );
    assert.doesNotMatch(JSON.stringify(findings), /k7Qp2x/);
  });

  it('sees a password on one node only, and another type', () => {
    assert.match(
      find(auth('k7Qp2xZa'), {})[0]?.message ?? '',
      /^lb2 has no authentication .*, lb1 has auth_type PASS with a password/,
    );
    assert.match(
      find({}, auth('k7Qp2xZa'))[0]?.message ?? '',
      /^lb2 has auth_type PASS with a password .*, lb1 has no authentication/,
    );
    assert.match(
      find(auth('x', 'AH'), auth('x'))[0]?.message ?? '',
      /^lb2 has auth_type PASS .*, lb1 has auth_type AH/,
    );
  });

  it('compares eight characters, as Keepalived does', () => {
    assert.deepEqual(find(auth('secret123'), auth('secret12')), []);
    assert.deepEqual(find(auth('secret123456'), auth('secret12')), []);
    assert.equal(find(auth('secret1'), auth('secret12')).length, 1);
  });

  it('is silent for version 3, which has none', () => {
    const v3 = { globals: 'vrrp_version 3' };
    assert.deepEqual(find({ ...v3, ...auth('a') }, v3), []);
    assert.deepEqual(find({}, {}), []);
  });
});
