import { meaningOf, vipOf } from './keepalived-blocks.ts';
import type { InForceFile } from './plan.ts';

/** VIP → the router id that is in force, so that a spec that does not say one keeps it. */
export function keptRouterIds(files: readonly InForceFile[]): Record<string, number> {
  const kept: Record<string, number> = {};
  for (const { path, text } of files) {
    if (path !== 'keepalived.conf') continue;
    for (const instance of meaningOf(text).instances) {
      const id = instance.routerId?.value;
      if (id !== undefined && Number.isInteger(id)) kept[vipOf(instance)] = id;
    }
  }
  return kept;
}
