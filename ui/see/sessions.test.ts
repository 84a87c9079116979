import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageEvent, pageSite } from '../../tests/support/page-site.ts';
import { siteView } from '../../tests/support/site-view.ts';
import { balanceRuns } from './balance-runs.ts';
import { managersOf } from './managers.ts';

describe('the history of a pool’s spread', () => {
  const begun = pageEvent('balance-begun', 0, {
    text: 'on',
    fields: {
      pool: 'events',
      run: 'r1',
      who: 'anna',
      of: 9,
      before: { m1: 9, m2: 0 },
      predicted: { m1: 5, m2: 4 },
    },
  });
  const ended = pageEvent('balance-ended', 900, {
    text: 'balanced: 2 servers',
    fields: { pool: 'events', run: 'r1', who: 'anna', how: 'balanced', moved: 4, of: 4, tookMs: 880 },
  });

  it('is one line a run, of its beginning and its end', () => {
    assert.deepEqual(balanceRuns([begun, ended], 'events'), [
      {
        run: 'r1',
        at: begun.at,
        who: 'anna',
        moved: 4,
        of: 4,
        tookMs: 880,
        how: 'balanced',
        says: 'balanced: 2 servers',
        before: 'm1 9, m2 0',
        predicted: 'm1 5, m2 4',
      },
    ]);
  });

  it('says of a run whose end was not told that it is on, and nothing of other pools', () => {
    assert.equal(balanceRuns([begun], 'events')[0]?.how, undefined);
    assert.deepEqual(balanceRuns([begun, ended], 'web'), []);
  });
});

describe('managers', () => {
  const wazuh = {
    managers: [
      { name: 'm1', address: '10.0.0.1' },
      { name: 'm2', address: '10.0.0.2' },
    ],
    discover: true,
    api: [],
    pool: 'events',
  };
  const wish = (manager: string, address: string | null) => ({
    id: '1@lb1',
    wish: { kind: 'manager' as const, manager, address },
    who: 'holdfast',
    why: 'the cluster lists it',
    at: '2026-01-02T03:00:00.000Z',
    until: null,
    version: { counter: 1, node: 'lb1' },
    idle: false,
  });

  it('are those of the spec and those that were discovered, with why, also when they are gone', () => {
    const site = pageSite();
    const rows = managersOf({
      ...site,
      shape: { ...site.shape!, wazuh },
      view: { ...siteView(), intents: [wish('m3', '10.0.0.3'), wish('m2', null)] },
    });
    assert.deepEqual(
      rows.map(({ name, role, from, isGone }) => [name, role, from, isGone]),
      [
        ['m1', 'master', 'the spec', false],
        ['m3', 'worker', 'holdfast: the cluster lists it', false],
        ['m2', 'worker', 'holdfast: the cluster lists it', true],
      ],
    );
  });

  it('are none where there is no cluster', () => assert.deepEqual(managersOf(pageSite()), []));
});
