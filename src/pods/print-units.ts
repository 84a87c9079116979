import type { Pod } from './pod.ts';
import type { PodFile } from './pod-file.ts';

export function printUnits(_pod: Pod): readonly PodFile[] {
  return [];
}
