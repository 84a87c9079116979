import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import type { NodeSight } from '../../src/node/observe/look-at-node.ts';
import type { Change } from '../../src/node/status/change.ts';
import { composeView } from '../../src/node/status/compose-view.ts';
import { findChanges, isSettled } from '../../src/node/status/find-changes.ts';
import { type HolderMemory, NO_MEMORY } from '../../src/node/status/holder-memory.ts';
import type { NodeObservation } from '../../src/node/status/node-observation.ts';
import { rememberHolders } from '../../src/node/status/remember-holders.ts';
import { hearPeer, type PeerWord } from '../../src/node/status/site-facts.ts';
import type { SiteView } from '../../src/node/status/site-view.ts';
import { nodeObservation } from '../support/a-node-observation.ts';
import { waitUntil } from '../support/wait-until.ts';

/* What two daemons would say of a real pair while its VIP moves: looks by real processes in the nodes' networks. */

const ROOT = join(import.meta.dirname, '../..');
const LAB = `view-${process.pid}`;
const NODES = ['lb1', 'lb2'] as const;
type Name = (typeof NODES)[number];

const otherThan = (node: Name): Name => (node === 'lb1' ? 'lb2' : 'lb1');

/** Looks at one node from inside, and judges by what it sees and hears. */
class StandInDaemon {
  readonly node: Name;
  readonly changes: Change[] = [];
  readonly verdicts: string[] = [];
  view: SiteView | undefined;
  own: NodeObservation | undefined;
  readonly #lab: Lab;
  readonly #looker: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #memory: HolderMemory = NO_MEMORY;
  #settled: SiteView | undefined;
  #peer: PeerWord | undefined;

  constructor(lab: Lab, node: Name) {
    this.#lab = lab;
    this.node = node;
    const script = `import { lookAtNode } from '${ROOT}/src/node/observe/look-at-node.ts';
      import { createInterface } from 'node:readline';
      createInterface({ input: process.stdin }).on('line', async () =>
        console.log(JSON.stringify(await lookAtNode({ runDir: '${lab.dir}/${node}', timeoutMs: 2000 }))));`;
    const [file = '', ...args] = [...lab.enter(node), process.execPath, '--input-type=module', '-e', script];
    this.#looker = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#looker.stdout! })[Symbol.asyncIterator]();
  }

  async look(): Promise<void> {
    this.#looker.stdin!.write('look\n');
    const { value } = await this.#lines.next();
    const { sessions, ...sight } = JSON.parse(String(value)) as NodeSight;
    this.own = nodeObservation(this.node, false, { ...sight, sessions }, Date.now());
  }

  hear(observation: NodeObservation): void {
    this.#peer = hearPeer(this.#peer, { observation }, Date.now());
  }

