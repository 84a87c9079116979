import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeWord, pageEvent, pageSite } from '../../../tests/support/page-site.ts';
import { applyProgress, siteView, VIEW_AT } from '../../../tests/support/site-view.ts';
import { frameOf, pageOf } from './frame.ts';
import type { Seen } from './seen.ts';
import { lineText, lineWidth } from './spans.ts';
import { beginTop, type TopState, VIEW_NAMES } from './top-state.ts';

const SIZE = { width: 80, height: 24 };

function seenWith(change: Partial<Seen> = {}): Seen {
  return {
    site: pageSite(),
    events: [
      pageEvent('vip-moved', -60_000, {
        text: 'edge moved from lb2 to lb1',
        fields: { vip: 'edge', to: 'lb1' },
      }),
    ],
    revisions: [
      {
        number: 12,
        site: 'web-edge',
        release: `sha256:${'ab'.repeat(32)}`,
        who: 'anna',
        at: '2026-01-01T00:00:00.000Z',
        note: 'more servers',
        routerIds: {},
      },
    ],
    lab: undefined,
    readOnly: undefined,
    siteWords: '',
    nowMs: VIEW_AT,
    ...change,
  };
}

const textOf = (state: TopState, seen = seenWith(), size = SIZE): string =>
  frameOf(state, seen, size).map(lineText).join('\n');

const silent = (why: string) => nodeWord({ why, heardAtMs: VIEW_AT - 3_000 });

test('every view of a healthy site fits 80 × 24 and says what it is about', () => {
  const words: Readonly<Record<string, RegExp>> = {
    now: /SERVING[\s\S]*edge held by lb1[\s\S]*redundancy full[\s\S]*web 3 of 3 up/,
    vips: /lb1 +YES +MASTER[\s\S]*lb2 +no +BACKUP[\s\S]*noticed after \d+ ms/,
    nodes: /lb1 +daemon answers[\s\S]*haproxy running pid/,
    pools: /3 of 3 up[\s\S]*> web1 +up 4 open +up 0 open/,
    sessions: /web1 +█+ +4/,
    changes: /none since[\s\S]*12 in force +.*anna/,
    timeline: /lb1 +vip-moved edge moved from lb2 to lb1/,
  };
  for (const view of VIEW_NAMES) assert.match(textOf(beginTop(view)), words[view] ?? /$^/, view);
});

test('two holders scream above all else, in words', () => {
  const view = siteView();
  const holders = ['lb1', 'lb2'].map((node) => ({ node, observedBy: node, ageMs: 0 }));
  const site = pageSite({ view: { ...view, vips: { edge: { ...view.vips['edge']!, holders } } } });
  const text = textOf(beginTop('pools'), seenWith({ site }));
  assert.match(text.split('\n')[0] ?? '', /TWO HOLDERS/);
  assert.match(text, /!! TWO HOLDERS: lb1 and lb2 have edge at once/);
});

test('when no daemon answers any more, it says for how long, and nothing below is green', () => {
  const words = { lb1: silent('nobody listens there'), lb2: silent('nobody listens there') };
  for (const view of VIEW_NAMES) {
    const frame = frameOf(beginTop(view), seenWith({ site: pageSite({ words }) }), SIZE);
    assert.match(lineText(frame[0] ?? []), /NOT SEEN NOW .*LOST 3\.0 s/);
    assert.match(frame.map(lineText).join('\n'), /NO DAEMON ANSWERS for 3\.0 s/);
    const inks = frame.flatMap((line) => line.map(({ ink }) => ink));
    assert.ok(!inks.includes('good'), view);
  }
});

test('before anybody was heard nothing is said to be well, nor to be lost', () => {
  for (const view of VIEW_NAMES) {
    const frame = frameOf(
      beginTop(view),
      seenWith({ site: undefined, events: [], revisions: undefined }),
      SIZE,
    );
    assert.match(lineText(frame[0] ?? []), /UNKNOWN .*looking/);
    assert.ok(!frame.flat().some(({ ink }) => ink === 'good' || ink === 'scream'), view);
  }
});

test('one silent daemon is named with its reason, and what it said is marked as old', () => {
  const site = pageSite({
    words: { lb1: nodeWord(), lb2: nodeWord({ why: 'nobody listens there', heardAtMs: VIEW_AT - 9_000 }) },
  });
  assert.match(
    textOf(beginTop(), seenWith({ site })),
    /The daemon of lb2 does not answer for 9\.0 s: nobody listens/,
  );
  assert.match(textOf(beginTop(), seenWith({ site })), /lb2 says lb1 9\.\d s ago OLD/);
  assert.match(textOf(beginTop('pools'), seenWith({ site })), /lb2 OLD/);
});

