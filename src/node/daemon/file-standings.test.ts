import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { ReleaseFile } from '../../release/release.ts';
import { FileStandings } from './file-standings.ts';

function haproxyCfg(user: string): ReleaseFile {
  const text = `frontend :stats\n    stats auth ${user}:<secret env:PW>\n`;
  return {
    node: 'lb1',
    path: 'haproxy.cfg',
    text,
    origins: [],
    secrets: [{ env: 'PW' }],
  } as unknown as ReleaseFile;
}

it('a file that is looked at while another release is wanted is the wanted one once that is', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'holdfast-standings-'));
  t.after(() => rm(dir, { recursive: true }));
  const [former, next] = [haproxyCfg('ops'), haproxyCfg('anna')];
  for (const folder of [RUN_FILES.active, RUN_FILES.wanted]) {
    await mkdir(join(dir, folder));
    await writeFile(join(dir, folder, 'haproxy.cfg'), next.text.replace('<secret env:PW>', 'hush'));
  }
  const standings = new FileStandings(dir);
  const [early] = await standings.see([former]);
  assert.notEqual(early?.inForce, early?.wanted);
  const [then] = await standings.see([next]);
  assert.equal(then?.inForce, then?.wanted);
  assert.equal(then?.put, then?.wanted);
});
