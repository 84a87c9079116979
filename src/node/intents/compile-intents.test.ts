import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPool, aServer, aSite, aVip } from '../../../tests/support/a-site.ts';
import { compileHaproxy } from '../../engines/haproxy/compile/compile-haproxy.ts';
import { printHaproxy } from '../../engines/haproxy/grammar/print.ts';
import type { Site } from '../../site/site.ts';
import { addIntent } from './add-intent.ts';
import { compileIntents, idleIntents } from './compile-intents.ts';
import type { Intents, Wish } from './intent.ts';

function wanted(...wishes: readonly Wish[]): Intents {
  return wishes.reduce<Intents>((all, wish) => addIntent(all, { wish, who: 'ann' }, 'lb1', 0), []);
}

const state = (server: string, word: 'drain' | 'maint', pool = 'web'): Wish => ({
  kind: 'server-state',
  pool,
  server,
  state: word,
});
const weight = (server: string, number: number): Wish => ({
  kind: 'server-weight',
  pool: 'web',
  server,
  weight: number,
});
const holder = (node: string): Wish => ({ kind: 'vip-holder', vip: 'edge', node });

/** The server lines of lb1's haproxy.cfg, without what stands before the name. */
function serverLines(site: Site): string[] {
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const { text } = printHaproxy(compileHaproxy(site, node, { kind: 'host', runDir: () => '/run/holdfast' }));
  return text
    .split('\n')
    .filter((line) => line.trim().startsWith('server web'))
    .map((line) => line.trim().replace(/^server /, ''));
}

test('without intents a site is the very same', () => {
  const site = aSite();
  assert.equal(compileIntents(site, []), site);
  assert.equal(compileIntents(site, wanted(state('gone', 'drain'), holder('gone'))), site);
});

test('a drained server has weight 0, one in maintenance is disabled, in the file of every node', () => {
  const site = compileIntents(
    aSite(),
    wanted(state('web1', 'drain'), state('web3', 'maint'), weight('web2', 7)),
  );
  assert.deepEqual(serverLines(site), [
    'web1 10.77.0.21:8080 weight 0',
    'web2 10.77.0.22:8080 weight 7',
    'web3 10.77.0.23:8080 weight 1 backup disabled',
  ]);
});

test('a drained server stays drained whatever weight it shall have, and has that afterwards', () => {
  const both = wanted(weight('web1', 7), state('web1', 'drain'));
  assert.match(serverLines(compileIntents(aSite(), both))[0] ?? '', /weight 0$/);
  const after = addIntent(
    both,
    { wish: { ...state('web1', 'drain'), state: 'ready' } as Wish, who: 'ann' },
    'lb1',
    1,
  );
  assert.match(serverLines(compileIntents(aSite(), after))[0] ?? '', /weight 7$/);
});

test('an intent is about one server of one pool', () => {
  const pools = [aPool(), aPool({ name: 'api', servers: [aServer('web1')] })];
  const site = compileIntents(aSite({ pools }), wanted(state('web1', 'maint', 'api')));
  assert.deepEqual(
    site.pools.map(({ servers }) => servers.map(({ disabled }) => disabled ?? false)),
    [[false, false, false], [true]],
  );
});

test('the preferred holder has the highest priority, the others keep their order and all numbers stay', () => {
  const nodes = ['lb1', 'lb2', 'lb3'];
  const [first] = aVip().holders;
  assert.ok(first !== undefined);
  const vip = aVip({ holders: nodes.map((node, rank) => ({ ...first, node, priority: 40 - 10 * rank })) });
  const site = compileIntents(aSite({ vips: [vip] }), wanted(holder('lb3')));
  assert.deepEqual(
    site.vips[0]?.holders.map(({ node, priority }) => [node, priority]),
    [
      ['lb3', 40],
      ['lb1', 30],
      ['lb2', 20],
    ],
  );
});

test('the spec is left as it was, and what is compiled cannot be changed', () => {
  const before = JSON.stringify(aSite());
  const site = aSite();
  const compiled = compileIntents(site, wanted(state('web1', 'drain')));
  assert.equal(JSON.stringify(site), before);
  assert.ok(Object.isFrozen(compiled.pools[0]?.servers[0]));
});

test('an intent about what the site does not have is named as idle', () => {
  const force = wanted(
    state('web1', 'drain'),
    state('gone', 'drain'),
    holder('gone'),
    { kind: 'pause', node: null, paused: true },
    { kind: 'pause', node: 'gone', paused: true },
  );
  assert.deepEqual(
    idleIntents(aSite(), force).map(({ wish }) => JSON.stringify(wish).includes('gone')),
    [true, true, true],
  );
});
