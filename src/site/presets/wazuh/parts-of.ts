import type { SpecWazuh } from '../../../spec/spec.ts';

/** Ports and clients of one of the services; undefined = it is switched off. */
export interface WrittenPart {
  readonly port: number;
  readonly serverPort: number;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

type Rebalanced = Exclude<SpecWazuh['events'], boolean>['rebalance'];
type Dashboard = Exclude<SpecWazuh['dashboard'], boolean>;

export interface WrittenParts {
  readonly events: (WrittenPart & { readonly rebalance: Rebalanced }) | undefined;
  readonly enrollment: WrittenPart | undefined;
  readonly api: WrittenPart | undefined;
  readonly dashboard: Dashboard | undefined;
}

/** What the spec switches on, with `true` written out. */
export function partsOf(spec: SpecWazuh): WrittenParts {
  const usual = (port: number) => ({ port, serverPort: port, allow: [], deny: [] });
  const api = typeof spec.api === 'boolean' ? spec.api : spec.api.service;
  return {
    events: written(spec.events, { ...usual(1514), rebalance: true }),
    enrollment: written(spec.enrollment, usual(1515)),
    api: written(api, usual(55_000)),
    dashboard: spec.dashboard === false ? undefined : spec.dashboard,
  };
}

function written<One>(value: One | boolean, usual: One): One | undefined {
  if (value === false) return undefined;
  return value === true ? usual : value;
}
