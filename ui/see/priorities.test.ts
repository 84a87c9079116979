import assert from 'node:assert/strict';
import { it } from 'node:test';
import { pageSite } from '../../tests/support/page-site.ts';
import { detectionMs, prioritiesOf } from './priorities.ts';

const { shape, view } = pageSite();
const vip = shape!.vips[0]!;

it('a priority is the base and the weight of the track file', () => {
  const [first] = prioritiesOf(vip, view!);
  assert.equal(first?.sum, first!.base + (first?.weight ?? 0));
  assert.equal(first?.here, true);
});

it('a lost holder is noticed after three adverts and the skew of who waits', () => {
  // keepalived(8) has it from RFC 9568: 3 × 50 ms + (256 − 130) / 256 × 50 ms.
  assert.equal(detectionMs({ ...vip, advertMs: 50, version: 3 }, 130), 175);
  assert.equal(detectionMs({ ...vip, advertMs: 1_000, version: 2 }, 100), 3_609);
});
