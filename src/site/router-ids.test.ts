import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { routerIds } from './router-ids.ts';

const ours = (vip: string) => ({ vip, wanted: undefined });

test('the id comes from the names alone and stays the same for ever', () => {
  assert.deepEqual([...routerIds('web-edge', [ours('edge')], {})], [['edge', 176]]);
});

test('what was kept wins over what would be derived, what the spec says wins over both', () => {
  assert.equal(routerIds('s', [ours('a')], { a: 7 }).get('a'), 7);
  assert.equal(routerIds('s', [{ vip: 'a', wanted: 9 }], { a: 7 }).get('a'), 9);
});

test('nonsense that was kept is not used', () => {
  const derived = routerIds('s', [ours('a')], {}).get('a');
  for (const id of [0, 256, 1.5, Number.NaN])
    assert.equal(routerIds('s', [ours('a')], { a: id }).get('a'), derived);
});

test('up to 255 VIPs of a site have different ids from 1 to 255', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 255 }),
      fc.dictionary(fc.string(), fc.integer()),
      (names, kept) => {
        const ids = [...routerIds('site', names.map(ours), kept).values()];
        assert.equal(new Set(ids).size, names.length);
        assert.ok(ids.every((id) => id >= 1 && id <= 255));
      },
    ),
    { numRuns: 50 },
  );
});
