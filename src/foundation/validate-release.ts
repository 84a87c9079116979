import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';

const DEADLINE_MS = 30_000;
/** keepalived -t: 5 = only warnings, such as an unknown keyword that it ignores. */
const KEEPALIVED_WARNINGS = 5;

/**
 * Asks the real engines whether they accept the files of a folder.
 * @param descriptors the sockets that haproxy.cfg names as fd@3, fd@4, …: it looks at them even with -c
 * @throws Fault `foundation/release-refused` with the engine's own words
 */
export async function validateRelease(
  dir: string,
  engines: { readonly haproxy: string; readonly keepalived: string },
  descriptors: readonly number[],
  tmpDir: string,
): Promise<void> {
  const [haproxy, keepalived] = await Promise.all([
    run(engines.haproxy, ['-c', '-f', join(dir, 'haproxy.cfg')], descriptors, tmpDir),
    run(engines.keepalived, ['-t', '-P', '-f', join(dir, 'keepalived.conf')], [], tmpDir),
  ]);
  const refusals = [
    ...(haproxy.code === 0 ? [] : [`haproxy -c: ${haproxy.output}`]),
    ...(keepalived.code === 0 || keepalived.code === KEEPALIVED_WARNINGS
      ? []
      : [`keepalived -t: ${keepalived.output}`]),
  ];
  if (refusals.length === 0) return;
  throw new Fault(
    'foundation/release-refused',
    'An engine refuses the new configuration; what was in force before stays.',
    'Mend what the engine names below, then apply again.',
    refusals.join('\n'),
  );
}

function run(
  command: string,
  args: readonly string[],
  descriptors: readonly number[],
  tmpDir: string,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', ...descriptors],
      env: { ...process.env, TMPDIR: tmpDir },
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      if (output.length < 16_384) output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? -1, output: output.trim() || `ended with ${signal ?? code}` }),
    );
  });
}
