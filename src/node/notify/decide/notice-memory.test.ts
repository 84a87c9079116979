import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aChannel } from '../../../../tests/support/a-channel.ts';
import { aSite } from '../../../../tests/support/a-site.ts';
import { aSiteView } from '../../../../tests/support/a-site-view.ts';
import type { JournalEvent } from '../../journal/record.ts';
import type { SiteView } from '../../status/site-view.ts';
import { lookAround, NEW_MEMORY, type NoticeMemory } from './notice-memory.ts';

const SITE = aSite({ notify: [aChannel({ kind: 'command', argv: ['/bin/true'] })] });

/** Looks at views one after the other, a minute apart and each twice, and says what was told. */
function told(...views: readonly SiteView[]): string[] {
  let memory: NoticeMemory = NEW_MEMORY;
  const words: string[] = [];
  views.forEach((view, minute) => {
    for (const second of [0, 50]) {
      const step = lookAround(SITE, view.seenBy, memory, view, [], (minute * 60 + second) * 1_000);
      memory = JSON.parse(JSON.stringify(step.memory)) as NoticeMemory;
      for (const { alerts } of step.notices) words.push(...alerts.map(({ key, state }) => `${key} ${state}`));
    }
  });
  return words;
}

const happened = (
  kind: string,
  fields: JournalEvent['fields'],
  seq = 1,
  text = 'It happened.',
): JournalEvent => ({
  seq,
  at: new Date(0).toISOString(),
  kind,
  text,
  fields,
});

function toldOf(events: readonly JournalEvent[], node = 'lb1'): string[] {
  const { notices } = lookAround(SITE, node, NEW_MEMORY, aSiteView({}, node), events, 0);
  return notices.flatMap(({ alerts }) =>
    alerts.map(({ key, severity, title }) => `${severity} ${key}: ${title}`),
  );
}

const all = (key: string, words: readonly string[]) => words.filter((word) => word.startsWith(key));

test('a finding is told when it is found and when it is gone', () => {
  assert.deepEqual(told(aSiteView(), aSiteView({ web1: 'down' }), aSiteView()), [
    'web-edge/server/web/web1/node/server-down firing',
    'web-edge/server/web/web1/node/server-down resolved',
  ]);
});

test('what is found for a moment only is not told', () => {
  const [first] = [lookAround(SITE, 'lb1', NEW_MEMORY, aSiteView({ holders: [] }), [], 0)];
  assert.deepEqual([first.notices, first.nextMs], [[], 1_000]);
  const second = lookAround(SITE, 'lb1', first.memory, aSiteView(), [], 500);
  assert.deepEqual([second.notices, second.nextMs, second.memory.seen], [[], undefined, {}]);
});

test('what cannot be seen any more is left as it was: a server that nobody sees is not up', () => {
  const blind = aSiteView({ web1: 'unknown' });
  assert.deepEqual(told(aSiteView({ web1: 'down' }), blind), [
    'web-edge/server/web/web1/node/server-down firing',
  ]);
  assert.equal(told(aSiteView({ web1: 'down' }), blind, aSiteView()).length, 2);
});

test('what a peer had found is not over because the peer is silent', () => {
  const found = {
    ...aSiteView({ web1: 'down' }, 'lb2').findings[0]!,
    code: 'foundation/stranger',
    about: '',
  };
  const words = told(aSiteView({}, 'lb1', { findings: [found] }), aSiteView({ away: ['lb2'] }), aSiteView());
  assert.deepEqual(all('web-edge/node/lb2/foundation/stranger', words), [
    'web-edge/node/lb2/foundation/stranger firing',
    'web-edge/node/lb2/foundation/stranger resolved',
  ]);
  assert.equal(words[1], 'web-edge/node/lb2/node/peer-unreachable firing');
});

test('servers of which so many are down that they are found as one are not told to be up', () => {
  const [one] = aSiteView({ web1: 'down' }).findings;
  const many = aSiteView({ web1: 'down' }, 'lb1', { findings: [{ ...one!, about: 'pool/web' }] });
  const words = told(aSiteView({ web1: 'down' }), many, aSiteView());
  assert.deepEqual(words.slice(0, 2), [
    'web-edge/server/web/web1/node/server-down firing',
    'web-edge/pool/web/node/server-down firing',
  ]);
  assert.equal(words.length, 4);
});

test('a moved VIP is told by the sender alone, though every node writes it down', () => {
  const moved = happened(
    'vip-moved',
    { vip: 'edge', from: 'lb2', to: 'lb1' },
    1,
    'edge moved from lb2 to lb1',
  );
  assert.deepEqual(toldOf([moved]), ['warning web-edge/vip/edge/vip-moved: VIP edge moved from lb2 to lb1']);
  assert.deepEqual(toldOf([moved], 'lb2'), []);
});

test('an apply that failed is told by the node that ran it; one that a person took back is news, no failure', () => {
  const undone = happened('apply-undone', { apply: 'a1', kind: 'apply', code: 'node/apply-failed' });
  assert.deepEqual(toldOf([undone], 'lb2'), ['warning web-edge/site/apply-undone: It happened']);
  const wish = happened('apply-undone', { apply: 'a1', kind: 'apply' });
  assert.deepEqual(toldOf([wish]), ['info web-edge/site/apply-kept: It happened']);
});

test('events that mean nothing to people are not told', () => {
  assert.deepEqual(
    toldOf([happened('verdict-changed', {}), happened('toString', {}), happened('finding-new', {})]),
    [],
  );
});
