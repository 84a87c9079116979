import type { BalanceRun, BalanceView } from '../../node/balance/balance-view.ts';
import { counted } from '../look/seen-words.ts';
import { printTable } from '../print-table.ts';
import { spanWords } from '../time-words.ts';

const MEANS: Readonly<Record<BalanceRun['by'], string>> = {
  'wazuh-api': 'by the Wazuh API, which asks agents to connect again',
  sessions: 'by closing idle sessions, whose clients connect again',
};

/** One pool's spread: now, and what moving would come to, or how the run that is on goes on. */
export function printBalance(view: BalanceView): string {
  const { pool, mode, decider, says, now, plan, takesMs, by, run } = view;
  const total = counted(sumOf(now), 'session');
  const lines = [
    `${pool}: ${total}; ${says.startsWith(view.state) ? says : `${view.state}: ${says}`}`,
    `  ${decider === undefined ? 'nobody decides now' : `decided by ${decider}`}, mode ${mode}`,
  ];
  const moves = sumOf(plan?.moves);
  if (view.state === 'moving' && run !== undefined) lines.push(`  ${progressWords(run)}`);
  else if (moves > 0 && takesMs !== undefined)
    lines.push(
      `  moving ${moves} takes about ${spanWords(takesMs)}${by === undefined ? '' : `, ${MEANS[by]}`}`,
    );
  const rows = Object.entries(now).map(([server, sessions]) => [
    server,
    String(sessions),
    String(plan?.shares[server] ?? '-'),
    String(plan?.moves[server] ?? 0),
    String(plan?.predicted[server] ?? '-'),
  ]);
  if (rows.length === 0) return `${lines.join('\n')}\n`;
  return `${lines.join('\n')}\n${printTable([['SERVER', 'NOW', 'SHARE', 'LEAVE', 'AFTER'], ...rows], '  ')}`;
}

/** `120 of 203 sessions moved, by closing idle sessions, …`. */
export function progressWords({ moved, of, by }: BalanceRun): string {
  return `${moved} of ${counted(of, 'session')} moved, ${MEANS[by]}`;
}

export function sumOf(counts: Readonly<Record<string, number>> | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
}
