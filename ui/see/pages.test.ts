import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeWord, pageEvent, pageSite } from '../../tests/support/page-site.ts';
import { applyProgress, siteView, standing, VIEW_AT } from '../../tests/support/site-view.ts';
import { bannersOf } from './banners.ts';
import { failingServers } from './failing-servers.ts';
import { holdsOf } from './holds.ts';
import { incidentNote } from './incident-note.ts';
import { poolMatrix } from './pool-matrix.ts';
import { barsOf } from './session-bars.ts';
import { clockWords, spanWords } from './time-words.ts';
import { worseOf } from './worse.ts';

function withWeb1(state: 'down' | 'up', seenBy: string) {
  const view = siteView();
  const { servers } = view.pools['web']!;
  const web1 = servers['web1']!;
  const observations = web1.observations.map((one) =>
    one.node === seenBy ? { ...one, state, lastCheck: 'L4CON connection refused' } : one,
  );
  return siteView({ pools: { web: { servers: { ...servers, web1: { ...web1, observations } } } } });
}

describe('servers that fail', () => {
  it('are shown with each node’s last check, and that the nodes differ', () => {
    const [web1] = failingServers(pageSite({ view: withWeb1('down', 'lb2') }));
    assert.equal(web1?.isDisputed, true);
    assert.deepEqual(
      web1.seen.map(({ state }) => state),
      ['up', 'down'],
    );
    assert.deepEqual(failingServers(pageSite()), []);
  });
});

describe('the banners', () => {
  const texts = (change: Parameters<typeof pageSite>[0]) =>
    bannersOf(pageSite(change), undefined, VIEW_AT).map(({ text }) => text);

  it('are none when all is well', () => assert.deepEqual(texts({}), []));

  it('tell of a silent daemon, a half-applied release, a pause and a change that waits', () => {
    const silent = nodeWord({ why: 'nobody listens there', heardAtMs: VIEW_AT - 3_000 });
    assert.deepEqual(texts({ words: { lb1: nodeWord(), lb2: silent } }), [
      'The daemon of lb2 does not answer for 3.0 s: nobody listens there',
    ]);
    const { release } = standing();
    const behind = standing({ release: { ...release!, revision: 11, digest: 'sha256:00' } });
    const halves = texts({ view: siteView({ members: { lb1: standing(), lb2: behind } }) });
    assert.deepEqual(halves, ['A change is half applied: lb1 has revision 12, lb2 has revision 11']);
    const confirmBy = new Date(VIEW_AT + 42_000).toISOString();
    const [waits] = texts({ progress: applyProgress({ stage: 'unconfirmed', confirmBy }) });
    assert.match(waits ?? '', /not confirmed: it is taken back in 42 s$/);
  });
});

describe('the incident note', () => {
  it('has the verdict, every node’s word, failing servers and what happened, in UTC', () => {
    const note = incidentNote(
      pageSite({ view: withWeb1('down', 'lb1') }),
      [pageEvent('vip-moved', -1_000)],
      VIEW_AT,
    );
    assert.match(note, /^## web-edge, 2026-01-02 04:00:00$/m);
    assert.match(note, /lb1 says lb1, 0\.3 s old; lb2 says lb1/);
    assert.match(note, /web\/web1: lb1 sees it down \(L4CON connection refused\)/);
    assert.match(note, /^\| 03:59:59 \| lb1 \| vip-moved \|$/m);
  });
});

describe('who held a VIP when', () => {
  it('is told in stretches, also those without holder', () => {
    const events = [
      pageEvent('vip-held', 0, { fields: { vip: 'edge', to: 'lb1' } }),
      pageEvent('vip-no-holder', 1_000, { fields: { vip: 'edge', from: 'lb1' } }),
      pageEvent('vip-moved', 1_100, { fields: { vip: 'edge', from: 'lb1', to: 'lb2' } }),
      pageEvent('vip-moved', 1_200, { fields: { vip: 'other', to: 'lb1' } }),
    ];
    const stretches = holdsOf(events, 'edge', VIEW_AT + 5_000);
    assert.deepEqual(
      stretches.map(({ nodes, fromMs, toMs }) => [nodes.join(), toMs - fromMs]),
      [
        ['lb1', 1_000],
        ['', 100],
        ['lb2', 3_900],
      ],
    );
  });
});

describe('the matrix of a pool', () => {
  it('has a column a node and finds rows by words', () => {
    const [web] = poolMatrix(pageSite(), VIEW_AT, '');
    assert.deepEqual(
      web?.nodes.map(({ node }) => node),
      ['lb1', 'lb2'],
    );
    assert.deepEqual([web.rows.length, web.up, web.rows[0]?.others], [3, 3, 2]);
    assert.deepEqual(web.rows[0]?.weights, { spec: '1', wanted: undefined, runs: '1' });
    assert.equal(poolMatrix(pageSite(), VIEW_AT, 'web2')[0]?.rows.length, 1);
  });

  it('have what they were asked, and nothing where nobody counts', () => {
    assert.deepEqual(
      poolMatrix(pageSite(), VIEW_AT, '').map(({ counts, rows }) => [counts, rows[0]?.counts]),
      [[undefined, undefined]],
    );
    const view = siteView();
    const { web1, web2, ...rest } = view.pools['web']!.servers;
    const counted = (failed: number) => ({ perSecond: 2.25, total: 9, failed, errors: 0 });
    const servers = {
      ...rest,
      web1: { ...web1!, counts: counted(3) },
      web2: { ...web2!, counts: counted(0) },
    };
    const [web] = poolMatrix(pageSite({ view: siteView({ pools: { web: { servers } } }) }), VIEW_AT, '');
    assert.equal(web?.counts, '4.5 a second, 3 failed');
    assert.equal(web.rows.find(({ server }) => server === 'web2')?.counts, '2.3 a second');
  });
});

describe('bars of sessions', () => {
  it('are as long as their part of the longest', () => {
    const bars = barsOf(pageSite(), 'web');
    assert.deepEqual(
      bars.map(({ part, band }) => [part, band]),
      [1, 2, 3].map(() => [1, undefined]),
    );
  });
});

describe('whether it is getting worse', () => {
  it('is what happened in ten minutes, each once, and what is there now', () => {
    const events = [
      pageEvent('vip-moved', -11 * 60_000),
      pageEvent('vip-moved', -2_000),
      pageEvent('vip-moved', -1_800, { node: 'lb2' }),
      pageEvent('guest-restarted', -1_000),
    ];
    const figures = worseOf(pageSite(), events, VIEW_AT);
    assert.deepEqual(
      figures.map(({ value, isMuch }) => [value, isMuch]),
      [
        [12, false],
        [1, false],
        [1, true],
        [0, false],
        [2, false],
      ],
    );
  });
});

describe('times', () => {
  it('are told in as few words as tell enough', () => {
    assert.deepEqual([90, 12_400, 300_000, 86_400_000 * 3].map(spanWords), ['0.1 s', '12 s', '5 min', '3 d']);
  });

  it('have the day when it is another one', () => {
    assert.equal(clockWords(VIEW_AT, VIEW_AT, 'UTC'), '04:00:00');
    assert.equal(clockWords(VIEW_AT - 86_400_000, VIEW_AT, 'UTC'), '2026-01-01 04:00:00');
  });
});
