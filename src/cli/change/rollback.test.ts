import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { PLAN_SPEC, planOf } from '../../../tests/support/a-plan.ts';
import { applyProgress, siteView, standing } from '../../../tests/support/site-view.ts';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import { beQuiet } from '../say.ts';
import { confirmApply } from './confirm.ts';
import { rollBack } from './rollback.ts';

const command = new Command('rollback').exitOverride().configureOutput({ writeErr: () => {} });
const revision = (number: number) => ({
  number,
  site: 'web-edge',
  release: '',
  who: 'anna',
  at: '2026-01-02T03:00:00.000Z',
  note: '',
  routerIds: {},
});
beQuiet();

/** What the daemon of lb1 was asked to do; lb2 coordinates the apply that is on, if one is. */
function site(onLb2: Partial<NodeDoor> = {}) {
  const asked: unknown[] = [];
  const doors = standInSite({
    lb1: {
      status: () => Promise.resolve(siteView()),
      history: () => Promise.resolve({ etag: '"3"', revisions: [revision(3), revision(2), revision(1)] }),
      revision: () => Promise.resolve({ ...revision(2), spec: PLAN_SPEC, files: [] }),
      plan: () =>
        Promise.resolve({
          plan: planOf(PLAN_SPEC, PLAN_SPEC),
          etag: '"3"',
          sessionsCut: {},
          unreachable: {},
        }),
      rollback: (order, _who, ifMatch) => {
        asked.push({ ...order, ifMatch });
        return Promise.resolve(applyProgress({ kind: 'rollback', stage: 'kept' }));
      },
    },
    lb2: onLb2,
  });
  return { asked, doors };
}

const rollback = (doors: ReturnType<typeof site>['doors'], number?: number, options = {}) =>
  rollBack(doors, number, { yes: true, output: 'json', ...options }, command);

describe('holdfast rollback', () => {
  it('takes the revision before the current one, or the one that is named', async () => {
    const { doors, asked } = site();
    assert.equal(await rollback(doors), 0);
    assert.equal(await rollback(doors, 1, { confirm: 60_000 }), 0);
    assert.deepEqual(asked, [
      { revision: 2, ifMatch: '"3"' },
      { revision: 1, confirmMs: 60_000, ifMatch: '"3"' },
    ]);
  });

  it('ends with 1 when there is no such revision', async () => {
    const { doors, asked } = site();
    assert.equal(await rollback(doors, 9), 1);
    assert.deepEqual(asked, []);
  });

  it('asks first', async () => {
    const { doors, asked } = site();
    await assert.rejects(rollback(doors, 2, { yes: false }), { exitCode: 2 });
    assert.deepEqual(asked, []);
  });

  it('takes back the apply that is on, whichever node coordinates it, and calls that a success', async () => {
    const { doors, asked } = site({
      progress: () => Promise.resolve(applyProgress({ stage: 'unconfirmed' })),
      undo: () => Promise.resolve(applyProgress({ stage: 'undone' })),
    });
    assert.equal(await rollback(doors), 0);
    assert.deepEqual(asked, []);
  });
});

it('rollback tells the daemon that it can reach of a peer’s apply too', async () => {
  const { lb1, ...rest } = siteView().members;
  const trial = { apply: 'a1', revision: 13, digest: '', until: '' };
  const members = { lb1: standing({ release: { ...lb1!.release!, trial } }), ...rest };
  let told = false;
  const doors = standInSite({
    lb2: {
      status: () => Promise.resolve(siteView({ members })),
      undo: () => {
        told = true;
        return Promise.resolve(applyProgress({ stage: 'undone' }));
      },
    },
  });
  assert.equal(await rollBack(doors, undefined, { yes: true, output: 'json' }, command), 0);
  assert.ok(told);
});

describe('holdfast confirm', () => {
  it('keeps the apply that waits, whichever node coordinates it', async () => {
    const { doors } = site({
      progress: () => Promise.resolve(applyProgress({ stage: 'unconfirmed' })),
      confirm: () => Promise.resolve(applyProgress({ stage: 'kept' })),
    });
    assert.equal(await confirmApply(doors, 'json'), 0);
  });

  it('leaves it to the daemon to say that there is nothing to confirm', async () => {
    await assert.rejects(confirmApply(site().doors, 'json'), /nobody asked for confirm/);
  });
});
