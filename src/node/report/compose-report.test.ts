import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pageSite } from '../../../tests/support/page-site.ts';
import { siteView, VIEW_AT } from '../../../tests/support/site-view.ts';
import type { JournalEvent } from '../journal/record.ts';
import { drawTopology } from '../show/draw-topology.ts';
import type { Drawing } from '../show/drawing.ts';
import { askReport } from './ask-report.ts';
import { composeReport } from './compose-report.ts';
import { findOutages } from './find-outages.ts';
import { layOutReport } from './lay-out-report.ts';
import { markMoments } from './mark-moments.ts';
import { printReportHtml } from './print-report-html.ts';
import { printReportMd } from './print-report-md.ts';
import type { ReportFacts } from './report.ts';

const HOUR = 3_600_000;
const event = (
  seq: number,
  kind: string,
  minute: number,
  fields: JournalEvent['fields'] = {},
): JournalEvent => ({
  seq,
  at: new Date(VIEW_AT - HOUR + minute * 60_000).toISOString(),
  kind,
  text: `${kind} happened`,
  fields,
});
const facts = (change: Partial<ReportFacts> = {}): ReportFacts => ({
  view: siteView(),
  revisions: [
    {
      number: 12,
      site: 'web-edge',
      release: `sha256:${'ab'.repeat(32)}`,
      who: 'anna',
      at: '2026-01-01T00:00:00.000Z',
      note: 'more servers',
      routerIds: { edge: 77 },
    },
  ],
  drift: { nodes: [{ node: 'lb1', why: undefined, files: [], runtime: [] }], between: [] },
  events: { all: [], isComplete: true },
  journal: { records: 7, broken: [], last: { seq: 7, hash: 'ff'.repeat(32) }, trouble: undefined },
  fromMs: VIEW_AT - HOUR,
  toMs: VIEW_AT,
  ...change,
});
const md = (change?: Partial<ReportFacts>) => printReportMd(layOutReport(composeReport(facts(change))));
const html = (change?: Partial<ReportFacts>, drawing?: Drawing) =>
  printReportHtml(layOutReport(composeReport(facts(change)), drawing), 'Europe/Berlin');

