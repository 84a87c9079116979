import assert from 'node:assert/strict';
import { it } from 'node:test';
import { siteView } from '../../../tests/support/site-view.ts';
import { ageView, stillWords } from './age-view.ts';

it('a view that nobody renewed is older everywhere, and otherwise the same', () => {
  const aged = ageView(siteView(), 5000);
  assert.equal(aged.vips['edge']?.holders[0]?.ageMs, 5040);
  assert.equal(aged.members['lb2']?.ageMs, 5900);
  assert.equal(aged.sentence, siteView().sentence);
});

it('a picture is worth drawing when a state changes, not when ages and counters do', () => {
  assert.equal(stillWords(ageView(siteView(), 5000)), stillWords(siteView()));
  assert.equal(stillWords(siteView({ observedAt: 'later' })), stillWords(siteView()));
  assert.notEqual(stillWords(siteView({ verdict: 'down' })), stillWords(siteView()));
  assert.notEqual(stillWords(siteView({ holderSince: {} })), stillWords(siteView()));
});
