import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../base/fault.ts';
import type { NodeDoor } from '../node/api/node-door.ts';
import { siteDoors } from './site-doors.ts';

/** Only what is asked for here: a door that answers, or that fails as told. */
function door(node: string, ready: () => Promise<unknown>, closed: string[] = []): NodeDoor {
  const where = `unix:/run/${node}.sock`;
  return { site: 'web-edge', node, where, ready, close: () => closed.push(node) } as unknown as NodeDoor;
}
const answers = () => Promise.resolve({ ready: false, reasons: ['haproxy is dead'] });
const refuses = () => Promise.reject(new Error('connect ECONNREFUSED'));
const site = (entries: readonly NodeDoor[]) =>
  siteDoors({
    entries: entries.map((one) => ({ node: one.node, door: one })),
    where: 'the lab web-edge',
    remedy: 'start it',
  });

describe('the doors of a site', () => {
  it('lead to the first daemon that answers, ready or not, and stay with it', async () => {
    const doors = site([door('lb1', refuses), door('lb2', answers), door('lb3', answers)]);
    assert.equal((await doors.door()).node, 'lb2');
    assert.equal(await doors.door(), await doors.door());
    assert.deepEqual(doors.nodes, ['lb1', 'lb2', 'lb3']);
  });

  it('lead to the node that is named, and tell the others when there is no such node', async () => {
    const doors = site([door('lb1', answers), door('lb2', answers)]);
    assert.equal((await doors.door('lb2')).node, 'lb2');
    await assert.rejects(doors.door('lb9'), { code: 'cli/unknown-node', remedy: /lb1, lb2/ });
  });

  it('say of everybody why nobody answers', async () => {
    const doors = site([door('lb1', refuses), door('lb2', () => Promise.reject(new Error('gone')))]);
    await assert.rejects(doors.door(), {
      code: 'cli/no-daemon',
      remedy: 'start it',
      evidence: 'unix:/run/lb1.sock: connect ECONNREFUSED\nunix:/run/lb2.sock: gone',
    });
  });

  it('do not hide a refused certificate behind a daemon that does not answer', async () => {
    const expired = new Fault('pki/other-authority', 'other', 'use the right one');
    const doors = site([door('lb1', refuses), door('lb2', () => Promise.reject(expired))]);
    await assert.rejects(doors.door(), expired);
  });

  it('are closed together', () => {
    const closed: string[] = [];
    site([door('lb1', answers, closed), door('lb2', answers, closed)]).close();
    assert.deepEqual(closed, ['lb1', 'lb2']);
  });
});
