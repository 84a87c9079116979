import { loadavg } from 'node:os';
import type { Machine } from '../failover/machine.ts';
import type { ClusterOrder } from './cluster-spec.ts';
import { HELPER, limitsOf } from './judge-join.ts';
import type { JoinFigures } from './measure-join.ts';

export interface Join {
  readonly order: ClusterOrder;
  readonly figures: JoinFigures;
}

/** A table of the same number of agents, with the helper's figures where it was measured too. */
export function printJoins(joins: readonly Join[], agents: number, machine: Machine): string {
  const isMeasured = agents === 3_000;
  const width = { row: 34, column: 20 };
  const head = [
    ...(isMeasured ? ['WAZUH’S HELPER'] : []),
    ...joins.map(({ order }) => `${order.means === 'api' ? 'API' : 'SESSIONS'} ${order.rate}`),
    'MUST',
  ];
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width.row)}${cells.map((cell) => cell.padStart(width.column)).join('')}`.trimEnd();
  const [gentle, fast] = ['100/s', 'unlimited'].map((rate) => limitsOf({ means: 'api', rate, agents }));
  const row = (
    name: string,
    key: keyof typeof HELPER,
    cell: (figures: JoinFigures) => string,
    must: string,
  ) => line(name, [...(isMeasured ? [HELPER[key]] : []), ...joins.map(({ figures }) => cell(figures)), must]);
  const count = (value: number) => value.toLocaleString('en');
  return [
    `${count(agents)} simulated agents, a fourth manager joins three; HAProxy ${machine.haproxy}, Node ${machine.node}, ${machine.cores} shared cores, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    '',
    line('', head),
    row(
      'from the join seen to balanced',
      'balanced',
      ({ balancedMs }) => (Number.isFinite(balancedMs) ? `${(balancedMs / 1000).toFixed(1)} s` : 'never'),
      `≤ ${(gentle?.balancedMs ?? 0) / 1000} s, ${(fast?.balancedMs ?? 0) / 1000} s`,
    ),
    row(
      'agents reconnected',
      'reconnects',
      ({ reconnects }) => count(reconnects),
      `≤ ${count(gentle?.reconnects ?? 0)}`,
    ),
    row('HAProxy reloads', 'reloads', ({ reloads }) => count(reloads), '0'),
    row(
      'most agents down at one instant',
      'mostDown',
      ({ mostDown }) => count(mostDown),
      `≤ ${count(gentle?.mostDown ?? 0)}`,
    ),
    row('worst manager', 'worst', ({ worst }) => count(worst), `≤ ${count(gentle?.worst ?? 0)}`),
    line('  agents asked by their manager', [
      ...(isMeasured ? [''] : []),
      ...joins.map(({ figures }) => count(figures.orders)),
    ]),
    line('  managers at the end', [
      ...(isMeasured ? [''] : []),
      ...joins.map(({ figures }) => `${Math.min(...figures.counts)}–${Math.max(...figures.counts)}`),
    ]),
    '',
  ].join('\n');
}
