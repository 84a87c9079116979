import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findNodeRuntime } from './deb/node-runtime.ts';
import { ROOT } from './deb/root.ts';
import { setTimes } from './deb/set-times.ts';
import { stageTree } from './deb/stage-tree.ts';

/*
 * Builds holdfast_VERSION_ARCH.deb from dist/ (tools/build.ts makes it). The same sources, SOURCE_DATE_EPOCH and compression
 * give the same bytes.
 *
 *   node tools/build-deb.ts [--arch amd64|arm64] [--out DIR] [--version VERSION] [--compression xz|gzip|none]
 */

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch === 'arm64' ? 'arm64' : 'amd64' },
    out: { type: 'string', default: join(ROOT, 'dist/deb') },
    version: { type: 'string' },
    compression: { type: 'string', default: 'xz' },
  },
});
const arch = values.arch === 'arm64' ? 'arm64' : 'amd64';
const packed = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const version = values.version ?? packed.version;
const epoch = Number(process.env['SOURCE_DATE_EPOCH'] ?? lastCommit());

const work = mkdtempSync(join(tmpdir(), 'holdfast-deb-'));
try {
  const tree = join(work, 'tree');
  await stageTree({ tree, version, arch, epoch, node: findNodeRuntime(arch, work) });
  setTimes(tree, epoch);
  mkdirSync(values.out, { recursive: true });
  const file = join(values.out, `holdfast_${version}_${arch}.deb`);
  execFileSync(
    'dpkg-deb',
    // One thread: the number of threads shows in what xz writes.
    ['--root-owner-group', `-Z${values.compression}`, '--threads-max=1', '--build', tree, file],
    { env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  process.stdout.write(`${file}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Seconds; 0 where the sources come without their history. */
function lastCommit(): number {
  try {
    return Number(execFileSync('git', ['-C', ROOT, 'log', '-1', '--format=%ct'], { encoding: 'utf8' }));
  } catch {
    return 0;
  }
}
