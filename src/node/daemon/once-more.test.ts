import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onceMore } from './once-more.ts';

describe('work that is asked for while it runs', () => {
  it('is done once more afterwards, however often it was asked for', async () => {
    const log: string[] = [];
    let release = (): void => undefined;
    const run = onceMore(async () => {
      log.push('begin');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      log.push('end');
    });
    const first = run();
    const others = [run(), run(), run()];
    assert.deepEqual(log, ['begin']);
    release();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(log, ['begin', 'end', 'begin']);
    release();
    await Promise.all(others);
    assert.deepEqual(log, ['begin', 'end', 'begin', 'end']);
  });

  it('tells whoever asked that it failed, and runs the next time', async () => {
    let fails = true;
    const run = onceMore(async () => {
      await Promise.resolve();
      if (fails) throw new Error('no');
    });
    const [one, two] = [run(), run()];
    await assert.rejects(one, /no/);
    await assert.rejects(two, /no/);
    fails = false;
    await run();
  });
});
