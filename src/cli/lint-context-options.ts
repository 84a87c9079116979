import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../base/duration.ts';
import type { EngineVersion, LintContext } from '../engines/lint-context.ts';
import type { LintRoot } from './read-lint-files.ts';

/** What `holdfast lint` can be told of the surroundings. */
export interface ContextOptions {
  readonly objective?: number;
  readonly maxOutage?: number;
  readonly haproxyVersion?: EngineVersion;
  readonly keepalivedVersion?: EngineVersion;
  readonly nginxVersion?: EngineVersion;
  readonly sessions?: number;
}

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;
/** Ten failures in a month shall not spend more than there is. */
const SHARE_OF_ONE_FAILURE = 10;

export function contextOf(options: ContextOptions): LintContext {
  const outages = [
    ...(options.maxOutage === undefined ? [] : [options.maxOutage]),
    ...(options.objective === undefined ? [] : [outageAllowedBy(options.objective)]),
  ];
  return {
    haproxy: options.haproxyVersion,
    keepalived: options.keepalivedVersion,
    nginx: options.nginxVersion,
    maxOutageMs: outages.length === 0 ? undefined : Math.min(...outages),
    sessions: options.sessions,
  };
}

/** What one failure may cost: a tenth of what an objective in per cent leaves of 30 days; in ms. */
export function outageAllowedBy(objective: number): number {
  return Math.round((THIRTY_DAYS_MS * (100 - objective)) / 100 / SHARE_OF_ONE_FAILURE);
}

export function parseObjective(text: string): number {
  const value = /^\d{1,2}(?:\.\d{1,6})?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError('Write per cent below 100, such as 99.99.');
  return value;
}

export function parseOutage(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new InvalidArgumentError('Write a duration such as 5s or 500ms.');
  return parsed;
}

export function parseVersion(text: string): EngineVersion {
  const [, major, minor, patch] = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}))?(?:[-~+].*)?$/.exec(text) ?? [];
  if (major === undefined || minor === undefined) {
    throw new InvalidArgumentError('Write a version such as 2.6 or 2.6.12.');
  }
  return {
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
  };
}

export function parseSessions(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a number such as 5000.');
  return Number(text);
}

/** `lb1=DIR`, added to those before it. */
export function parseNode(text: string, former: readonly LintRoot[] = []): readonly LintRoot[] {
  const [, node, path] = /^([A-Za-z0-9][\w.-]*)=(.+)$/s.exec(text) ?? [];
  if (node === undefined || path === undefined) {
    throw new InvalidArgumentError('Write NAME=FOLDER, such as lb1=hosts/lb1.');
  }
  return [...former, { path, node }];
}
