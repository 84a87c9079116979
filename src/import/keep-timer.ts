import { printDuration } from '../base/duration.ts';

/** `{ KEY: DURATION }` when it is known, not the default, and within HAProxy's timers. */
export function keepTimer<Key extends string>(
  key: Key,
  milliseconds: number | undefined,
  usual: number,
): { readonly [K in Key]?: string } {
  if (milliseconds === undefined || milliseconds === usual || milliseconds < 1) return {};
  return { [key]: printDuration(Math.min(milliseconds, 24 * 86_400_000)) } as {
    readonly [K in Key]?: string;
  };
}
