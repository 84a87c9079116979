import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { compile, filesFor } from '../../../tests/support/apply-model/model-compile.ts';
import { ModelSite, same } from '../../../tests/support/apply-model/model-site.ts';
import { modelSpec } from '../../../tests/support/apply-model/model-spec.ts';

const RUNS = Number(process.env['HF_CHAOS_RUNS'] ?? 150);
const NAMES = ['lb1', 'lb2', 'lb3', 'lb4'];
const index = fc.nat({ max: 3 });
const seldom = <Value>(what: fc.Arbitrary<Value>, oneIn = 4) =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: what });

const chaos = fc.record({
  count: fc.integer({ min: 2, max: 4 }),
  coordinator: index,
  confirm: seldom(
    fc.record({ withinMs: fc.constantFrom(3_000, 20_000), afterMs: fc.integer({ min: 3_000, max: 25_000 }) }),
    2,
  ),
  rival: seldom(fc.record({ node: index, afterMs: fc.nat({ max: 12_000 }) })),
  takenBackAfterMs: seldom(fc.nat({ max: 8_000 }), 8),
  deaths: fc.array(
    fc.record({
      node: index,
      effect: fc.integer({ min: 1, max: 50 }),
      when: fc.constantFrom('dies before', 'dies after'),
    }),
    { maxLength: 3 },
  ),
  backAfterMs: fc.constantFrom(200, 3_000, 14_000, 40_000),
  cuts: fc.array(
    fc.record({
      from: index,
      to: index,
      both: fc.boolean(),
      atMs: fc.integer({ min: 300, max: 8_000 }),
      forMs: fc.nat({ max: 25_000 }),
    }),
    { maxLength: 2 },
  ),
  /** A node whose engines refuse the new release: when they are asked, or only when it is put in force. */
  refusing: seldom(fc.record({ node: index, late: fc.boolean() }), 8),
});

type Chaos = typeof chaos extends fc.Arbitrary<infer Value> ? Value : never;

async function run(plan: Chaos): Promise<ModelSite> {
  const nodes = NAMES.slice(0, plan.count);
  const name = (number: number) => nodes[number % nodes.length]!;
  const site = new ModelSite(nodes);
  await site.accept(modelSpec({ nodes }));
  for (const node of nodes) site.start(node);
  await site.clock.runUntil(500);

  let isOver = false;
  const born = new Map(nodes.map((node) => [node, site.machine(node).effects]));
  site.fate = (node, _, count) => {
    const death = plan.deaths.find(
      (one) => name(one.node) === node && count === (born.get(node) ?? 0) + one.effect,
    );
    return isOver || death === undefined ? 'goes on' : (death.when as 'dies before');
  };
  const { refusing } = plan;
  // Only the new releases are refused, and only by this node.
  site.refuses = (node, effect, files) => {
    if (isOver || refusing === undefined || node !== name(refusing.node)) return undefined;
    if (refusing.late && effect === 'validate') return undefined;
    return files.some(({ text }) => /"port": 8[12]\b/.test(text)) ? 'unknown keyword' : undefined;
  };
  const { clock } = site;
  const later = (ms: number, work: () => unknown) =>
    void clock.sleep(ms).then(async () => {
      if (isOver) return;
      try {
        await work();
      } catch {
        // An operator is told why not; what comes of it is what is tested.
      }
    });
  for (const { from, to, both, atMs, forMs } of plan.cuts) {
    const ways = [`${name(from)} ${name(to)}`, ...(both ? [`${name(to)} ${name(from)}`] : [])];
    later(atMs, () => ways.forEach((way) => site.cut.add(way)));
    later(atMs + forMs, () => ways.forEach((way) => site.cut.delete(way)));
  }
  const coordinator = name(plan.coordinator);
  later(0, () =>
    site.changes(coordinator).apply(
      {
        spec: modelSpec({ nodes, port: 81 }),
        file: 'a.yaml',
        ...(plan.confirm && { confirmMs: plan.confirm.withinMs }),
      },
      'ann',
    ),
  );
  const { confirm, rival, takenBackAfterMs } = plan;
  if (confirm !== undefined) later(confirm.afterMs, () => site.changes(coordinator).confirm('ann'));
  if (takenBackAfterMs !== undefined) later(takenBackAfterMs, () => site.changes(coordinator).undo('ann'));
  if (rival !== undefined)
    later(rival.afterMs, () =>
      site.changes(name(rival.node)).apply({ spec: modelSpec({ nodes, port: 82 }), file: 'b.yaml' }, 'bob'),
    );

  const rising = new Set<string>();
  const raise = () => {
    for (const node of nodes) {
      if (site.machine(node).daemon !== undefined || rising.has(node)) continue;
      rising.add(node);
      void clock.sleep(isOver ? 100 : plan.backAfterMs).then(() => {
        rising.delete(node);
        site.start(node);
      });
    }
  };
  await clock.runUntil(60_000, raise);
  isOver = true;
  site.cut.clear();
  await clock.runUntil(180_000, raise);
  return site;
}

/** All nodes have one revision in force, and nothing is on. */
function agreed(site: ModelSite): number {
  const ends = [...site.machines.values()].map(({ name, state, files, trial, apply }) => {
    const [whole] = state.whole;
    assert.ok(whole !== undefined);
    const compiled = compile(whole.spec, 'holdfast.yaml', whole.routerIds);
    assert.ok('site' in compiled);
    assert.ok(same(files, filesFor(compiled.site, name)), `${name}: its current revision is in force`);
    assert.deepEqual([trial, apply], [undefined, undefined], `${name}: nothing is left over`);
    return `${whole.number} ${whole.release}`;
  });
  assert.deepEqual([...new Set(ends)].length, 1, ends.join(', '));
  return Number(ends[0]!.split(' ')[0]);
}

it('leaves all nodes on one release, whatever dies, is cut off or refuses, and loses none that was kept', async () => {
  await fc.assert(
    fc.asyncProperty(chaos, async (plan) => {
      const site = await run(plan);
      const number = agreed(site);
      const kept = site.shown.filter(({ stage }) => stage === 'kept').map(({ revision }) => revision);
      assert.ok(number >= Math.max(1, ...kept), `revision ${Math.max(...kept)} was said to be kept`);
    }),
    { numRuns: RUNS, ...(process.env['HF_SEED'] && { seed: Number(process.env['HF_SEED']) }) },
  );
});
