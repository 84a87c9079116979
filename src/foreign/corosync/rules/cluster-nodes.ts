import { findSetting, sectionsAt } from '../grammar/find-setting.ts';
import type { CorosyncSetting, CorosyncSource } from '../grammar/source.ts';

/** How many votes votequorum expects, and where that is said: expected_votes, else the nodes of the node list. */
export function clusterNodes(source: CorosyncSource): number | undefined {
  const expected = findSetting(source, 'quorum/expected_votes');
  if (expected !== undefined) return Number(expected.value);
  const nodes = sectionsAt(source, 'nodelist/node').length;
  return nodes === 0 ? undefined : nodes;
}

/** The setting when its value is a yes (votequorum(5) knows 1 and 0). */
export function saidYes(source: CorosyncSource, path: string): CorosyncSetting | undefined {
  const setting = findSetting(source, path);
  return setting?.value === '1' ? setting : undefined;
}
