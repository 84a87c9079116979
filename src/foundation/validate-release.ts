import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import type { Engine } from '../site/site.ts';
import { engineMissing } from './engine-missing.ts';
import { type EngineCommands, inheritedByNginx } from './launch-engines.ts';
import type { ReleaseFolder } from './release-folder.ts';

const DEADLINE_MS = 30_000;
/** keepalived -t: 5 = only warnings, such as an unknown keyword that it ignores. */
const KEEPALIVED_WARNINGS = 5;

/**
 * Asks the real engines whether they accept the files of a folder.
 * @param descriptors the sockets that each engine would inherit: HAProxy looks at them even with -c, nginx would bind them
 * @throws Fault `foundation/release-refused` with the engine's own words; `foundation/engine-missing`
 */
export async function validateRelease(
  { dir, config }: Pick<ReleaseFolder, 'dir' | 'config'>,
  engines: EngineCommands,
  descriptors: Readonly<Record<Engine, readonly number[]>>,
  tmpDir: string,
): Promise<void> {
  const { haproxy, nginx, keepalived } = engines;
  if (config.nginx !== undefined && nginx === undefined) throw engineMissing('nginx');
  const nothing = { code: 0, output: '' };
  const [haproxySays, nginxSays, keepalivedSays] = await Promise.all([
    config.haproxy === undefined
      ? nothing
      : run(haproxy, ['-c', '-f', join(dir, 'haproxy.cfg')], descriptors.haproxy, { TMPDIR: tmpDir }),
    config.nginx === undefined || nginx === undefined
      ? nothing
      : run(
          nginx,
          ['-t', '-q', '-c', join(dir, 'nginx.conf')],
          descriptors.nginx,
          inheritedByNginx(descriptors.nginx.length),
        ),
    run(keepalived, ['-t', '-P', '-f', join(dir, 'keepalived.conf')], [], { TMPDIR: tmpDir }),
  ]);
  const refusals = [
    ...(haproxySays.code === 0 ? [] : [`haproxy -c: ${haproxySays.output}`]),
    ...(nginxSays.code === 0 ? [] : [`nginx -t: ${nginxSays.output}`]),
    ...(keepalivedSays.code === 0 || keepalivedSays.code === KEEPALIVED_WARNINGS
      ? []
      : [`keepalived -t: ${keepalivedSays.output}`]),
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
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', ...descriptors],
      env: { ...process.env, ...environment },
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
