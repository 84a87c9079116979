import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOW, nodeObservation } from '../../../tests/support/a-node-observation.ts';
import { siteView } from '../../../tests/support/site-view.ts';
import { wazuhSite } from '../../../tests/support/wazuh-site.ts';
import { webSite } from '../../../tests/support/web-site.ts';
import type { Intent } from '../intents/intent.ts';
import { type Heard, SiteSeen } from './site-seen.ts';

/** What the daemon of a node said; lb1 holds the VIP unless `here` says otherwise. */
function said(node: string, here = node === 'lb1', atMs = NOW, intents: readonly Intent[] = []): Heard {
  const observation = nodeObservation(node, here, { intents }, atMs);
  const view = siteView({ seenBy: node, sentence: `as ${node} has it` });
  return { node, where: 'test', said: { view, observation, progress: undefined, balances: [], atMs } };
}

const silent = (node: string): Heard => ({ node, where: 'test', why: 'nobody listens there' });

function seenWithSite(): SiteSeen {
  const seen = new SiteSeen();
  seen.setSite(webSite(), NOW);
  return seen;
}

describe('a site as the dashboard sees it', () => {
  it('is made from what every node says of itself', () => {
    const seen = seenWithSite();
    seen.hear([said('lb1'), said('lb2')], NOW);
    const { view } = seen.page(NOW);
    assert.equal(view?.verdict, 'serving');
    assert.deepEqual(
      view.vips['edge']?.holders.map(({ node }) => node),
      ['lb1'],
    );
  });

  it('has two holders when both say that they hold it, which no node of a divided site can know', () => {
    const seen = seenWithSite();
    seen.hear([said('lb1'), said('lb2')], NOW);
    for (const later of [500, 1_000, 1_500]) {
      seen.hear([said('lb1', true, NOW + later), said('lb2', true, NOW + later)], NOW + later);
    }
    const { view } = seen.page(NOW + 1_500);
    assert.deepEqual(
      view?.vips['edge']?.holders.map(({ node }) => node),
      ['lb1', 'lb2'],
    );
    assert.equal(view.verdict, 'degraded');
  });

  it('is the word of the first node that answers where not every node can be asked', () => {
    const seen = seenWithSite();
    seen.hear([said('lb2')], NOW);
    assert.equal(seen.page(NOW).view?.sentence, 'as lb2 has it');
  });

  it('keeps what a silent node said last, and says that it is silent', () => {
    const seen = seenWithSite();
    seen.hear([said('lb1'), said('lb2')], NOW);
    seen.hear([said('lb1', true, NOW + 6_000), silent('lb2')], NOW + 6_000);
    const { words, view } = seen.page(NOW + 6_000);
    assert.equal(words['lb2']?.why, 'nobody listens there');
    assert.equal(words['lb2']?.heardAtMs, NOW);
    assert.equal(view?.redundancy.level, 'unknown');
  });

  it('has the managers that were discovered since its spec was accepted, until they are gone', () => {
    const seen = new SiteSeen();
    seen.setSite(wazuhSite(), NOW);
    const wish = (address: string | null, counter: number): Intent => ({
      id: `${counter}@lb1`,
      wish: { kind: 'manager', manager: 'worker9', address },
      who: 'wazuh',
      why: 'it has joined the cluster as worker',
      at: '2026-01-10T03:19:00.000Z',
      until: null,
      version: { counter, node: 'lb1' },
    });
    const servers = (...intents: readonly Intent[]) => {
      seen.hear([said('lb1', true, NOW, intents), said('lb2', false, NOW, intents)], NOW);
      const { view, shape } = seen.page(NOW);
      const [pool] = shape?.pools ?? [];
      return [
        Object.keys(view?.pools['wazuh-events']?.servers ?? {}),
        (pool?.servers ?? []).map(({ name }) => name),
      ];
    };
    const spoken = ['master', 'worker1', 'worker2'];
    assert.deepEqual(servers(), [spoken, spoken]);
    assert.deepEqual(servers(wish('10.77.0.29', 1)), [
      [...spoken, 'worker9'],
      [...spoken, 'worker9'],
    ]);
    assert.deepEqual(servers(wish(null, 2)), [spoken, spoken]);
  });

  it('is not younger than it is when nobody answers any more', () => {
    const seen = seenWithSite();
    seen.hear([said('lb1'), said('lb2')], NOW);
    seen.hear([silent('lb1'), silent('lb2')], NOW + 9_000);
    const { viewAtMs, words } = seen.page(NOW + 9_000);
    assert.equal(viewAtMs, NOW);
    assert.ok(Object.values(words).every(({ why }) => why !== undefined));
  });
});
