import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveLab } from '../support/live-lab.ts';
import { randomFrom } from '../support/random-from.ts';
import { WEB_SPEC, withLine, withWeight } from '../support/web-spec.ts';

/*
 * Applies of every kind, with one daemon or both killed at random moments, and some that stay away for a while: all nodes
 * come to one of the two releases, the same, and no VIP is ever on two.
 */

const VIP = '10.77.0.100';
const KILLS = Number(process.env['HOLDFAST_KILLS'] ?? 40);
const SEED = Number(
  process.env['HOLDFAST_SEED'] ?? (process.env['CI'] === undefined ? Date.now() % 1_000_000 : 20_261_121),
);

/** A daemon that is away for longer in the middle of a change of VRRP may leave two holders until it is back (docs/concepts/apply.md). */
const PROMISED_MS = 7_000;

let live: LiveLab;
before(
  async () => {
    live = await LiveLab.up('e', WEB_SPEC);
  },
  { timeout: 60_000 },
);
after(async () => {
  await live.down();
});

/** Specs that differ from any other turn's: told at run time, by a reload, by a VIP that is interrupted. */
const CHANGES: Readonly<Record<string, (turn: number) => string>> = {
  runtime: (turn) => withWeight(turn + 2),
  reload: (turn) =>
    withLine('balance: roundrobin', `balance: ${turn % 2 ? 'leastconn' : 'random'}`, withWeight(turn + 2)),
  interrupted: (turn) =>
    withLine(
      'address: 10.77.0.100/24',
      `address: 10.77.0.100/24\n    vrrp: { routerId: ${60 + (turn % 100)} }`,
      withWeight(turn + 2),
    ),
};

describe('daemons that are killed at random moments of applies of every kind', { timeout: 1_800_000 }, () => {
  const random = randomFrom(SEED);
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  for (let turn = 0; turn < KILLS; turn += 1) {
    const kind = oneOf(Object.keys(CHANGES));
    const coordinator = oneOf(['lb1', 'lb2']);
    const killed = oneOf([['lb1'], ['lb2'], ['lb1', 'lb2']]);
    const staysAway = random() < 0.25;
    const afterMs = Math.floor(random() * 2_500);
    const how = `${killed.join(' and ')}${staysAway ? ', for a while,' : ''}`;
    it(`${how} ${afterMs} ms after an order (${kind}) to ${coordinator} (turn ${turn} of HOLDFAST_SEED=${SEED})`, async () => {
      const former = await live.quiet();
      const sinceUs = Date.now() * 1_000;
      const spec = CHANGES[kind]!(turn);
      const pids = await Promise.all(killed.map((node) => live.daemonPid(node)));
      const { release } = await live.door(coordinator).apply({ spec, file: 'web.yaml' }, 'test');
      await pause(afterMs);
      if (staysAway) {
        await Promise.all(killed.map((node) => live.holdDaemon(node)));
        await pause(random() * (kind === 'interrupted' ? PROMISED_MS : 14_000));
        for (const node of killed) live.returnDaemon(node);
      } else for (const pid of pids) process.kill(pid, 'SIGKILL');
      const now = await live.quiet();
      assert.ok([former, release].includes(now), `${now} is neither ${former} nor ${release}`);
      assert.deepEqual(live.twoHolders(VIP, sinceUs), []);
    });
  }
});
