import { findSetting, listSettings } from '../grammar/find-setting.ts';
import type { SystemdUnit } from '../grammar/source.ts';

const ENGINE = /(?:^|\/)(haproxy|keepalived|nginx)(?:$|\s)/;

/**
 * The engine that a whole service runs, by its ExecStart; undefined for drop-ins (the rest is elsewhere), other
 * programs, and units that run once.
 */
export function engineOfUnit(unit: SystemdUnit): string | undefined {
  if (unit.isDropIn || /^(?:oneshot|idle)$/.test(findSetting(unit, 'Service', 'Type')?.value ?? ''))
    return undefined;
  const command = listSettings(unit, 'Service', 'ExecStart').at(-1)?.value ?? '';
  const program = /^[-@:+!|]*"?(\S+?)"?(?=\s|$)/.exec(command)?.[1] ?? '';
  return ENGINE.exec(program)?.[1];
}
