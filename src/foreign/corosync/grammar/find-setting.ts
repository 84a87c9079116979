import type { CorosyncSection, CorosyncSetting, CorosyncSource } from './source.ts';

/** The setting in force of `section/section/key`: the last one, as Corosync's map keeps it. */
export function findSetting(source: CorosyncSource, path: string): CorosyncSetting | undefined {
  const names = path.split('/');
  const key = names.pop();
  return sectionsAt(source, names.join('/'))
    .flatMap(({ settings }) => settings)
    .findLast((setting) => setting.key === key);
}

/** Every section with this path of names. */
export function sectionsAt(source: CorosyncSource, path: string): readonly CorosyncSection[] {
  const [first, ...rest] = path.split('/');
  let found = source.sections.filter(({ name }) => name === first);
  for (const step of rest) {
    found = found.flatMap(({ sections }) => sections.filter(({ name }) => name === step));
  }
  return found;
}
