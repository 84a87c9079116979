import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AGENTS_FIGURES } from '../../../tests/support/agents-figures.ts';
import { printReportHtml } from '../../node/report/print-report-html.ts';
import { USUAL_PAIR } from '../usual-pair/usual-pair.ts';
import type { DrillStory, ToldDrill } from './drill-story.ts';
import { layOutDrills } from './lay-out-drills.ts';

const figures = {
  sent: 800,
  lost: 28,
  inFlight: 0,
  cut: 100,
  outageMs: 146.2,
  slowestMs: 12,
  holdersBefore: ['lb1'],
  holdersAfter: ['lb2'],
  twoHoldersMs: 0,
  recoveredMs: 900,
};
const course = {
  binMs: 50,
  ok: [10, 10, 0, 10],
  failed: [0, 0, 10, 0],
  slowestMs: [2, 3, null, 12],
  holds: [
    { node: 'lb1', fromMs: 0, toMs: 100 },
    { node: 'lb2', fromMs: 140, toMs: 200 },
  ],
  actsMs: [100],
  healedMs: 150,
  recoveredMs: 190,
  vip: 'edge',
  otherVips: [{ vip: 'mail', holds: [] }],
};
const told = (change: Partial<ToldDrill> = {}): ToldDrill => ({
  fault: 'node-loss',
  does: 'cuts cables',
  hurts: 'sessions end',
  wantedRuns: 2,
  done: [
    { figures, course },
    { figures: { ...figures, lost: 30 }, course },
  ],
  outcome: {
    report: { fault: 'node-loss', runs: [figures, { ...figures, lost: 30 }], verdict: 'pass' },
    reasons: [],
    courses: [course, course],
    clauses: [{ words: 'longest outage at most 250 in the median', holds: true, value: 146.2 }],
  },
  ...change,
});
const story = (change: Partial<DrillStory> = {}): DrillStory => ({
  site: 'web-edge',
  lab: 'web',
  startedAtMs: Date.UTC(2026, 0, 2, 4),
  endedAtMs: Date.UTC(2026, 0, 2, 4, 1),
  command: 'holdfast drill run node-loss --lab-name web',
  machine: 'two cores',
  rate: 200,
  requestMs: 0,
  drills: [told()],
  brokenOff: undefined,
  former: [],
  usual: USUAL_PAIR,
  before: undefined,
  after: undefined,
  ...change,
});
const html = (change?: Partial<DrillStory>) => printReportHtml(layOutDrills(story(change)));

describe('a report of drills', () => {
  it('has the verdict, what had to hold, each run as a picture, and the medians', () => {
    const text = html();
    assert.match(text, /<p class="lead good">pass<\/p>/);
    assert.match(text, /longest outage at most 250 in the median<\/td><td>146.2<\/td><td class="good">holds/);
    assert.equal(text.match(/<svg class="course-picture"/g)?.length, 2);
    assert.match(text, /<td>median<\/td><td>800<\/td><td>29<\/td>/);
    assert.match(text, />fault<.*>undone<.*>as before</s);
    assert.match(text, /10 of 40 new connections failed in 0.2 s; edge was with lb1, then lb2/);
  });

  it('sets it beside the usual pair, and says where that comes from', () => {
    const text = html();
    assert.match(text, /<td>longest outage<\/td><td>3061 ms<\/td><td>146 ms<\/td><td>146 ms<\/td>/);
    assert.match(text, /measured on 2026-11-21 by make bench: two labs on one machine with 2 cores/);
    assert.match(html({ usual: undefined }), /The usual pair was not measured in this fault/);
  });

  it('sets it beside earlier runs of the same fault in the lab alone', () => {
    const earlier = { startedAtMs: Date.UTC(2026, 0, 1), rate: 200, requestMs: 0, reasons: [] };
    const text = html({
      former: [
        { ...earlier, fault: 'node-loss', verdict: 'fail', runs: [{ ...figures, lost: 77 }] },
        { ...earlier, fault: 'node-loss', runs: [], trouble: 'it was ended' },
        { ...earlier, fault: 'switchover', verdict: 'pass', runs: [{ ...figures, lost: 999 }] },
      ],
    });
    assert.match(text, /<td class="bad">fail<\/td><td>1 at 200\/s<\/td><td>800<\/td><td>77<\/td>/);
    assert.match(text, /<td class="warn">it was ended<\/td>/);
    assert.doesNotMatch(text, /999/);
  });

  it('says what is known when it was broken off, and that it was', () => {
    const drills = [
      told(),
      told({ fault: 'partition', done: [{ figures, course }], outcome: undefined }),
      told({ fault: 'switchover', done: [], outcome: undefined }),
    ];
    const text = html({ drills, brokenOff: 'The drill was ended before it was done.' });
    assert.match(
      text,
      /Not done to its end: The drill was ended before it was done. 1 passed, 0 failed; 2 of 3/,
    );
    assert.match(text, /partition: 1 of 2 runs were done, no verdict/);
    assert.match(text, /switchover: 0 of 2 runs were done, no verdict/);
    assert.equal(text.match(/<svg class="course-picture"/g)?.length, 3);
  });

  it('tells what simulated agents had of it', () => {
    const text = html({
      drills: [told({ done: [{ figures: { ...figures, agents: AGENTS_FIGURES }, course }] })],
    });
    assert.match(
      text,
      /<td>100 of 300<\/td><td>102<\/td><td>0.1 s<\/td><td>1.3 s<\/td><td>not in time<\/td>/,
    );
  });

  it('never lets a name become markup, an address or a request', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</style><img src=//x>',
        '"/><a href="',
        '</title>',
        ']]>',
        '\ud800',
      ),
    );
    const shape = (text: string) => [...text.matchAll(/<\/?[a-z0-9]+/g)].map(String).join();
    const usual = shape(html({ former: [] }));
    fc.assert(
      fc.property(hostile, (words) => {
        const text = html({
          site: words,
          lab: words,
          command: words,
          machine: words,
          drills: [
            told({
              does: words,
              hurts: words,
              done: told().done.map((run) => ({
                ...run,
                course: {
                  ...course,
                  vip: words,
                  holds: course.holds.map((hold, at) => ({ ...hold, node: `${words}${at}` })),
                },
              })),
            }),
          ],
        });
        assert.equal(shape(text), usual);
        // What stands between quotes is a value, not another attribute.
        const bare = text.replaceAll(/"[^"]*"/g, '""');
        assert.doesNotMatch(bare, /<script|<[^>]* (?:src|on\w+|style)=/);
      }),
      { numRuns: 100 },
    );
  });
});
