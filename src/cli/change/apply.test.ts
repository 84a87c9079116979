import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Command } from 'commander';
import { PLAN_SPEC, planOf } from '../../../tests/support/a-plan.ts';
import { applyProgress } from '../../../tests/support/site-view.ts';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { PlanAnswer } from '../../node/api/node-service.ts';
import { specRefused } from '../../node/apply/apply-faults.ts';
import { beQuiet } from '../say.ts';
import { applySpec } from './apply.ts';
import { loadPlanFile } from './planned-spec.ts';

const dir = mkdtempSync('/tmp/holdfast-test-');
const spec = join(dir, 'web.yaml');
const NEXT = PLAN_SPEC.replace('web1: 10.77.0.21', 'web9: 10.77.0.29');
const command = new Command('apply').exitOverride().configureOutput({ writeErr: () => {} });

before(() => {
  beQuiet();
  writeFileSync(spec, NEXT);
});
after(() => {
  // A spec with errors sets it for the whole process.
  process.exitCode = undefined;
  rmSync(dir, { recursive: true, force: true });
});

/** What the daemon was told to apply, and a site whose daemon plans from `PLAN_SPEC` to `NEXT`. */
function site(change: Partial<PlanAnswer> = {}, door: Partial<NodeDoor> = {}) {
  const asked: unknown[] = [];
  const answer = { plan: planOf(PLAN_SPEC, NEXT), etag: '"7"', sessionsCut: {}, unreachable: {}, ...change };
  const doors = standInSite({
    lb1: {
      plan: () => Promise.resolve(answer),
      apply: (order, _who, ifMatch) => {
        asked.push({ order, ifMatch });
        return Promise.resolve(applyProgress({ stage: 'kept' }));
      },
      ...door,
    },
  });
  return { asked, doors, answer };
}

const apply = (doors: ReturnType<typeof site>['doors'], options = {}, plan?: string) =>
  applySpec(
    doors,
    plan === undefined ? undefined : loadPlanFile(plan),
    { file: spec, output: 'json', ...options },
    command,
  );

describe('holdfast apply', () => {
  it('orders what was planned, with the etag of the plan, and ends with 0 when it is kept', async () => {
    const { doors, asked, answer } = site();
    assert.equal(await apply(doors, { yes: true, confirm: 60_000, note: 'more servers' }), 0);
    const { before: former, after: next } = answer.plan;
    const order = {
      spec: NEXT,
      file: spec,
      note: 'more servers',
      confirmMs: 60_000,
      planned: { before: former, after: next },
    };
    assert.deepEqual(asked, [{ order, ifMatch: '"7"' }]);
  });

  it('changes nothing where nobody can be asked and --yes was not said', async () => {
    const { doors, asked } = site();
    await assert.rejects(apply(doors), { code: 'commander.error', exitCode: 2, message: /--yes/ });
    assert.deepEqual(asked, []);
  });

  it('changes nothing while a node does not answer, unless --partial', async () => {
    const unreachable = { lb2: 'connection refused' };
    const refused = site({ unreachable });
    assert.equal(await apply(refused.doors, { yes: true }), 1);
    assert.deepEqual(refused.asked, []);
    const partial = site({ unreachable });
    assert.equal(await apply(partial.doors, { yes: true, partial: true }), 0);
    assert.equal(partial.asked.length, 1);
  });

  it('has nothing to do when files and spec are what they are', async () => {
    const plan = planOf(NEXT, NEXT);
    const accepted = (text: string): Partial<NodeDoor> => ({
      history: () => Promise.resolve({ etag: '"7"', revisions: [{ number: 3 }] as never }),
      revision: () => Promise.resolve({ spec: text } as never),
    });
    const same = site({ plan }, accepted(NEXT));
    assert.equal(await apply(same.doors), 0);
    assert.deepEqual(same.asked, []);
    const other = site({ plan }, accepted(`# told to others\n${NEXT}`));
    assert.equal(await apply(other.doors, { yes: true }), 0);
    assert.equal(other.asked.length, 1, 'another spec with the same files is a revision of its own');
  });

  it('refuses a plan when spec, files or state are not what they were', async () => {
    const { doors, asked, answer } = site();
    const plan = join(dir, 'tonight.plan');
    const digest = `sha256:${'0'.repeat(64)}`;
    const write = (inputs: object, etag = '"7"') => {
      const { before: former, after: next } = answer.plan;
      const all = { spec, specDigest: digest, target: 'host', before: former, after: next, ...inputs };
      writeFileSync(plan, JSON.stringify({ version: 1, inputs: all, plan: answer.plan, etag }));
    };
    const { createHash } = await import('node:crypto');
    const specDigest = `sha256:${createHash('sha256').update(NEXT).digest('hex')}`;
    for (const stale of [{}, { specDigest, before: digest }, { specDigest, after: digest }]) {
      write(stale);
      assert.equal(await apply(doors, { yes: true }, plan), 1, JSON.stringify(stale));
    }
    write({ specDigest }, '"6"');
    assert.equal(await apply(doors, { yes: true }, plan), 1);
    assert.deepEqual(asked, []);
    write({ specDigest });
    assert.equal(await apply(doors, { yes: true }, plan), 0);
    assert.equal(asked.length, 1);
  });

  it('takes no other file for a plan', () => {
    assert.throws(() => loadPlanFile(spec), { code: 'cli/not-a-plan' });
    assert.throws(() => loadPlanFile(join(dir, 'none')), { code: 'cli/not-a-plan' });
  });

  it('ends with 1 on a spec with errors, which the daemon refuses, and changes nothing', async () => {
    const broken = join(dir, 'broken.yaml');
    writeFileSync(broken, NEXT.replace('vip: edge', 'vip: egde'));
    const { doors, asked } = site({}, { plan: () => Promise.reject(specRefused(broken, [])) });
    assert.equal(await applySpec(doors, undefined, { file: broken, output: 'json' }, command), 1);
    assert.deepEqual(asked, []);
  });

  it('tells a refusal for which it finds no reason here', async () => {
    const { doors } = site({}, { plan: () => Promise.reject(specRefused(spec, [])) });
    await assert.rejects(apply(doors), { code: 'node/spec-refused' });
  });

  it('ends with 1 on a file that is no text, and asks no daemon', async () => {
    const broken = join(dir, 'latin1.yaml');
    writeFileSync(broken, Buffer.from(`${NEXT}# \xe4\n`, 'latin1'));
    const options = { file: broken, output: 'json' } as const;
    assert.equal(await applySpec(standInSite({ lb1: {} }), undefined, options, command), 1);
  });
});
