import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';
import { ALL_FAULTS } from '../../src/drill/faults/all-faults.ts';
import type { RunFigures } from '../../src/drill/judge/figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import { openLab } from '../../src/lab/open-lab.ts';

/*
 * Each drill once, on real engines. The limits are wide: a machine that runs tests beside is noisy, and one run is no median.
 * `holdfast drill run all --lab` judges by the real ones.
 */

const SPEC = join(import.meta.dirname, '../../examples/web.yaml');
const LAB = `drills-${process.pid}`;
const LOAD = { runs: 1, rate: 200, requestMs: 0 };

type Check = (run: RunFigures) => void;

const lostAtMost =
  (most: number): Check =>
  ({ lost }) =>
    assert.ok(lost <= most, `${lost} lost`);
const outageAtMost =
  (most: number): Check =>
  ({ outageMs }) =>
    assert.ok(outageMs <= most, `out for ${outageMs} ms`);
const stays: Check = ({ holdersBefore, holdersAfter }) => assert.deepEqual(holdersAfter, holdersBefore);
const moves: Check = ({ holdersBefore, holdersAfter }) => assert.notDeepEqual(holdersAfter, holdersBefore);

const PROMISES: Readonly<Record<string, readonly Check[]>> = {
  'haproxy-crash': [lostAtMost(2), stays],
  'haproxy-freeze': [lostAtMost(5), ({ slowestMs }) => assert.ok(slowestMs >= 300 && slowestMs <= 1000)],
  'haproxy-reload': [lostAtMost(2), stays, ({ cut }) => assert.equal(cut, 0)],
  'haproxy-broken': [outageAtMost(1000), moves],
  'keepalived-crash': [lostAtMost(10), ({ twoHoldersMs }) => assert.ok(twoHoldersMs <= 500)],
  'node-loss': [outageAtMost(1000), moves, ({ cut }) => assert.equal(cut, 100)],
  'link-flap': [outageAtMost(1200)],
  partition: [({ twoHoldersMs }) => assert.ok(twoHoldersMs >= 500), outageAtMost(1000)],
  switchover: [lostAtMost(5), moves],
  'server-crash': [lostAtMost(3), stays],
  'foundation-crash': [lostAtMost(3), stays, ({ cut }) => assert.equal(cut, 0)],
};

async function drill(fault: string, lab = LAB): Promise<RunFigures> {
  const told: string[] = [];
  const outcomes = await orderDrill(await openLab(lab), { faults: [fault], ...LOAD }, (line) =>
    told.push(line),
  );
  const run = outcomes[0]?.report.runs[0];
  assert.ok(run !== undefined);
  assert.equal(run.holdersBefore.length, 1, told.join('\n'));
  assert.equal(run.holdersAfter.length, 1, told.join('\n'));
  assert.ok(run.sent >= 300 && run.sent <= 2200, told.join('\n'));
  assert.notEqual(run.recoveredMs, null, told.join('\n'));
  return run;
}

describe('a site of two balancers and three servers', () => {
  before(async () => assert.equal(await labUp({ file: SPEC, labName: LAB }), 0));
  after(() => labDown({ labName: LAB }));

  for (const { name, does } of ALL_FAULTS) {
    it(`survives ${name}: ${does}`, async () => {
      const run = await drill(name);
      const promises = PROMISES[name];
      assert.ok(promises !== undefined, 'every fault has its promise here');
      for (const holds of promises) holds(run);
    });
  }

  it('is put right when a drill is interrupted', async () => {
    const lab = await openLab(LAB);
    const hold = () => lab.site.nodes.some(({ name }) => existsSync(`${lab.dir}/${name}/hold`));
    const running = orderDrill(lab, { faults: ['node-loss'], ...LOAD }, () => {});
    const ended = assert.rejects(running, { code: 'drill/interrupted' });
    const deadline = performance.now() + 10_000;
    while (!hold()) {
      assert.ok(performance.now() < deadline, 'the drill never held a node back');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    process.emit('SIGTERM');
    await ended;
    assert.equal(hold(), false);
    // It begins only on a site that is well, so this proves that everything came back.
    await drill('haproxy-crash');
  });

  it('takes one drill at a time', async () => {
    const lab = await openLab(LAB);
    const first = orderDrill(lab, { faults: ['haproxy-crash'], ...LOAD }, () => {});
    await assert.rejects(
      orderDrill(lab, { faults: ['haproxy-crash'], ...LOAD }, () => {}),
      { code: 'drill/busy' },
    );
    await first;
  });
});

describe('other sites', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-drills-'));
  after(() => rmSync(dir, { recursive: true, force: true }));

  async function inLab(name: string, change: (spec: string) => string, work: (lab: string) => Promise<void>) {
    const file = join(dir, `${name}.yaml`);
    const lab = `${name}-${process.pid}`;
    writeFileSync(file, change(readFileSync(SPEC, 'utf8')));
    assert.equal(await labUp({ file, labName: lab }), 0);
    try {
      await work(lab);
    } finally {
      await labDown({ labName: lab });
    }
  }

  it('lose a server without loss also when each client keeps its server (balance source)', async () => {
    await inLab(
      'drills-source',
      (spec) => spec.replace('balance: roundrobin', 'balance: source'),
      async (lab) => {
        const run = await drill('server-crash', lab);
        lostAtMost(3)(run);
        assert.equal(run.cut, 100, 'the server that serves our only client was the one that was killed');
      },
    );
  });

  it('speak TCP as well', async () => {
    const tcp = (spec: string) =>
      spec
        .replace('mode: http', 'mode: tcp')
        .replace('web: http-echo', 'web: tcp-echo')
        .replace('{ http: /health, expect: 200, every: 1s, fall: 2, rise: 2 }', '{ tcp: true, every: 1s }');
    await inLab('drills-tcp', tcp, async (lab) => {
      const run = await drill('haproxy-crash', lab);
      lostAtMost(2)(run);
      assert.equal(run.cut, 100);
    });
  });
});