  judge(): void {
    const nowMs = Date.now();
    const peers = this.#peer === undefined ? {} : { [otherThan(this.node)]: this.#peer };
    const facts = { site: this.#lab.site, seenBy: this.node, own: this.own!, peers, nowMs };
    this.#memory = rememberHolders(this.#memory, facts);
    this.view = composeView({ ...facts, intents: [], apply: undefined, since: this.#memory });
    this.verdicts.push(this.view.verdict);
    if (!isSettled(this.view)) return;
    this.changes.push(...findChanges(this.#settled, this.view));
    this.#settled = this.view;
  }

  end(): void {
    this.#looker.stdin!.end();
  }
}

describe('the view of a real pair', { concurrency: 1, timeout: 120_000 }, () => {
  let lab: Lab;
  let daemons: Record<Name, StandInDaemon>;

  before(async () => {
    assert.equal(await labUp({ file: join(ROOT, 'examples/web.yaml'), labName: LAB }), 0);
    lab = await openLab(LAB);
    daemons = { lb1: new StandInDaemon(lab, 'lb1'), lb2: new StandInDaemon(lab, 'lb2') };
  });

  after(async () => {
    for (const node of NODES) daemons[node].end();
    await labDown({ labName: LAB });
  });

  /** Each looks, judges by what it heard in the cycle before, then hears of the other. */
  async function cycle(): Promise<void> {
    for (const node of NODES) {
      await daemons[node].look();
      daemons[node].judge();
      daemons[otherThan(node)].hear(daemons[node].own!);
    }
  }

  async function untilBoth(what: string, condition: (view: SiteView) => boolean): Promise<void> {
    await waitUntil(what, 20_000, async () => {
      await cycle();
      return NODES.every((node) => daemons[node].view !== undefined && condition(daemons[node].view));
    });
  }

  const holder = (view: SiteView): string => view.vips['edge']!.holders.map(({ node }) => node).join();

  function forget(): void {
    for (const node of NODES) {
      daemons[node].changes.length = 0;
      daemons[node].verdicts.length = 0;
    }
  }

  async function give(to: Name): Promise<void> {
    for (const [node, value] of [
      [to, true],
      [otherThan(to), false],
    ] as const) {
      await askFoundation(`${lab.dir}/${node}/control.sock`, { do: 'bonus', vip: 'edge', value }, 5_000);
    }
  }

  it('is the same sentence on both nodes', async () => {
    await untilBoth('all is well', ({ redundancy }) => redundancy.level === 'full');
    const from = holder(daemons.lb1.view!);
    for (const node of NODES) {
      assert.match(
        daemons[node].view!.sentence,
        new RegExp(`: serving; ${from} holds edge.*; redundancy full$`),
      );
    }
  });

  it('tells a planned move once on each node, and no outage, no pair of holders', async () => {
    const from = holder(daemons.lb1.view!) as Name;
    const to = otherThan(from);
    forget();
    await give(to);
    await untilBoth('the VIP is there', (view) => holder(view) === to && view.redundancy.level === 'full');
    for (const node of NODES) {
      const { changes, verdicts, view } = daemons[node];
      const vips = changes.filter(({ kind }) => kind.startsWith('vip-'));
      assert.deepEqual(
        vips.map(({ kind, fields }) => [kind, fields['from'], fields['to']]),
        [['vip-moved', from, to]],
        JSON.stringify(changes),
      );
      assert.ok(!verdicts.includes('down') && !verdicts.includes('degraded'), verdicts.join());
      assert.match(view!.sentence, new RegExp(`${to} holds edge since \\d\\d:\\d\\d UTC`));
    }
    for (const node of NODES) {
      await askFoundation(
        `${lab.dir}/${node}/control.sock`,
        { do: 'bonus', vip: 'edge', value: null },
        5_000,
      );
    }
  });

  it('tells the end of Keepalived on the holder as a move to the other node, never as an outage', async () => {
    const from = holder(daemons.lb1.view!) as Name;
    const to = otherThan(from);
    forget();
    const { guests } = daemons[from].view!.nodes[from]!;
    const stop = [...lab.enter(from), 'kill', '-STOP', String(guests.keepalived.pid)];
    const resume = [...lab.enter(from), 'kill', '-CONT', String(guests.keepalived.pid)];
    await run(stop);
    await run([...lab.enter(from), 'pkill', '-KILL', '-P', String(guests.keepalived.pid)]).catch(
      () => undefined,
    );
    try {
      await untilBoth('the other node has the VIP', (view) =>
        view.vips['edge']!.holders.some(({ node }) => node === to),
      );
    } finally {
      await run(resume);
    }
    await untilBoth('all is well again', (view) => holder(view) === to && view.redundancy.level === 'full');
    for (const node of NODES) {
      const moved = daemons[node].changes.filter(({ kind }) => kind === 'vip-moved');
      assert.ok(
        moved.some(({ fields }) => fields['to'] === to),
        JSON.stringify(daemons[node].changes),
      );
      assert.ok(!daemons[node].verdicts.includes('down'), daemons[node].verdicts.join());
    }
  });
});

async function run([file = '', ...args]: readonly string[]): Promise<void> {
  const child = spawn(file, args, { stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${String(code)}`);
}