test('a change that waits for a confirmation counts down, with the command', () => {
  const progress = applyProgress({
    stage: 'unconfirmed',
    confirmBy: new Date(VIEW_AT + 42_000).toISOString(),
  });
  assert.match(
    textOf(beginTop('changes'), seenWith({ site: pageSite({ progress }) })),
    /taken back in 42 s unless confirmed holdfast confirm/,
  );
});

test('the plain page holds the whole view, however long it is', () => {
  const events = Array.from({ length: 100 }, (_, index) =>
    pageEvent('vrrp', index * 3_000 - 400_000, { text: `line ${index}.` }),
  );
  const text = pageOf(beginTop('timeline'), seenWith({ events }), 80).map(lineText).join('\n');
  assert.match(text, /line 0\.[^]*/);
  assert.match(text, /line 99\./);
});

/* Whatever is told, the frame is as large as the terminal. */

const word = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('界'.repeat(50), 'x'.repeat(300), '', 'a\nb\tc'),
);

const anySeen = fc
  .record({
    name: word,
    sentence: word,
    text: word,
    why: fc.option(word, { nil: undefined }),
    count: fc.integer({ min: 0, max: 40 }),
    sessions: fc.integer({ min: 0, max: 1_000_000 }),
    isSeen: fc.boolean(),
  })
  .map(({ name, sentence, text, why, count, sessions, isSeen }): Seen => {
    const view = siteView({ site: name, sentence });
    const servers = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `${index}${name.replaceAll('/', '')}`,
        { ...view.pools['web']!.servers['web1']!, sessions, lastCheck: text },
      ]),
    );
    const site = pageSite({
      view: { ...view, pools: { ...view.pools, [name === '' ? 'p' : name]: { servers } } },
      words: { lb1: nodeWord({ why }), [`${name}2`]: nodeWord({ why: text }) },
      progress: applyProgress({ sentence: text, note: sentence }),
    });
    return seenWith({
      site: isSeen ? site : undefined,
      events: [pageEvent(sentence, 0, { text, node: name })],
      lab: why,
      readOnly: why,
      siteWords: text,
    });
  });

const anyState = fc
  .record({
    view: fc.constantFrom(...VIEW_NAMES),
    filter: fc.oneof(fc.constant(''), word),
    isFiltering: fc.boolean(),
    isHelp: fc.boolean(),
    note: word,
    scroll: fc.integer({ min: 0, max: 1000 }),
    stage: fc.constantFrom('form', 'ask', 'doing', 'done', undefined),
  })
  .map(
    ({ view, filter, isFiltering, isHelp, note, scroll, stage }): TopState => ({
      ...beginTop(view, filter),
      isFiltering,
      isHelp,
      note,
      scroll: { [view]: scroll },
      action:
        stage === undefined
          ? undefined
          : {
              pool: 'web',
              server: 'web1',
              state: 'drain',
              field: 'reason',
              reason: note,
              forText: filter,
              stage,
              trouble: note,
              outcome: [note, filter],
              isDone: isHelp,
            },
    }),
  );

test('no frame is wider or taller than the terminal, nor smaller, whatever is told', () => {
  const size = fc.record({
    width: fc.integer({ min: 40, max: 200 }),
    height: fc.integer({ min: 1, max: 70 }),
  });
  fc.assert(
    fc.property(anySeen, anyState, size, (seen, state, { width, height }) => {
      const frame = frameOf(state, seen, { width, height });
      assert.equal(frame.length, height);
      for (const line of frame) assert.equal(lineWidth(line), width, JSON.stringify(lineText(line)));
    }),
    { numRuns: 150 },
  );
});

test('every view fits every width from 40 to 200, and no plain page is wider', () => {
  for (let width = 40; width <= 200; width += 1) {
    for (const view of VIEW_NAMES) {
      const frame = frameOf(beginTop(view), seenWith(), { width, height: 24 });
      assert.ok(
        frame.every((line) => lineWidth(line) === width),
        `${view} at ${width}`,
      );
      assert.ok(
        pageOf(beginTop(view), seenWith(), width).every((line) => lineWidth(line) <= width),
        `${view} at ${width}`,
      );
    }
  }
});
