import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CountTable } from './count-table.ts';

const PLACE = ['web', '10.0.0.1:80'] as const;

describe('CountTable', () => {
  it('counts each try of a request for the server that was tried', () => {
    const table = new CountTable();
    table.note({
      pool: 'web',
      tries: [
        { address: '10.0.0.1:80', ended: 'failed' },
        { address: '10.0.0.2:80', ended: 'error' },
      ],
    });
    assert.deepEqual(table.of(...PLACE), { perSecond: 0, total: 1, failed: 1, errors: 0 });
    assert.deepEqual(table.of('web', '10.0.0.2:80'), { perSecond: 0, total: 1, failed: 0, errors: 1 });
  });

  it('says how many a second came in the last five looks', () => {
    const table = new CountTable();
    for (let look = 0; look < 20; look += 1) {
      for (let line = 0; line < 30; line += 1)
        table.note({ pool: 'web', tries: [{ address: PLACE[1], ended: 'ok' }] });
      table.endLook(1_000);
    }
    assert.deepEqual(table.of(...PLACE), { perSecond: 30, total: 600, failed: 0, errors: 0 });
    for (let look = 0; look < 5; look += 1) table.endLook(1_000);
    assert.equal(table.of(...PLACE).perSecond, 0);
  });

  it('knows a pool in any case, as nginx does', () => {
    const table = new CountTable();
    table.note({ pool: 'web', tries: [{ address: PLACE[1], ended: 'ok' }] });
    assert.equal(table.of('Web', PLACE[1]).total, 1);
  });

  it('does not grow without end when strangers write', () => {
    const table = new CountTable();
    for (let stranger = 0; stranger < 30_000; stranger += 1)
      table.note({ pool: 'web', tries: [{ address: `a${stranger}`, ended: 'ok' }] });
    assert.equal(table.of('web', 'a29999').total, 0);
    assert.equal(table.of('web', 'a0').total, 1);
  });
});
