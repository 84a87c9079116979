import type { Hold, Measurements, Span } from '../measurements.ts';

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
  /** When it began to undo what it did. Default: there was nothing to undo. */
  readonly healedMs?: number;
  /** From when on the site was as before. Default: it was not within the time of the run. */
  readonly recoveredMs?: number;
  /** The VIP that the drill is about. */
  readonly vip: string;
  /** Who had the site's other VIPs. */
  readonly otherVips: readonly { readonly vip: string; readonly holds: RunCourse['holds'] }[];
}

type NamedVip = { readonly name: string; readonly addresses: readonly { readonly address: string }[] };

const BIN_MS = 50;

/** The course of a run from what was measured; `vip` is the one that the drill is about, `others` are drawn too. */
export function courseOf(
  { attempts, holds, marks }: Measurements,
  acts: readonly Span[],
  vip: NamedVip,
  others: readonly NamedVip[],
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
  const holdsOf = ({ addresses: [first] }: NamedVip) =>
    holds
      .filter(({ address, toUs = marks.endUs }) => address === first?.address && toUs > marks.startUs)
      .map(({ node, fromUs, toUs = marks.endUs }: Hold) => ({
        node,
        fromMs: Math.max(0, msOf(fromUs)),
        toMs: Math.min(lastMs, msOf(toUs)),
      }));
  const { healedUs, recoveredUs } = marks;
  return {
    binMs: BIN_MS,
    ok,
    failed,
    slowestMs,
    holds: holdsOf(vip),
    actsMs: acts.map(({ fromUs }) => msOf(fromUs)),
    ...(healedUs === undefined ? {} : { healedMs: msOf(healedUs) }),
    ...(recoveredUs === undefined ? {} : { recoveredMs: Math.max(0, msOf(recoveredUs)) }),
    vip: vip.name,
    otherVips: others.map((other) => ({ vip: other.name, holds: holdsOf(other) })),
  };
}
