import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapeOf } from '../../src/node/page/site-shape.ts';
import type { AdvertsSeen } from '../../src/node/vrrp/adverts-seen.ts';
import { webSite } from '../../tests/support/web-site.ts';
import { advertWords } from './adverts.ts';

const [vip] = shapeOf(webSite()).vips;
const [lb1 = ''] = vip?.holders[0]?.source ?? [];
const instance = {
  vip: 'edge',
  instance: 'edge',
  role: 'BACKUP' as const,
  priority: 130,
  master: { address: lb1, priority: 190 },
  advertAtMs: 970,
  transitionAtMs: undefined,
};
const words = (change: object, why?: string, nowMs = 2_000) => {
  const seen: AdvertsSeen = { atMs: 1_000, instances: [{ ...instance, ...change }], why };
  assert.ok(vip);
  return advertWords(vip, 'lb2', { seen, gotAtMs: 1_500 }, 180, nowMs);
};

describe('adverts of a VIP', () => {
  it('are told with whose they are, their priority and their age', () => {
    const told = words({});
    assert.deepEqual([told.tone, told.word, told.ageMs, told.askedMs], ['good', 'hears', 30, 500]);
    assert.equal(told.text, `lb1 ${lb1}, priority 190`);
  });

  it('are late when a backup would have taken over by now', () => {
    assert.equal(words({ advertAtMs: 500 }).word, 'late');
  });

  it('come from the master alone', () => {
    assert.equal(words({ role: 'MASTER', master: undefined }).word, 'sends');
    assert.equal(words({ role: 'FAULT', master: undefined }).tone, 'bad');
    assert.equal(words({ master: undefined }).word, 'hears none');
  });

  it('are not known when Keepalived was not asked, said nothing, or long ago', () => {
    assert.ok(vip);
    assert.equal(advertWords(vip, 'lb2', undefined, 180, 0).tone, 'unknown');
    assert.equal(words({}, 'no VRRP process runs').text, 'no VRRP process runs');
    assert.equal(words({}, undefined, 9_000).tone, 'unknown');
  });
});
