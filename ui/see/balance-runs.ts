import type { PageEvent } from '../../src/node/page/page-site.ts';

/** A rebalance as the journals tell of it. */
export interface BalanceRunTold {
  readonly run: string;
  readonly at: string;
  readonly who: string;
  readonly moved: number | undefined;
  readonly of: number;
  readonly tookMs: number | undefined;
  /** undefined = it is on, or its end is not in the page. */
  readonly how: 'balanced' | 'stopped' | undefined;
  readonly says: string;
  /** `m1 100, m2 100, m3 0`. */
  readonly before: string;
  readonly predicted: string;
}

/** Runs of a pool, the newest first. */
export function balanceRuns(events: readonly PageEvent[], pool: string): readonly BalanceRunTold[] {
  const runs = new Map<string, BalanceRunTold>();
  for (const { kind, at, text, fields } of events) {
    if (!/^balance-(begun|ended)$/.test(kind) || fields['pool'] !== pool) continue;
    const run = String(fields['run']);
    const known = runs.get(run);
    const common = { run, who: String(fields['who']), of: Number(fields['of']), says: text };
    if (kind === 'balance-begun') {
      const [before, predicted] = [countWords(fields['before']), countWords(fields['predicted'])];
      if (known === undefined)
        runs.set(run, {
          ...common,
          at,
          before,
          predicted,
          moved: undefined,
          tookMs: undefined,
          how: undefined,
        });
      else runs.set(run, { ...known, at, before, predicted });
    } else {
      runs.set(run, {
        at,
        before: '',
        predicted: '',
        ...known,
        ...common,
        moved: Number(fields['moved']),
        tookMs: Number(fields['tookMs']),
        how: fields['how'] === 'balanced' ? 'balanced' : 'stopped',
      });
    }
  }
  return [...runs.values()].toSorted((left, right) => (left.at < right.at ? 1 : -1));
}

function countWords(counts: unknown): string {
  return Object.entries((counts ?? {}) as Record<string, number>)
    .map(([server, count]) => `${server} ${count}`)
    .join(', ');
}
