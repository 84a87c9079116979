import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { PageSite } from './page-site.ts';
import { changedOf } from './page-stream.ts';

const site: PageSite = {
  atMs: 1,
  view: undefined,
  viewAtMs: 1,
  words: {},
  shape: undefined,
  through: [],
  balances: [],
  progress: undefined,
};

it('a reader is told everything first, then only what is not as it was', () => {
  const told = new Map<string, string>();
  assert.deepEqual(Object.keys(changedOf(site, told)).toSorted(), Object.keys(site).toSorted());
  assert.deepEqual(changedOf({ ...site, atMs: 2 }, told), { atMs: 2 });
  const words = { lb1: { where: 'x' } } as unknown as PageSite['words'];
  assert.deepEqual(changedOf({ ...site, atMs: 3, words }, told), { atMs: 3, words });
});
