import type { Engine } from '../../site/site.ts';
import type { SeenEngine, SeenNode } from './site-status.ts';

/** The engines that a node is to run, as they are seen; one that no service needs is none of them. */
export function enginesOf({
  haproxy,
  nginx,
}: SeenNode['guests']): readonly (readonly [Engine, SeenEngine])[] {
  return [
    ...(haproxy.state === 'unused' ? [] : [['haproxy', haproxy] as const]),
    ...(nginx === undefined || nginx.state === 'unused' ? [] : [['nginx', nginx] as const]),
  ];
}
