import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

/** What keeps a log on a member, in the order in which a person reads them. */
export const LOG_KEEPERS = ['node', 'foundation', 'haproxy', 'nginx', 'keepalived', 'player'] as const;
export type LogKeeper = (typeof LOG_KEEPERS)[number];

export interface Log {
  readonly keeper: LogKeeper;
  readonly file: string;
  readonly text: string;
}

/** The logs that a member has, at most the last `mostBytes` of each; the former file is read too where one is kept. */
export function readLogs(
  lab: Lab,
  member: string,
  keeper?: LogKeeper,
  mostBytes = 256 * 1024,
): readonly Log[] {
  return LOG_KEEPERS.filter((name) => keeper === undefined || name === keeper).flatMap((name) => {
    const file = join(lab.dir, member, 'log', `${name}.log`);
    if (!existsSync(file)) return [];
    const text = [`${file}.1`, file].map(read).join('').slice(-mostBytes);
    return [{ keeper: name, file, text }];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
