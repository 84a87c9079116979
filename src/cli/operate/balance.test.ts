import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import type { BalanceView } from '../../node/balance/balance-view.ts';
import { balanceSite } from './balance.ts';
import { printBalance } from './print-balance.ts';

let told = '';
const command = new Command('balance')
  .exitOverride()
  .configureOutput({ writeErr: (text) => void (told += text) });

const UNEVEN: BalanceView = {
  pool: 'events',
  mode: 'suggest',
  decider: 'lb1',
  state: 'unbalanced',
  says: '203 of 610 sessions move: m3 gets 203',
  now: { m1: 305, m2: 305, m3: 0 },
  plan: {
    isBalanced: false,
    shares: { m1: 203, m2: 203, m3: 204 },
    moves: { m1: 101, m2: 102 },
    predicted: { m1: 204, m2: 203, m3: 203 },
    says: '203 of 610 sessions move: m3 gets 203',
  },
  takesMs: 2_030,
  by: 'sessions',
  run: undefined,
};
const EVEN: BalanceView = {
  ...UNEVEN,
  state: 'balanced',
  says: 'balanced: 3 servers',
  plan: { ...UNEVEN.plan!, isBalanced: true, moves: {} },
};
const RUN = {
  id: 'r1',
  who: 'anna',
  startedAt: '2026-01-02T03:00:00.000Z',
  endedAt: undefined,
  ended: undefined,
  says: 'on',
  before: UNEVEN.now,
  predicted: UNEVEN.plan!.predicted,
  moved: 0,
  of: 203,
  by: 'sessions',
} as const;

/** A site whose balances are these, one after the other; the last one stays. */
function site(...views: readonly BalanceView[]) {
  const asked: string[] = [];
  let look = 0;
  const doors = standInSite({
    lb1: {
      balances: () => Promise.resolve([views[Math.min(look++, views.length - 1)]!]),
      balance: (pool) => {
        asked.push(`begin ${pool}`);
        return Promise.resolve({ ...UNEVEN, state: 'moving', run: RUN });
      },
      stopBalance: (pool) => {
        asked.push(`stop ${pool}`);
        return Promise.resolve({ ...UNEVEN, state: 'unbalanced' });
      },
    },
  });
  return { asked, doors };
}

describe('holdfast balance', () => {
  it('shows now and afterwards, how many leave, how long it takes and by which means', () => {
    const text = printBalance(UNEVEN);
    assert.match(text, /^events: 610 sessions; unbalanced: 203 of 610 sessions move: m3 gets 203\n/);
    assert.match(text, /moving 203 takes about 2\.0 s, by closing idle sessions/);
    assert.match(text, /m1 +305 +203 +101 +204\n/);
  });

  it('changes nothing with --dry-run, and when all is even', async () => {
    for (const [view, options] of [
      [UNEVEN, { dryRun: true, output: 'table' }],
      [EVEN, { output: 'table' }],
    ] as const) {
      const { asked, doors } = site(view);
      const code = await balanceSite(doors, undefined, options, command);
      assert.deepEqual([code, asked], [0, []]);
    }
  });

  it('asks first, naming how many sessions move', async () => {
    const { asked, doors } = site(UNEVEN);
    told = '';
    await assert.rejects(balanceSite(doors, 'events', { output: 'table' }, command), { exitCode: 2 });
    assert.match(told, /Move 203 sessions of events\? Their clients connect again\./);
    assert.deepEqual(asked, []);
  });

  it('waits for the end: 0 when balanced, 1 when it stopped', async () => {
    for (const [how, expected] of [
      ['balanced', 0],
      ['stopped', 1],
    ] as const) {
      const on = { ...UNEVEN, state: 'moving', run: RUN } as const;
      const ended = { ...EVEN, run: { ...RUN, ended: how, endedAt: RUN.startedAt, moved: 203 } };
      const { asked, doors } = site(UNEVEN, on, ended);
      const code = await balanceSite(doors, 'events', { yes: true, output: 'json' }, command);
      assert.deepEqual([code, asked], [expected, ['begin events']]);
    }
  });

  it('ends what is on with --stop', async () => {
    const { asked, doors } = site(UNEVEN);
    const code = await balanceSite(doors, 'events', { stop: true, output: 'json' }, command);
    assert.deepEqual([code, asked], [0, ['stop events']]);
  });

  it('names the pools that can be spread when another one is asked for', async () => {
    const { doors } = site(UNEVEN);
    await assert.rejects(balanceSite(doors, 'evnts', { output: 'table' }, command), {
      code: 'cli/no-such-thing',
      remedy: /did you mean "events"/,
    });
  });
});
