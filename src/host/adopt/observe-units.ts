import { readFileSync, statSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import { readUnits } from '../doctor/look-at-units.ts';
import { runCommand } from '../run-command.ts';
import type { AdoptRecord, FormerUnit, UnitState } from './plan/adopt-facts.ts';
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
 * Units of the distribution that run or would start with the host, with the files that they read. nginx beside HAProxy
 * mostly serves pages: it is left alone.
 * @throws Fault `host/adopt-no-systemd`
 */
export async function observeFormer(): Promise<readonly FormerUnit[]> {
  const names = ENGINES.map((engine) => `${engine}.service`);
  const properties = '--property=Id,ActiveState,UnitFileState,MainPID,StateChangeTimestamp';
  const { code, stdout, stderr } = await runCommand([
    'systemctl',
    'show',
    '--timestamp=unix',
    properties,
    ...names,
  ]);
  if (code !== 0) throw noSystemd(stderr);
  const shown = readUnits(stdout);
  const found = ENGINES.flatMap((engine): FormerUnit[] => {
    const unit = shown.find(({ Id }) => Id === `${engine}.service`);
    return unit === undefined ? [] : formerOf(engine, unit);
  });
  const hasHaproxy = found.some(({ engine, runs }) => engine === 'haproxy' && runs);
  return found.filter(({ engine }) => engine !== 'nginx' || !hasHaproxy);
}

function formerOf(engine: FormerUnit['engine'], shown: Readonly<Record<string, string>>): FormerUnit[] {
  const runs = RUNS.has(shown['ActiveState'] ?? '');
  if (!runs && shown['UnitFileState'] !== 'enabled') return [];
  const files = filesOfEngine(engine, commandLineOf(shown['MainPID'] ?? '0'));
  const sinceMs = Number((shown['StateChangeTimestamp'] ?? '').replace('@', '')) * 1_000;
  const newer = files.filter((file) => runs && changedMs(file) > sinceMs + SECOND_MS);
  const unit = `${engine}.service`;
  return [{ unit, engine, sharesPorts: sharesPorts(engine, files), runs, files, newer }];
}

/** systemd tells whole seconds. */
const SECOND_MS = 1_000;

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * The record with the socket units of this foundation that were added since: one that is left would start it again.
 */
export async function withLaterSockets(record: AdoptRecord): Promise<AdoptRecord> {
  const { ours } = record.handover;
  const list = ['list-unit-files', '--plain', '--no-legend', 'holdfast-*.socket'];
  const files = (await runCommand(['systemctl', ...list])).stdout;
  const there = files.split('\n').flatMap((line) => /^(\S+\.socket)\s/.exec(line)?.[1] ?? []);
  const others = there.filter((unit) => !ours.includes(unit));
  if (others.length === 0) return record;
  const { stdout } = await runCommand(['systemctl', 'show', '--property=Id,Triggers', ...others]);
  const later = readUnits(stdout)
    .filter(({ Triggers }) => Triggers === ours.at(-2))
    .map(({ Id = '' }) => Id);
  return { ...record, handover: { ...record.handover, ours: [...later, ...ours] } };
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
