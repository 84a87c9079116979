import assert from 'node:assert/strict';
import { existsSync, watch } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApplyStage } from '../../src/node/apply/apply-progress.ts';
import { LiveLab } from '../support/live-lab.ts';
import { randomFrom } from '../support/random-from.ts';
import { waitUntil } from '../support/wait-until.ts';
import { withWeight } from '../support/web-spec.ts';

/*
 * A daemon or a command line that is killed with -9 at any step of an apply: every node comes to one of the two releases,
 * all to the same, without a hand; the VIP has one holder all the time, and no client notices.
 */

const NODES = ['lb1', 'lb2'] as const;
type Node = (typeof NODES)[number];

/** Random kills of a run of its own; a seed makes them again. */
const KILLS = Number(process.env['HOLDFAST_KILLS'] ?? 6);
const SEED = Number(
  process.env['HOLDFAST_SEED'] ?? (process.env['CI'] === undefined ? Date.now() % 1_000_000 : 20_261_121),
);

let live: LiveLab;
let weight = 1;

before(
  async () => {
    live = await LiveLab.up('k', withWeight(1));
  },
  { timeout: 60_000 },
);
after(async () => {
  await live.down();
});

/** A step of an apply, and how it is seen from outside at the moment that it happens. */
interface Step {
  readonly name: string;
  readonly seen: (by: {
    readonly coordinator: Node;
    readonly other: Node;
    readonly next: number;
  }) => Promise<unknown>;
  readonly confirmMs?: number;
  /** What comes of it when the coordinator, or the other node's daemon, is killed then. */
  readonly ends: { readonly coordinator: readonly End[]; readonly other: readonly End[] };
}
type End = 'former' | 'new';

const EITHER: readonly End[] = ['former', 'new'];
const STEPS: readonly Step[] = [
  {
    name: 'nodes are checked',
    seen: async () => undefined,
    ends: { coordinator: ['former'], other: EITHER },
  },
  {
    name: 'the apply is written down',
    seen: ({ coordinator }) => appears(live.state(coordinator), 'apply.json'),
    ends: { coordinator: ['former'], other: EITHER },
  },
  {
    name: 'the first trial begins',
    seen: () => appears(live.state('lb2'), 'trial.json'),
    ends: { coordinator: ['former'], other: EITHER },
  },
  {
    name: 'the second trial begins',
    seen: () => appears(live.state('lb1'), 'trial.json'),
    ends: { coordinator: ['former'], other: EITHER },
  },
  {
    name: 'it waits for a confirmation',
    seen: ({ coordinator }) => stage(coordinator, 'unconfirmed'),
    confirmMs: 3_000,
    ends: { coordinator: ['former'], other: ['former'] },
  },
  {
    name: 'the coordinator has accepted it',
    seen: ({ coordinator, next }) => appears(live.state(coordinator, 'revisions'), folderOf(next)),
    ends: { coordinator: ['new'], other: ['new'] },
  },
  {
    name: 'the coordinator keeps it, the other not yet',
    seen: ({ coordinator }) => disappears(live.state(coordinator), 'trial.json'),
    ends: { coordinator: ['new'], other: ['new'] },
  },
];

describe('a daemon that is killed while a release is applied', { timeout: 300_000 }, () => {
  for (const [index, step] of STEPS.entries()) {
    for (const victim of ['coordinator', 'other'] as const) {
      // Each node is both in turn, whether it holds the VIP or not.
      const coordinator = NODES[(index + (victim === 'other' ? 1 : 0)) % 2]!;
      const other = coordinator === 'lb1' ? 'lb2' : 'lb1';
      it(`${victim} (${victim === 'other' ? other : coordinator}), when ${step.name}`, async () => {
        const killed = victim === 'other' ? other : coordinator;
        const { end, kinds } = await applyAndKill({
          coordinator,
          killed,
          ...(step.confirmMs !== undefined && { confirmMs: step.confirmMs }),
          when: (next) => step.seen({ coordinator, other, next }),
        });
        assert.ok(step.ends[victim].includes(end), `${end}; ${kinds.join(', ')}`);
        assert.ok(kinds.includes('daemon-started'), kinds.join(', '));
      });
    }
  }
});

