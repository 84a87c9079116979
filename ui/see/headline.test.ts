import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeWord, pageSite } from '../../tests/support/page-site.ts';
import { siteView, VIEW_AT } from '../../tests/support/site-view.ts';
import { headlineOf } from './headline.ts';

const toneOf = (...asked: Parameters<typeof headlineOf>) => headlineOf(...asked).tone;

describe('the headline', () => {
  it('is good only for a site that is seen now to serve, with full redundancy, and answers clients', () => {
    assert.equal(toneOf(pageSite(), 'live', VIEW_AT), 'good');
  });

  it('is never good of what nobody has seen, or saw a while ago', () => {
    assert.equal(toneOf(undefined, 'connecting', VIEW_AT), 'unknown');
    assert.equal(toneOf(pageSite({ view: undefined }), 'live', VIEW_AT), 'unknown');
    assert.equal(toneOf(pageSite(), 'lost', VIEW_AT), 'unknown');
    assert.equal(toneOf(pageSite(), 'live', VIEW_AT + 5_001), 'unknown');
    const silent = nodeWord({ why: 'nobody listens there' });
    assert.equal(toneOf(pageSite({ words: { lb1: silent, lb2: silent } }), 'live', VIEW_AT), 'unknown');
  });

  it('tells two holders before all else', () => {
    const view = siteView();
    const holders = ['lb1', 'lb2'].map((node) => ({ node, observedBy: node, ageMs: 0 }));
    const vips = { edge: { ...view.vips['edge']!, holders } };
    const { tone, word, sentence } = headlineOf(pageSite({ view: { ...view, vips } }), 'live', VIEW_AT);
    assert.deepEqual([tone, word], ['bad', 'two holders']);
    assert.match(sentence, /^lb1 and lb2 hold edge at once\./);
  });

  it('does not call a site well that clients cannot reach', () => {
    const [through] = pageSite().through;
    const failing = [{ ...through!, ok: false, says: 'connection refused' }];
    const { tone, sentence } = headlineOf(pageSite({ through: failing }), 'live', VIEW_AT);
    assert.equal(tone, 'bad');
    assert.match(sentence, /^web does not answer through the VIP \(connection refused\)\./);
  });

  it('warns when the site could not fail over', () => {
    const view = siteView({ redundancy: { level: 'none', reasons: ['lb2: HAProxy is stopped'] } });
    assert.equal(toneOf(pageSite({ view }), 'live', VIEW_AT), 'warn');
  });
});
