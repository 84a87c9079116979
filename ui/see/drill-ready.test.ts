import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nodeWord, pageSite } from '../../tests/support/page-site.ts';
import { siteView } from '../../tests/support/site-view.ts';
import { drillPreconditions } from './drill-ready.ts';

const missing = (change: Parameters<typeof pageSite>[0]) =>
  drillPreconditions(pageSite(change)).flatMap(({ words, ok }) => (ok ? [] : [words]));

it('a drill may begin when the site is well, and is told what is missing otherwise', () => {
  const well = siteView({ apply: undefined, intents: [] });
  const full = { ...well, verdict: 'serving', redundancy: { level: 'full', reasons: [] } } as const;
  assert.deepEqual(missing({ view: full }), []);
  assert.deepEqual(missing({ view: full, words: { lb1: nodeWord(), lb2: nodeWord({ why: 'gone' }) } }), [
    'every daemon answers',
  ]);
  assert.deepEqual(missing({ view: { ...full, redundancy: { level: 'none', reasons: ['lb2 is lost'] } } }), [
    'the site serves, and could fail over',
  ]);
  assert.equal(missing({ view: undefined }).length, 3);
});
