import { readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import { readUnits } from '../doctor/look-at-units.ts';
import { runCommand } from '../run-command.ts';
import type { FormerUnit, UnitState } from './plan/adopt-facts.ts';
import { filesOfEngine } from './plan/files-of-engine.ts';

const ENGINES = ['haproxy', 'keepalived', 'nginx'] as const;
const RUNS = new Set(['active', 'activating', 'reloading']);

/** States of units; one that systemd does not know is not in the answer. @throws Fault `host/adopt-no-systemd` */
export async function observeUnits(units: readonly string[]): Promise<Record<string, UnitState>> {
  const properties = '--property=Id,LoadState,ActiveState,UnitFileState';
  const { code, stdout, stderr } = await runCommand(['systemctl', 'show', properties, ...units]);
  if (code !== 0) throw noSystemd(stderr);
  return Object.fromEntries(
    readUnits(stdout)
      .filter((unit) => unit['LoadState'] === 'loaded')
      .map((unit) => [
        unit['Id'] ?? '',
        { active: RUNS.has(unit['ActiveState'] ?? ''), enabled: unit['UnitFileState'] === 'enabled' },
      ]),
  );
}

/**
 * Units of the distribution that run, with the files that they read. nginx beside HAProxy mostly serves pages: it is
 * left alone.
 * @throws Fault `host/adopt-no-systemd`
 */
export async function observeFormer(): Promise<readonly FormerUnit[]> {
  const names = ENGINES.map((engine) => `${engine}.service`);
  const { code, stdout, stderr } = await runCommand([
    'systemctl',
    'show',
    '--property=Id,ActiveState,MainPID',
    ...names,
  ]);
  if (code !== 0) throw noSystemd(stderr);
  const running = readUnits(stdout).filter((unit) => RUNS.has(unit['ActiveState'] ?? ''));
  const found = ENGINES.flatMap((engine): FormerUnit[] => {
    const unit = running.find(({ Id }) => Id === `${engine}.service`);
    if (unit === undefined) return [];
    const files = filesOfEngine(engine, commandLineOf(unit['MainPID'] ?? '0'));
    return [{ unit: `${engine}.service`, engine, sharesPorts: sharesPorts(engine, files), files }];
  });
  const hasHaproxy = found.some(({ engine }) => engine === 'haproxy');
  return found.filter(({ engine }) => engine !== 'nginx' || !hasHaproxy);
}

function commandLineOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return []; // It has just ended: then what is usual is read.
  }
}

function sharesPorts(engine: FormerUnit['engine'], files: readonly string[]): boolean {
  return engine === 'haproxy' && !files.some((file) => /^\s*noreuseport\b/m.test(read(file)));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function noSystemd(evidence: string): Fault {
  return new Fault(
    'host/adopt-no-systemd',
    'systemd does not answer on this host, so there are no units to take over.',
    'run it on the host itself; what runs in containers is moved with the guide for pods',
    evidence.trim(),
  );
}
