import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { tooSlowToDetect } from './too-slow-to-detect.ts';

const find = (maxOutageMs: number | undefined, first: KeepalivedLines, second: KeepalivedLines) =>
  tooSlowToDetect.find(pairSite(first, second, { context: { maxOutageMs } }));
const places = (findings: ReturnType<typeof find>) => findings.map(({ at }) => `${at.path}:${at.line}`);

const noCheck: KeepalivedLines = { track: '' };

describe('pair/too-slow-to-detect', () => {
  it('spells out three adverts and the skew of the heir', () => {
    const [finding, ...more] = find(3_647, noCheck, noCheck);
    assert.deepEqual(more, []);
    assert.equal(
      finding?.message,
      'When node lb1 dies, the VIP 10.0.0.100 comes back on lb2 after 3 × 1 s adverts + 0.648 s skew of lb2 (priority 90) = 3648ms; 3647ms are allowed.',
    );
    assert.deepEqual(places([finding].filter((one) => one !== undefined)), ['lb1/keepalived.conf:14']);
    assert.deepEqual(find(3_648, noCheck, noCheck), []);
  });

  it('counts the skew in adverts for version 3', () => {
    const fast: KeepalivedLines = { ...noCheck, globals: 'vrrp_version 3', advert: '0.1' };
    assert.match(
      find(364, fast, fast)[0]?.message ?? '',
      /3 × 0\.1 s adverts \+ 0\.065 s skew of lb2 .* = 365ms/,
    );
    assert.deepEqual(find(365, fast, fast), []);
    // The heir follows the interval of the holder.
    assert.match(find(364, fast, { ...fast, advert: '0.5' })[0]?.message ?? '', /= 365ms/);
    assert.deepEqual(find(365, fast, { ...fast, advert: '0.5' }), []);
  });

  it('knows that version 2 has no adverts below a second', () => {
    const hoped: KeepalivedLines = { ...noCheck, advert: '0.1' };
    assert.match(find(1_000, hoped, hoped)[0]?.message ?? '', /3 × 1 s adverts/);
  });

  it('adds the check and the wait for a lower priority', () => {
    const slow: KeepalivedLines = { script: 'script "/x"; interval 2; fall 3; weight -20' };
    const findings = find(9_647, slow, slow);
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:7']);
    assert.equal(
      findings[0]?.message,
      'When what chk checks on lb1 dies, the VIP 10.0.0.100 comes back on lb2 after 3 × 2 s interval of chk + 3 × 1 s adverts + 0.648 s skew of lb2 (priority 90) = 9648ms; 9647ms are allowed.',
    );
    // A hung service takes until the time-out besides: 2 + 2 × 2 + 2.
    assert.match(
      find(9_648, slow, slow)[0]?.message ?? '',
      /hangs, .* 2 s until the next run of chk \+ 2 × 2 s \+ its time-out of 2 s .* = 11648ms/,
    );
    assert.deepEqual(find(11_648, slow, slow), []);
  });

  it('adds a preempt_delay, and only the skew for a FAULT', () => {
    const slow: KeepalivedLines = { script: 'script "/x"; interval 2; fall 3; timeout 1; weight -20' };
    const late: KeepalivedLines = { ...slow, extra: 'preempt_delay 5' };
    assert.match(find(12_000, slow, late)[0]?.message ?? '', /\+ 5 s preempt_delay = 14648ms/);
    assert.deepEqual(find(14_648, slow, { ...late, state: 'MASTER' }), []);
    const fault: KeepalivedLines = { script: 'script "/x"; interval 2; fall 3; timeout 1' };
    const [finding] = find(6_647, fault, fault);
    assert.match(finding?.message ?? '', /3 × 2 s interval of chk \+ 0\.648 s skew of lb2 = 6648ms/);
    assert.equal(finding?.remedy, 'shorten interval or fall of chk.');
  });

  it('names the time-out of a check that is quick to fail and slow to hang', () => {
    const script = 'script "/x"; interval 1; fall 2; timeout 5';
    const findings = find(6_000, { script }, { script });
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:9']);
    // 1 + 1 × 5 + 5 + 0.648
    assert.match(findings[0]?.message ?? '', /hangs, .* = 11648ms; 6s are allowed/);
  });

  it('says nothing when nobody said how long an outage may be, nor of a check that moves nothing', () => {
    assert.deepEqual(find(undefined, {}, {}), []);
    const idle: KeepalivedLines = { script: 'script "/x"; interval 60; fall 3; weight -2' };
    assert.deepEqual(find(5_000, idle, idle), []);
  });
});
