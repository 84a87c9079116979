import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { NginxCounts } from './nginx-counts.ts';

const LINE = 'h|web|10.0.0.1:80|200|0.001\n';

describe('NginxCounts', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-counts-'));
  after(() => rmSync(dir, { recursive: true, force: true }));
  let files = 0;
  const open = () => {
    files += 1;
    const path = join(dir, `${files}.log`);
    const counts = new NginxCounts(path, () => true);
    const total = async () => {
      await counts.look();
      return counts.of('web', '10.0.0.1:80')?.total;
    };
    return { path, total };
  };

  it('says that nobody counts while there is nothing to read', async () => {
    assert.equal(await open().total(), undefined);
  });

  it('counts what is written from now on, each line once, also one that came in two pieces', async () => {
    const { path, total } = open();
    writeFileSync(path, LINE.repeat(3));
    assert.equal(await total(), 0);
    appendFileSync(path, LINE.repeat(5) + LINE.slice(0, 9));
    assert.equal(await total(), 5);
    appendFileSync(path, LINE.slice(9));
    assert.equal(await total(), 6);
    assert.equal(await total(), 6);
  });

  it('goes on where somebody else has emptied the file', async () => {
    const { path, total } = open();
    writeFileSync(path, LINE.repeat(100));
    await total();
    truncateSync(path, 0);
    appendFileSync(path, LINE.repeat(2));
    assert.equal(await total(), 2);
  });

  it('empties the file before it is large, and loses no count', async () => {
    const { path, total } = open();
    writeFileSync(path, '');
    await total();
    for (let look = 1; look <= 4; look += 1) {
      appendFileSync(path, LINE.repeat(8_000));
      assert.equal(await total(), look * 8_000);
      assert.ok(statSync(path).size < 500_000);
    }
  });

  it('reads nothing of a heap that grew while no daemon was there', async () => {
    const { path, total } = open();
    writeFileSync(path, '');
    await total();
    appendFileSync(path, LINE.repeat(200_000));
    assert.equal(await total(), 0);
    appendFileSync(path, LINE);
    assert.equal(await total(), 1);
  });
});
