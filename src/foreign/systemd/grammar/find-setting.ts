import type { SystemdSetting, SystemdUnit } from './source.ts';

/** The value in force of a key that holds one value: the last one said. */
export function findSetting(unit: SystemdUnit, section: string, key: string): SystemdSetting | undefined {
  return unit.settings.findLast((setting) => setting.section === section && setting.key === key);
}

/** The values in force of a key that holds a list: all since the last empty one, which begins anew. */
export function listSettings(unit: SystemdUnit, section: string, key: string): readonly SystemdSetting[] {
  const said = unit.settings.filter((setting) => setting.section === section && setting.key === key);
  return said.slice(said.findLastIndex(({ value }) => value === '') + 1);
}
