import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** The npm package of the pinned Node of another architecture: from node_modules, else by npm into `work`. Answers its folder. */
export function findNodeRuntime(arch: 'amd64' | 'arm64', work: string): string {
  const cpu = arch === 'arm64' ? 'arm64' : 'x64';
  const name = `node-linux-${cpu}`;
  const installed = join(ROOT, 'node_modules', name);
  if (existsSync(join(installed, 'bin/node'))) return installed;
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const wanted = `${name}@${optionalDependencies[name]}`;
  const options = [
    '--no-save',
    '--ignore-scripts',
    '--force',
    '--os=linux',
    `--cpu=${cpu}`,
    '--loglevel=error',
  ];
  execFileSync('npm', ['install', '--prefix', join(work, 'runtime'), ...options, wanted], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(work, 'runtime/node_modules', name);
}
