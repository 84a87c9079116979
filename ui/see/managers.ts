import type { PageSite } from '../../src/node/page/page-site.ts';

export interface ManagerRow {
  readonly name: string;
  readonly address: string;
  readonly role: 'master' | 'worker';
  /** `the spec`, or who brought it and why. */
  readonly from: string;
  /** ISO 8601 of a discovery; undefined = the spec has it. */
  readonly at: string | undefined;
  readonly isGone: boolean;
  /** As the checks of both nodes have it together. */
  readonly state: string;
  /** Sessions of agents; undefined = it gets none. */
  readonly agents: number | undefined;
}

/** The managers of the Wazuh cluster, those of the spec and those that were discovered. */
export function managersOf({ shape, view, balances }: PageSite): readonly ManagerRow[] {
  const wazuh = shape?.wazuh;
  if (wazuh === undefined) return [];
  const pool = wazuh.pool ?? '';
  const now = balances.find((one) => one.pool === pool)?.now ?? {};
  const servers = view?.pools[pool]?.servers ?? {};
  const row = (name: string, address: string) => ({
    name,
    address,
    isGone: false,
    at: undefined,
    state: servers[name]?.state ?? 'not in the pool',
    agents: now[name] ?? servers[name]?.sessions,
  });
  const told = wazuh.managers.map(({ name, address }, index): ManagerRow => {
    return { ...row(name, address), role: index === 0 ? 'master' : 'worker', from: 'the spec' };
  });
  const found = (view?.intents ?? []).flatMap(({ wish, who, why, at }): ManagerRow[] => {
    if (wish.kind !== 'manager') return [];
    const { manager, address, role = 'worker' } = wish;
    const from = `${who}${why === '' ? '' : `: ${why}`}`;
    return [{ ...row(manager, address ?? ''), role, from, at, isGone: address === null }];
  });
  const names = new Set(found.map(({ name }) => name));
  return [...told.filter(({ name }) => !names.has(name)), ...found];
}
