import type { Measurements, Span } from '../measurements.ts';

/** How a run went, to be drawn. Times in milliseconds from the start of the probe. */
export interface RunCourse {
  /** Width of a bin. */
  readonly binMs: number;
  /** New connections that started in each bin and got their answer. */
  readonly ok: readonly number[];
  /** Those that did not. */
  readonly failed: readonly number[];
  /** The slowest answer of each bin; null = there was none. */
  readonly slowestMs: readonly (number | null)[];
  /** Who had the VIP. */
  readonly holds: readonly { readonly node: string; readonly fromMs: number; readonly toMs: number }[];
  /** What the drill did, and undid. */
  readonly actsMs: readonly number[];
}

const BIN_MS = 50;

/** The course of a run from what was measured; `addresses` are those of the VIP that the drill is about. */
export function courseOf(
  { attempts, holds, marks }: Measurements,
  acts: readonly Span[],
  addresses: readonly string[],
): RunCourse {
  const msOf = (us: number) => Math.round((us - marks.startUs) / 100) / 10;
  const lastMs = msOf(marks.endUs);
  const bins = Math.max(1, Math.ceil(lastMs / BIN_MS));
  const ok = Array.from({ length: bins }, () => 0);
  const failed = Array.from({ length: bins }, () => 0);
  const slowestMs = Array.from({ length: bins }, (): number | null => null);
  for (const { startUs, endUs, result } of attempts) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(msOf(startUs) / BIN_MS)));
    if (result !== 'ok') failed[bin]! += 1;
    else {
      ok[bin]! += 1;
      slowestMs[bin] = Math.max(slowestMs[bin] ?? 0, Math.round((endUs - startUs) / 100) / 10);
    }
  }
  return {
    binMs: BIN_MS,
    ok,
    failed,
    slowestMs,
    holds: holds
      .filter(({ address, toUs = marks.endUs }) => address === addresses[0] && toUs > marks.startUs)
      .map(({ node, fromUs, toUs = marks.endUs }) => ({
        node,
        fromMs: Math.max(0, msOf(fromUs)),
        toMs: Math.min(lastMs, msOf(toUs)),
      })),
    actsMs: acts.map(({ fromUs }) => msOf(fromUs)),
  };
}
