import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile, filesFor } from '../../../tests/support/apply-model/model-compile.ts';
import { ModelSite, same } from '../../../tests/support/apply-model/model-site.ts';
import { modelSpec } from '../../../tests/support/apply-model/model-spec.ts';

async function aSite(nodes = ['lb1', 'lb2'], spec = modelSpec({ nodes })): Promise<ModelSite> {
  const site = new ModelSite([...nodes, ...(nodes.length < 3 ? ['lb3'] : [])]);
  await site.accept(spec);
  for (const node of site.machines.keys()) site.start(node);
  await site.clock.runUntil(500);
  return site;
}

function inForce(site: ModelSite, node: string): number | undefined {
  const { state, files } = site.machine(node);
  const { current, whole } = { current: state.current, whole: state.whole[0] };
  if (current === undefined || whole === undefined) return undefined;
  const compiled = compile(whole.spec, 'holdfast.yaml', whole.routerIds);
  assert.ok('site' in compiled);
  assert.ok(
    same(files, filesFor(compiled.site, node)),
    `${node} does not have revision ${current.number} in force`,
  );
  return current.number;
}

const NEXT = modelSpec({ nodes: ['lb1', 'lb2'], port: 81 });

describe('an apply', () => {
  it('is kept by all nodes, the standby first', async () => {
    const site = await aSite();
    const begun = await site.changes('lb1').apply({ spec: NEXT, file: 'web.yaml' }, 'ann');
    assert.equal(begun.stage, 'checking');
    await site.clock.runUntil(20_000);
    const last = site.shown.at(-1)!;
    assert.equal(last.stage, 'kept', last.sentence);
    assert.deepEqual([inForce(site, 'lb1'), inForce(site, 'lb2')], [2, 2]);
    const applying = site.shown.flatMap(({ nodes }) => nodes.filter(({ stage }) => stage === 'applying'));
    assert.equal(applying[0]?.node, 'lb2');
    assert.deepEqual(
      [...site.machines.values()].map(({ trial, apply }) => [trial, apply]),
      [
        [undefined, undefined],
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
  });
});
