import type { Pod } from './pod.ts';
import type { PodFile } from './pod-file.ts';

export function printQuadlet(_pod: Pod): readonly PodFile[] {
  return [];
}
