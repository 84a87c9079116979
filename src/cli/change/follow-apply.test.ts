import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyProgress } from '../../../tests/support/site-view.ts';
import { standInDoor } from '../../../tests/support/stand-in-door.ts';
import type { ApplyProgress } from '../../node/apply/apply-progress.ts';
import { followApply } from './follow-apply.ts';

const options = { onLine: () => {}, wait: false, signal: new AbortController().signal };

/** A daemon that answers one after the other, and the last for good. */
function answering(...answers: readonly (ApplyProgress | undefined | Error)[]) {
  let asked = 0;
  return () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

describe('following an apply', () => {
  it('ends with its end, and has told each stage on the way', async () => {
    const lines: string[] = [];
    const progress = answering(applyProgress({ stage: 'applying' }), applyProgress({ stage: 'kept' }));
    const door = standInDoor('lb1', { progress });
    const last = await followApply(door, applyProgress(), { ...options, onLine: (line) => lines.push(line) });
    assert.equal(last.stage, 'kept');
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['checking', 'applying'],
    );
  });

  it('ends when it waits for confirm, or goes on to its end when asked to wait', async () => {
    const progress = () =>
      answering(applyProgress({ stage: 'unconfirmed' }), applyProgress({ stage: 'undone' }));
    const door = () => standInDoor('lb1', { progress: progress() });
    assert.equal((await followApply(door(), applyProgress(), options)).stage, 'unconfirmed');
    assert.equal((await followApply(door(), applyProgress(), { ...options, wait: true })).stage, 'undone');
  });

  it('bears a daemon that is silent for a while', async () => {
    const door = standInDoor('lb1', {
      progress: answering(new Error('gone'), applyProgress({ stage: 'kept' })),
    });
    assert.equal((await followApply(door, applyProgress(), options)).stage, 'kept');
  });

  it('says that it goes on there when the daemon stays silent', async () => {
    const door = standInDoor('lb1', { progress: answering(new Error('ECONNREFUSED')) });
    await assert.rejects(followApply(door, applyProgress(), { ...options, patienceMs: 0 }), {
      code: 'cli/apply-out-of-sight',
      message: /revision 13 was checking when unix:\/run\/lb1\.sock stopped/,
      evidence: 'ECONNREFUSED',
    });
  });

  it('asks the history when the daemon was started again', async () => {
    const { revision: number, release } = applyProgress();
    const revision = { number, release, site: '', who: '', at: '', note: '', routerIds: {} };
    const history = (revisions: readonly (typeof revision)[]) => () =>
      Promise.resolve({ etag: 'x', revisions });
    const progress = answering(undefined);
    const hasty = { ...options, patienceMs: 0 };
    const kept = standInDoor('lb1', { progress, history: history([revision]) });
    assert.equal((await followApply(kept, applyProgress(), options)).stage, 'kept');
    const lost = standInDoor('lb1', { progress, history: history([]) });
    await assert.rejects(followApply(lost, applyProgress(), hasty), { code: 'cli/apply-out-of-sight' });
  });

  it('waits until a daemon that was started again sees what it was at', async () => {
    const progress = answering(undefined, undefined, applyProgress({ stage: 'undone' }));
    const history = () => Promise.resolve({ etag: 'x', revisions: [] });
    const door = standInDoor('lb1', { progress, history });
    assert.equal((await followApply(door, applyProgress(), options)).stage, 'undone');
  });

  it('stops looking when the operator looks away', async () => {
    const door = standInDoor('lb1', { progress: answering(applyProgress()) });
    const last = await followApply(door, applyProgress(), { ...options, signal: AbortSignal.abort() });
    assert.equal(last.stage, 'checking');
  });
});
