import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { runCommand } from '../../src/host/run-command.ts';

/** What the figures were measured with. */
export interface Machine {
  readonly haproxy: string;
  readonly keepalived: string;
  readonly kernel: string;
  readonly node: string;
  readonly holdfast: string;
  readonly cores: number;
}

export async function describeMachine(): Promise<Machine> {
  const haproxy = (await runCommand(['haproxy', '-v'])).stdout;
  const { stdout, stderr } = await runCommand(['keepalived', '--version']);
  const own = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return {
    haproxy: /version (\d[\w.]*)/.exec(haproxy)?.[1] ?? 'unknown',
    keepalived: /Keepalived v([\w.]+)/.exec(stdout + stderr)?.[1] ?? 'unknown',
    kernel: release(),
    node: process.versions.node,
    holdfast: own.version,
    cores: cpus().length,
  };
}
