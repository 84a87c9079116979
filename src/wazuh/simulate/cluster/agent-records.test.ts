import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedKeys } from '../shared-keys.ts';
import { AgentRecords } from './agent-records.ts';

function records(node: string): AgentRecords {
  const made = new AgentRecords(node);
  made.add(sharedKeys(2), 0);
  return made;
}

describe("a manager's database of agents", () => {
  it('tells the master once what has changed', () => {
    const worker = records('worker');
    assert.deepEqual(worker.takeUntold(), []);
    worker.startedUp('001');
    worker.keptAlive('001', '10.0.0.5', 'v4.14.7', 7);
    const told = worker.takeUntold();
    assert.deepEqual(
      told.map(({ id, status, node }) => [id, status, node]),
      [['001', 'active', 'worker']],
    );
    assert.deepEqual(worker.takeUntold(), []);
    worker.putBack(told);
    assert.equal(worker.takeUntold().length, 1);
  });

  it('of the master has the manager that told last', () => {
    const [master, one, two] = [records('master'), records('one'), records('two')];
    one.keptAlive('001', undefined, undefined, 1);
    two.keptAlive('001', undefined, undefined, 2);
    const [late, early] = [one.takeUntold(), two.takeUntold()];
    master.merge(early, 'two');
    master.merge(late, 'one');
    assert.equal(master.get('001')?.node, 'one', 'told late, though it was there before');
  });

  it('has an agent gone only by the manager that had it', () => {
    const [master, one, two] = [records('master'), records('one'), records('two')];
    one.keptAlive('001', undefined, undefined, 1);
    master.merge(one.takeUntold(), 'one');
    two.keptAlive('001', undefined, undefined, 2);
    master.merge(two.takeUntold(), 'two');
    one.reset();
    master.merge(one.takeUntold(), 'one');
    assert.equal(master.get('001')?.status, 'active');
    two.shutDown('001');
    master.merge(two.takeUntold(), 'two');
    assert.equal(master.get('001')?.status, 'disconnected');
  });

  it('has silent agents disconnected after their time', () => {
    const master = records('master');
    master.keptAlive('001', undefined, undefined, 100);
    master.keptAlive('002', undefined, undefined, 200);
    master.expire(150);
    assert.deepEqual([master.get('001')?.status, master.get('002')?.status], ['disconnected', 'active']);
  });
});
