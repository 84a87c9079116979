import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pageSite } from '../../../tests/support/page-site.ts';
import { siteView, VIEW_AT } from '../../../tests/support/site-view.ts';
import { frameOf } from './frame.ts';
import { pressKey } from './press-key.ts';
import type { Seen } from './seen.ts';
import { commandOf } from './server-action.ts';
import { lineText } from './spans.ts';
import { beginTop, type Order, type TopState } from './top-state.ts';

const SIZE = { width: 80, height: 24 };
const SEEN: Seen = {
  site: pageSite(),
  events: [],
  revisions: [],
  lab: 'web',
  readOnly: undefined,
  siteWords: ' --lab-name web',
  nowMs: VIEW_AT,
};

/** The keys one after the other; each word of capitals is one key, other texts are their letters. */
function press(keys: readonly string[], from: TopState = beginTop(), seen = SEEN) {
  let state = from;
  const orders: Order[] = [];
  for (const key of keys.flatMap((text) => (/^[A-Z]{2,}[A-Z_]*$/.test(text) ? [text] : [...text]))) {
    const pressed = pressKey(state, key, seen, SIZE);
    state = pressed.state;
    if (pressed.order !== undefined) orders.push(pressed.order);
  }
  return { state, orders };
}

test('number keys and arrows choose views', () => {
  assert.equal(press(['4']).state.view, 'pools');
  assert.equal(press(['7', 'RIGHT']).state.view, 'now');
  assert.equal(press(['1', 'LEFT']).state.view, 'timeline');
});

test('a filter leaves the lines that hold its words, and Escape forgets it', () => {
  const { state } = press(['4', '/web3', 'ENTER']);
  const text = frameOf(state, SEEN, SIZE).map(lineText).join('\n');
  assert.match(text, /> web3/);
  assert.doesNotMatch(text, /web1/);
  assert.match(text, /only "web3"/);
  assert.equal(press(['ESCAPE'], state).state.filters.pools, '');
});

test('the choice stays with its server when servers before it come and go', () => {
  const { state } = press(['4jj']);
  assert.equal(state.chosen.pools, 'web/web3');
  const view = siteView();
  const { web1: _, ...servers } = view.pools['web']!.servers;
  const seen = { ...SEEN, site: pageSite({ view: { ...view, pools: { web: { servers } } } }) };
  assert.match(frameOf(state, seen, SIZE).map(lineText).join('\n'), /> web3/);
});

test('a drain is asked once, with its reason and its end, and ordered as the command that was shown', () => {
  const { state, orders } = press(['4', 'j', 'd', 'kernel update', 'ENTER', '2h', 'ENTER']);
  assert.deepEqual(orders, []);
  const { action } = state;
  assert.ok(action);
  assert.equal(
    commandOf(action, SEEN),
    "holdfast server drain web/web2 --reason 'kernel update' --for 2h --lab-name web",
  );
  assert.match(frameOf(state, SEEN, SIZE).map(lineText).join('\n'), /Do it\? y = yes, n = no/);
  assert.deepEqual(press(['y'], state).orders, [
    {
      do: 'wish',
      wish: { kind: 'server-state', pool: 'web', server: 'web2', state: 'drain' },
      why: 'kernel update',
      forMs: 7_200_000,
    },
  ]);
  for (const no of ['n', 'q', 'ESCAPE', 'ENTER']) {
    const { state: after, orders: none } = press([no], state);
    assert.deepEqual([after.action, none], [undefined, []]);
  }
});

test('letters of a reason do nothing else, and an end that is no duration is not taken', () => {
  const { state, orders } = press(['4', 'd', 'q1d?/', 'ENTER', 'soon', 'ENTER']);
  assert.equal(state.action?.reason, 'q1d?/');
  assert.equal(state.action?.stage, 'form');
  assert.match(state.action?.trouble ?? '', /duration/);
  assert.deepEqual(orders, []);
});

test('a server that is drained already is brought back', () => {
  const intent = {
    id: '1@lb1',
    wish: { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' },
    who: 'anna',
    why: '',
    at: '2026-01-01T00:00:00.000Z',
    until: null,
    version: { counter: 1, node: 'lb1' },
    idle: false,
  } as const;
  const seen = { ...SEEN, site: pageSite({ view: siteView({ intents: [intent] }) }) };
  const { orders } = press(['4', 'd', 'y'], beginTop(), seen);
  assert.deepEqual(orders, [
    {
      do: 'wish',
      wish: { kind: 'server-state', pool: 'web', server: 'web1', state: 'ready' },
      why: '',
      forMs: undefined,
    },
  ]);
});

test('the last server of a pool is not drained without a loud word', () => {
  const view = siteView();
  const { web1 } = view.pools['web']!.servers;
  const seen = {
    ...SEEN,
    site: pageSite({ view: { ...view, pools: { web: { servers: { web1: web1! } } } } }),
  };
  const { state } = press(['4', 'd'], beginTop(), seen);
  assert.match(frameOf(state, seen, SIZE).map(lineText).join('\n'), /NO OTHER SERVER of web is up/);
});

test('who may look only is told so, and asked nothing', () => {
  const seen = { ...SEEN, readOnly: 'eve is a viewer and may look only.' };
  const { state, orders } = press(['4', 'd'], beginTop(), seen);
  assert.equal(state.action, undefined);
  assert.equal(state.note, 'eve is a viewer and may look only.');
  assert.deepEqual(orders, []);
});

test('q and Ctrl-C leave, from wherever one is in the second case', () => {
  assert.deepEqual(press(['q']).orders, [{ do: 'quit', code: 0 }]);
  for (const before of [['?'], ['/abc'], ['4', 'd'], ['4', 'd', 'x', 'ENTER', 'ENTER']]) {
    assert.deepEqual(press([...before, 'CTRL_C']).orders, [{ do: 'quit', code: 130 }]);
  }
});

test('nothing but y orders anything, and no key breaks a frame', () => {
  const key = fc.constantFrom(
    ...['1', '2', '3', '4', '5', '6', '7', 'j', 'k', 'g', 'G', ' ', 'd', '/', '?', 'n', 'x', '界'],
    ...[
      'UP',
      'DOWN',
      'PAGE_UP',
      'PAGE_DOWN',
      'HOME',
      'END',
      'ENTER',
      'ESCAPE',
      'BACKSPACE',
      'TAB',
      'SHIFT_TAB',
      'CTRL_U',
    ],
  );
  const size = fc.record({
    width: fc.integer({ min: 40, max: 200 }),
    height: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), size, (keys, { width, height }) => {
      let state = beginTop();
      for (const one of keys) {
        const pressed = pressKey(state, one, SEEN, { width, height });
        assert.equal(pressed.order, undefined);
        state = pressed.state;
        assert.equal(frameOf(state, SEEN, { width, height }).length, height);
      }
    }),
    { numRuns: 100 },
  );
});
