import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { acceptance } from '../../../tests/support/acceptance.ts';
import { Fault } from '../../base/fault.ts';
import { addIntent } from '../intents/add-intent.ts';
import { openState } from './open-state.ts';

const DRAIN = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' } as const;

function aDirectory(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'hf-state-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function fault(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Fault && error.code === code;
}

describe('the state of a node', () => {
  it('is empty on a node that is new, and makes its own directory', async (t) => {
    const state = await openState(join(aDirectory(t), 'var', 'holdfast'));
    assert.deepEqual(
      [state.current, state.previous, state.revisions, state.kept, state.intents, state.troubles],
      [undefined, undefined, [], { routerIds: {} }, [], []],
    );
    await state.close();
  });

  it('is after a restart what it was', async (t) => {
    const dir = aDirectory(t);
    const first = await openState(dir);
    await first.accept(acceptance('one'));
    await first.accept(acceptance('two', { routerIds: { edge: 77, inner: 9 } }));
    await first.changeIntents((now) => addIntent(now, { wish: DRAIN, who: 'ann' }, 'lb1', 0));
    const { etag, revisions, intents, kept } = first;
    await first.close();

    const again = await openState(dir);
    assert.deepEqual([again.etag, again.revisions, again.intents], [etag, revisions, intents]);
    assert.deepEqual([again.current?.note, again.previous?.note], ['two', 'one']);
    assert.deepEqual(again.kept, kept);
    await again.close();
  });

  it('gives back spec and release byte for byte', async (t) => {
    const state = await openState(aDirectory(t));
    const given = acceptance('one');
    const { number } = await state.accept(given);
    const { spec, files, ...head } = await state.read(number);
    assert.deepEqual([spec, files], [given.spec, given.files]);
    assert.deepEqual(head, state.current);
    await state.close();
  });

  it('keeps as many revisions as it was told, and counts on', async (t) => {
    const dir = aDirectory(t);
    const state = await openState(dir, { keep: 3 });
    for (const word of ['one', 'two', 'three', 'four', 'five']) await state.accept(acceptance(word));
    assert.deepEqual(
      state.revisions.map(({ number }) => number),
      [5, 4, 3],
    );
    assert.deepEqual(readdirSync(join(dir, 'revisions')), ['000003', '000004', '000005']);
    await assert.rejects(state.read(1), fault('node/no-revision'));
    await state.close();
  });

  it('keeps the router id of a VIP that is gone, for when it returns', async (t) => {
    const state = await openState(aDirectory(t), { keep: 2 });
    await state.accept(acceptance('one', { routerIds: { edge: 77, inner: 9 } }));
    for (const word of ['two', 'three', 'four'])
      await state.accept(acceptance(word, { routerIds: { edge: 77 } }));
    assert.deepEqual(state.kept, { routerIds: { edge: 77, inner: 9 } });
    await state.close();
  });

  it('takes the number that the other nodes gave, and none twice', async (t) => {
    const state = await openState(aDirectory(t));
    await state.accept(acceptance('seventeen', { number: 17 }));
    assert.equal((await state.accept(acceptance('next'))).number, 18);
    await assert.rejects(state.accept(acceptance('late', { number: 17 })), fault('node/state-changed'));
    assert.equal(state.current?.note, 'next');
    await state.close();
  });

  it('lets of two writers that saw the same state one win', async (t) => {
    const state = await openState(aDirectory(t));
    const { etag } = state;
    const [one, two] = await Promise.allSettled([
      state.accept(acceptance('one'), etag),
      state.accept(acceptance('two'), etag),
    ]);
    assert.equal(one.status, 'fulfilled');
    assert.ok(two.status === 'rejected' && fault('node/state-changed')(two.reason));
    assert.equal(state.current?.note, 'one');
    await state.close();
  });

  it('has one etag on nodes that agree, and another after each change', async (t) => {
    const [left, right] = [await openState(aDirectory(t)), await openState(aDirectory(t))];
    const seen = new Set<string>();
    const steps = [
      async (state: typeof left) => void (await state.accept(acceptance('one'))),
      async (state: typeof left) => {
        await state.changeIntents((now) => addIntent(now, { wish: DRAIN, who: 'ann' }, 'lb1', 0));
      },
      async (state: typeof left) => void (await state.accept(acceptance('one'))),
    ];
    for (const step of steps) {
      await step(left);
      assert.notEqual(left.etag, right.etag);
      await step(right);
      assert.equal(left.etag, right.etag);
      assert.match(left.etag, /^"\d+-[0-9a-f]{16}"$/);
      seen.add(left.etag);
    }
    assert.equal(seen.size, steps.length);
    await left.close();
    await right.close();
  });

  it('belongs to one process at a time', async (t) => {
    const dir = aDirectory(t);
    const first = await openState(dir);
    await assert.rejects(openState(dir), fault('node/state-in-use'));
    await first.close();
    await (await openState(dir)).close();
  });

  it('tells a revision that somebody changed, and goes back to the newest whole one', async (t) => {
    const dir = aDirectory(t);
    const state = await openState(dir);
    await state.accept(acceptance('one'));
    await state.accept(acceptance('two'));
    await state.close();
    writeFileSync(join(dir, 'revisions/000002/files/lb2/haproxy.cfg'), 'changed\n');

    const again = await openState(dir);
    assert.equal(again.current?.note, 'one');
    const [told] = again.troubles;
    assert.equal(told?.code, 'node/revision-damaged');
    assert.match(told?.message ?? '', /Revision 2 .*files\/lb2\/haproxy\.cfg is not what was written/);
    assert.equal((await again.accept(acceptance('three'))).number, 3);
    await again.close();
  });

  it('takes from a peer the whole one for a damaged one', async (t) => {
    const dir = aDirectory(t);
    const state = await openState(dir);
    await state.accept(acceptance('one'));
    await state.accept(acceptance('two'));
    await state.close();
    rmSync(join(dir, 'revisions/000002/spec.yaml'));

    const again = await openState(dir);
    await again.accept(acceptance('two', { number: 2 }));
    assert.deepEqual([again.current?.note, again.troubles], ['two', []]);
    assert.equal((await again.read(2)).spec, acceptance('two').spec);
    await again.close();
  });

  it('sets intents that it cannot read aside instead of losing them', async (t) => {
    const dir = aDirectory(t);
    writeFileSync(join(dir, 'intents.json'), '[{"wish": {"kind": "of the future"}}]');
    const state = await openState(dir);
    assert.deepEqual(
      state.troubles.map(({ code }) => code),
      ['node/intents-unreadable'],
    );
    await state.changeIntents((now) => addIntent(now, { wish: DRAIN, who: 'ann' }, 'lb1', 0));
    assert.deepEqual([state.intents.length, state.troubles], [1, []]);
    assert.match(readFileSync(join(dir, 'intents.json.unreadable'), 'utf8'), /of the future/);
    await state.close();
  });

  it('goes on without a directory that cannot be made, and uses it as soon as it can', async (t) => {
    const dir = join(aDirectory(t), 'here');
    writeFileSync(dir, 'a file in the way');
    const state = await openState(dir);
    assert.deepEqual(
      state.troubles.map(({ code }) => code),
      ['node/cannot-read-state'],
    );
    await assert.rejects(state.accept(acceptance('one')), fault('node/cannot-store'));
    rmSync(dir);
    await state.accept(acceptance('one'));
    assert.deepEqual([state.current?.note, state.troubles], ['one', []]);
    await state.close();
  });

  it('refuses names that would lead out of its directory', async (t) => {
    const state = await openState(aDirectory(t));
    const [file] = acceptance('one').files;
    assert.ok(file !== undefined);
    const planted = acceptance('one', { files: [{ ...file, node: '../../etc' }] });
    await assert.rejects(state.accept(planted));
    assert.equal(state.current, undefined);
    await state.close();
  });

  it('can be checked by sha256sum', async (t) => {
    const dir = aDirectory(t);
    const state = await openState(dir);
    await state.accept(acceptance('one'));
    const cwd = join(dir, 'revisions/000001');
    assert.match(
      execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd, encoding: 'utf8' }),
      /spec\.yaml: OK/,
    );
    await state.close();
  });
});