describe('the report', () => {
  it('begins with the sentence of the site, and has who holds what, releases and the journal', () => {
    const text = md();
    assert.match(text, /^# web-edge: health report\n\n2026-01-02 04:00:00 UTC, as seen by lb1/);
    assert.match(text, /\*\*web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full\*\*/);
    assert.match(text, /\| edge \| 10\.77\.0\.100 \| lb1 \| 2026-01-02 03:12:00 UTC \|/);
    assert.match(text, /\| 12 \| 2026-01-01 00:00:00 UTC \| anna \| more servers \| abababababab \|/);
    assert.match(text, /The journal of lb1 is as it was written: 7 records/);
    assert.match(text, /What is in force is what was accepted, on every node\./);
  });

  it('counts events, moves and the times without one holder', () => {
    const all = [
      event(1, 'vip-no-holder', 1, { vip: 'edge', from: 'lb1' }),
      event(2, 'vip-held', 3, { vip: 'edge', to: 'lb2' }),
      event(3, 'vip-moved', 10, { vip: 'edge', from: 'lb2', to: 'lb1' }),
      event(4, 'server-down', 11),
      event(5, 'server-down', 12),
    ];
    const report = composeReport(facts({ events: { all, isComplete: true } }));
    assert.deepEqual(report.events.counts[0], { kind: 'server-down', count: 2 });
    assert.equal(report.vips[0]?.moves, 1);
    assert.equal(report.vips[0]?.outageMs, 120_000);
    assert.match(
      md({ events: { all, isComplete: true } }),
      /\| edge \| no node had it \| .* \| .* \| 2 min \|/,
    );
  });

  it('says when the journal does not reach back, or was changed', () => {
    assert.match(md({ events: { all: [], isComplete: false } }), /The journal does not reach back/);
    const broken = [{ file: '/s/events-1.jsonl', line: 3, message: 'This line is not as it was written.' }];
    const journal = { ...facts().journal, broken };
    assert.match(md({ journal }), /was changed in 1 places\.\n\n- \/s\/events-1\.jsonl:3: This line/);
  });

  it('shows drift as it is, line by line', () => {
    const patch = '--- accepted\n+++ in force\n@@ -1 +1 @@\n-maxconn 10\n+maxconn 20\n';
    const nodes = [
      {
        node: 'lb1',
        why: undefined,
        files: [{ path: 'haproxy.cfg', patch }],
        runtime: ['web/web1 has weight 7'],
      },
      { node: 'lb2', why: 'connection refused', files: [], runtime: [] },
    ];
    const text = md({ drift: { nodes, between: [] } });
    assert.match(text, /- lb1: web\/web1 has weight 7\n/);
    assert.match(text, /\n {4}-maxconn 10\n {4}\+maxconn 20\n/);
    assert.match(text, /What lb2 has in force is not known: connection refused/);
  });

  it('is the same as JSON after a round trip', () => {
    const report = composeReport(facts());
    assert.equal(JSON.stringify(JSON.parse(JSON.stringify(report))), JSON.stringify(report));
    assert.ok(!JSON.stringify(report).includes('routerIds'));
  });
});

describe('what others wrote, in a report', () => {
  const evil = (words: string): Partial<ReportFacts> => ({
    view: siteView({
      sentence: words,
      findings: [
        {
          code: 'node/x',
          about: '',
          severity: 'critical',
          message: words,
          remedy: words,
          at: '2026-01-01T00:00:00Z',
          node: words,
        },
      ],
    }),
    drift: {
      nodes: [{ node: words, why: undefined, files: [{ path: words, patch: words }], runtime: [words] }],
      between: [words],
    },
    events: { all: [{ ...event(1, 'odd', 1), text: words }], isComplete: true },
  });
  const TAGS = new Set(
    'html head meta title style body header main section h1 h2 h3 p ul li div table thead tbody tr th td pre time span figure figcaption svg g a path rect text'.split(
      ' ',
    ),
  );

  it('never becomes HTML of its own', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</style>',
        '"><img src=x onerror=y>',
        '&lt;b&gt;',
        '<!--',
        ']]>',
        '\u202eabc',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 4 }).map((all) => all.join('')),
        (words) => {
          const site = pageSite();
          const { name } = site.shape!.vips[0]!;
          const drawing = drawTopology(
            { ...site, shape: { ...site.shape!, vips: [{ ...site.shape!.vips[0]!, addresses: [words] }] } },
            VIEW_AT,
          );
          assert.ok(drawing?.boxes.some((box) => box.title === name));
          const text = html(evil(words), drawing);
          const tags = [...text.matchAll(/<\/?([^\s>]*)/g)].map(([, tag = '']) => tag.replace(/^!/, ''));
          for (const tag of tags) assert.ok(TAGS.has(tag) || tag === 'doctype', tag);
          assert.equal(text.match(/<section\b/g)?.length, html({}, drawing).match(/<section\b/g)?.length);
          assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never becomes a row, a heading or a link of Markdown', () => {
    const whole = md(evil('a | b\n# no\n[x](http://y) <b> `c` *d* www.z.org'));
    // A block of code is what stands between a paragraph and the next line that is not indented.
    const text = whole.replace(/^ {4}.*\n/gm, '');
    assert.doesNotMatch(text, /\n# no/);
    assert.doesNotMatch(text, /(?<!\\)<b>|(?<!\\)\[x|http:\/\/|(?<!\\)`c|www\.z/);
    const heads = text.split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(
      heads,
      md()
        .split('\n')
        .filter((line) => line.startsWith('#')),
    );
    for (const line of text.split('\n').filter((one) => one.startsWith('| critical')))
      assert.equal(line.match(/(?<!\\)\|/g)?.length, 6);
  });

  it('cannot load or run anything in a page that carries its own style', () => {
    const text = html({}, drawTopology(pageSite(), VIEW_AT));
    assert.match(text, /<svg/);
    assert.match(
      text,
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/]+=*'; /,
    );
    assert.doesNotMatch(text, /<script|<link|url\(|https?:/);
  });
});

describe('the moments of a report as HTML', () => {
  it('are told in the reader’s zone and in UTC, with the day where it is another', () => {
    assert.match(
      html(),
      /<time datetime="2026-01-02T04:00:00\.000Z">2026-01-02 05:00:00 CET <span class="utc">\(04:00:00 UTC\)<\/span><\/time>/,
    );
    const late = markMoments('since 2026-01-02 23:30:00 UTC', 'Europe/Berlin');
    assert.match(late, /2026-01-03 00:30:00 CET <span class="utc">\(2026-01-02 23:30:00 UTC\)/);
    assert.equal(markMoments('9999-99-99 99:99:99 UTC', 'UTC'), '9999-99-99 99:99:99 UTC');
  });
});

describe('times without one holder', () => {
  it('end with the next holder, or go on', () => {
    const told = [
      event(1, 'vip-two-holders', 0, { vip: 'edge', nodes: ['lb1', 'lb2'] }),
      event(2, 'vip-no-holder', 2, { vip: 'edge' }),
      event(3, 'vip-no-holder', 3, { vip: 'edge' }),
      event(4, 'vip-moved', 4, { vip: 'edge', from: 'lb1', to: 'lb2' }),
      event(5, 'vip-no-holder', 50, { vip: 'mail' }),
    ];
    assert.deepEqual(
      findOutages(told, VIEW_AT).map(({ vip, kind, to, ms }) => [vip, kind, to !== undefined, ms / 60_000]),
      [
        ['edge', 'two-holders', true, 2],
        ['edge', 'no-holder', true, 2],
        ['mail', 'no-holder', false, 10],
      ],
    );
  });

  it('are never negative, whatever the order of clocks', () => {
    const kinds = fc.constantFrom('vip-no-holder', 'vip-two-holders', 'vip-held', 'vip-moved', 'else');
    const one = fc.record({
      kind: kinds,
      minute: fc.integer({ min: -100, max: 100 }),
      vip: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(one), (all) => {
        const events = all.map(({ kind, minute, vip }, index) => event(index + 1, kind, minute, { vip }));
        for (const { ms } of findOutages(events, VIEW_AT)) assert.ok(ms >= 0);
      }),
    );
  });
});

describe('what a report asks for', () => {
  const journal = Array.from({ length: 3500 }, (_, index) => event(index + 1, 'odd', index / 100));
  const service = (all: readonly JournalEvent[]) => ({
    status: () => Promise.resolve(siteView()),
    history: () => Promise.resolve({ etag: '"1"', revisions: [] }),
    drift: () => Promise.resolve(facts().drift),
    verifyJournal: () => Promise.resolve(facts().journal),
    events: (from: number, limit: number) => {
      const first = from < 0 ? (all.at(from)?.seq ?? all[0]?.seq ?? 1) : from;
      return Promise.resolve(all.filter(({ seq }) => seq >= first).slice(0, limit));
    },
  });

  it('is every event of the time, in their order, each once', async () => {
    const { events } = await askReport(service(journal), VIEW_AT - HOUR + 60_000, VIEW_AT);
    assert.equal(events.isComplete, true);
    assert.deepEqual(
      events.all.map(({ seq }) => seq),
      journal.slice(100).map(({ seq }) => seq),
    );
  });

  it('tells when the journal began later', async () => {
    const rotated = journal.slice(2500);
    const { events } = await askReport(service(rotated), VIEW_AT - 2 * HOUR, VIEW_AT);
    assert.equal(events.isComplete, false);
    assert.equal(events.all.length, 1000);
  });

  it('is nothing of a journal that is empty', async () => {
    const { events } = await askReport(service([]), VIEW_AT - HOUR, VIEW_AT);
    assert.deepEqual(events, { all: [], isComplete: true });
  });
});
