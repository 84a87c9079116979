import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { siteView } from '../../../tests/support/site-view.ts';
import type { Intent } from '../../node/intents/intent.ts';
import type { SiteView } from '../../node/status/site-view.ts';
import { paint } from '../paint.ts';
import { printIntent } from './print-intent.ts';
import { consequenceOf } from './server.ts';

const name = { pool: 'web', server: 'web1' };
const drain = { kind: 'server-state', ...name, state: 'drain' } as const;

function onlyUp(...up: readonly string[]): SiteView {
  const { servers } = siteView().pools['web']!;
  const states = Object.entries(servers).map(([server, seen]) => [
    server,
    { ...seen, state: up.includes(server) ? ('up' as const) : ('down' as const) },
  ]);
  return siteView({ pools: { web: { servers: Object.fromEntries(states) } } });
}

describe('who takes a server away', () => {
  it('is told when no other one is up', () => {
    assert.match(consequenceOf(onlyUp('web1'), name, drain)!, /new sessions will be refused/);
    assert.match(
      consequenceOf(onlyUp('web1'), name, { kind: 'server-weight', ...name, weight: 0 })!,
      /new sessions will be refused/,
    );
  });

  it('is told nothing where the others are not seen', () => {
    const { servers } = siteView().pools['web']!;
    const states = Object.entries(servers).map(([server, seen]) => [
      server,
      { ...seen, state: 'unknown' as const },
    ]);
    const view = siteView({ pools: { web: { servers: Object.fromEntries(states) } } });
    assert.equal(consequenceOf(view, name, drain), undefined);
  });

  it('is told nothing while another one is up, or when it is brought back', () => {
    assert.equal(consequenceOf(onlyUp('web1', 'web2'), name, drain), undefined);
    assert.equal(consequenceOf(onlyUp('web1'), name, { ...drain, state: 'ready' }), undefined);
    assert.equal(consequenceOf(onlyUp(), name, { kind: 'server-weight', ...name, weight: 5 }), undefined);
  });
});

it('an answer says what is wanted, by whom, until when, what each node did, and who gets it later', () => {
  const intent: Intent = {
    id: '3@lb1',
    wish: drain,
    who: 'anna',
    why: 'kernel update',
    at: '2026-01-02T03:00:00.000Z',
    until: '2026-01-02T06:00:00.000Z',
    version: { counter: 3, node: 'lb1' },
  };
  assert.equal(
    printIntent(
      { intent, nodes: { lb1: 'told HAProxy' }, later: ['lb2'] },
      paint(false),
      Date.UTC(2026, 0, 2, 4),
    ),
    'web/web1: drain by anna until 06:00 UTC (kernel update)\n' +
      '  lb1: told HAProxy\n' +
      '  lb2 does not answer; it gets this when it returns\n',
  );
});