describe('a command line that is killed', { timeout: 120_000 }, () => {
  for (const [moment, words] of [
    ['at once', []],
    ['while it tells the progress', []],
    ['while it waits for a confirmation', ['--confirm', '3s', '--wait']],
  ] as const) {
    it(`${moment}: the apply goes on in the daemon, and ends by itself`, async () => {
      const before = await live.quiet();
      const { revision } = (await live.observe('lb1')).release;
      weight += 1;
      const from = await live.lastEvent('lb1');
      const command = live.begin(
        'apply',
        '-f',
        live.write('next.yaml', withWeight(weight)),
        '--yes',
        ...words,
      );
      if (moment === 'while it tells the progress') await appears(live.state('lb1'), 'apply.json');
      else if (moment === 'at once') await pause(150);
      else await stage('lb1', 'unconfirmed');
      command.kill('SIGKILL');
      if (moment === 'while it tells the progress')
        await waitUntil('kept', 20_000, async () => (await live.observe('lb1')).release.revision > revision);
      const after = await live.quiet();
      const told = (await live.eventsSince('lb1', from)).map(({ kind }) => kind);
      if (words.length > 0) assert.ok(told.includes('trial-undone'), told.join(', '));
      if (words.length > 0) assert.equal(after, before);
    });
  }
});

describe('a daemon that is killed at random moments of applies', { timeout: 300_000 }, () => {
  const random = randomFrom(SEED);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const coordinator = NODES[Math.floor(random() * 2)]!;
    const killed = NODES[Math.floor(random() * 2)]!;
    const afterMs = Math.floor(random() * 1_500);
    it(`${killed} ${afterMs} ms after an order to ${coordinator} (HOLDFAST_SEED=${SEED})`, async () => {
      await applyAndKill({ coordinator, killed, when: () => pause(afterMs) });
    });
  }
});

describe('all that', { timeout: 60_000 }, () => {
  it('was noticed by no client, and the VIP never had two holders', async () => {
    const { failed, all } = await live.traffic.end();
    assert.ok(all > 500, String(all));
    assert.deepEqual(failed, []);
    assert.deepEqual(
      live.watch.ledger.holds().map(({ node, toUs }) => [node, toUs]),
      [['lb1', undefined]],
    );
  });
});

interface Kill {
  readonly coordinator: Node;
  readonly killed: Node;
  readonly confirmMs?: number;
  readonly when: (next: number) => Promise<unknown>;
}

/** @returns on which release the site came to rest, and what the killed daemon told since */
async function applyAndKill({ coordinator, killed, confirmMs, when }: Kill) {
  const former = await live.quiet();
  const { revision } = (await live.observe(coordinator)).release;
  const from = await live.lastEvent(killed);
  const pid = await live.daemonPid(killed);
  weight += 1;
  const spec = withWeight(weight);
  const seen = when(revision + 1);
  seen.catch(() => undefined);
  const order = { spec, file: 'web.yaml', ...(confirmMs !== undefined && { confirmMs }) };
  const { release } = await live.door(coordinator).apply(order, 'test');
  await seen;
  process.kill(pid, 'SIGKILL');
  const after = await live.quiet();
  const kinds = (await live.eventsSince(killed, from)).map(({ kind }) => kind);
  assert.ok([former, release].includes(after), `${after} is neither ${former} nor ${release}`);
  return { end: (after === release ? 'new' : 'former') as End, kinds };
}

/** Until a file is seen in a folder, by the kernel's word. */
async function appears(dir: string, name: string): Promise<void> {
  await changed(dir, name, true);
}

/** Until a file that was there, or comes, is gone. */
async function disappears(dir: string, name: string): Promise<void> {
  await appears(dir, name);
  await changed(dir, name, false);
}

async function changed(dir: string, name: string, there: boolean): Promise<void> {
  const abort = AbortSignal.timeout(20_000);
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(dir, () => look());
    const look = () => {
      if (existsSync(`${dir}/${name}`) !== there) return;
      watcher.close();
      resolve();
    };
    abort.addEventListener('abort', () => {
      watcher.close();
      reject(new Error(`${dir}/${name} was waited for in vain`));
    });
    look();
  });
}

async function stage(node: Node, wanted: ApplyStage): Promise<void> {
  await waitUntil(wanted, 20_000, async () => (await live.door(node).progress())?.stage === wanted);
}

function folderOf(revision: number): string {
  return String(revision).padStart(6, '0');
}
